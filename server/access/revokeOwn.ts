import type { Center } from '../center.ts';
import type { RevocationReason } from '../pki/issue.ts';

/** Revokes a certificate where the center's own CA has issued it; all others are for their own CA to revoke. */
export async function revokeOwn(
  center: Center,
  fingerprint: string,
  reason: RevocationReason,
): Promise<void> {
  const record = center.ca?.issued().find((issued) => issued.fingerprint === fingerprint);
  if (record) await center.ca?.revoke(record.serial, reason, new Date(center.now()));
}
