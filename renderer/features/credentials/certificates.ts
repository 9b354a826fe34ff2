import type { OperationOutput } from '../../../shared/api/operations.ts';

/** One certificate that the center has issued. */
export type Certificate = OperationOutput<'certificates.list'>['issued'][number];

/** How a certificate stands; `ending` warns as long before its end as the gate does. */
export const standings = ['valid', 'ending', 'expired', 'revoked'] as const;
export type Standing = (typeof standings)[number];

const WARN_MS = 30 * 86_400_000;

/** How a certificate stands at an instant. */
export function standingOf({ revokedAt, notAfter }: Certificate, now: string): Standing {
  if (revokedAt !== null) return 'revoked';
  const left = Date.parse(notAfter) - Date.parse(now);
  if (left <= 0) return 'expired';
  return left <= WARN_MS ? 'ending' : 'valid';
}
