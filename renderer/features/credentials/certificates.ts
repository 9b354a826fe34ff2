import type { OperationInput, OperationOutput } from '../../../shared/api/operations.ts';

/** One certificate that the center has issued. */
export type Certificate = OperationOutput<'certificates.list'>['issued'][number];

/** How a certificate stands; `ending` warns as long before its end as the gate does. */
export const standings = ['valid', 'ending', 'expired', 'revoked'] as const;
export type Standing = (typeof standings)[number];

/** A certificate with how it stands. */
export type JudgedCertificate = Certificate & { readonly standing: Standing };

/** Why a certificate is revoked (RFC 5280 5.3.1). */
export type ReasonCode = OperationInput<'certificates.revoke'>['code'];
export const reasonCodes = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const satisfies readonly ReasonCode[];

const DAY_MS = 86_400_000;

/**
 * How a certificate stands.
 * @param now the moment in milliseconds since 1970
 * @param warnDays days before its end from which on it is called ending
 */
export function standingOf({ revokedAt, notAfter }: Certificate, now: number, warnDays: number): Standing {
  if (revokedAt !== null) return 'revoked';
  const left = Date.parse(notAfter) - now;
  if (left <= 0) return 'expired';
  return Math.floor(left / DAY_MS) <= warnDays ? 'ending' : 'valid';
}

/** Is it in force, so that it can be revoked. */
export function isInForce(standing: Standing): boolean {
  return standing === 'valid' || standing === 'ending';
}
