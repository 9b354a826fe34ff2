import type { Center } from '../center.ts';
import type { Client, Queryable } from '../db/database.ts';
import type { RevocationReason } from '../pki/issue.ts';

const OWED = 'revoke/';

/** Revokes a certificate where the center's own CA has issued it; all others are for their own CA to revoke. */
export async function revokeOwn(
  center: Center,
  fingerprint: string,
  reason: RevocationReason,
): Promise<void> {
  const record = center.ca?.issued().find((issued) => issued.fingerprint === fingerprint);
  if (record) await center.ca?.revoke(record.serial, reason, new Date(center.now()));
}

/** Remembers, together with the act that replaces it, that a certificate has to be revoked: a crash must not forget it. */
export async function oweRevocation(client: Client | Queryable, fingerprint: string): Promise<void> {
  await client.query('INSERT INTO access.setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING', [
    OWED + fingerprint,
    'superseded' satisfies RevocationReason,
  ]);
}

/** Revokes what is owed; a process without the CA leaves it to one that has it. */
export async function payRevocations(center: Center): Promise<void> {
  if (!center.ca) return;
  const { rows } = await center.pool.query<{ key: string }>(
    'SELECT key FROM access.setting WHERE starts_with(key, $1) ORDER BY key',
    [OWED],
  );
  for (const { key } of rows) {
    await revokeOwn(center, key.slice(OWED.length), 'superseded');
    await center.pool.query('DELETE FROM access.setting WHERE key = $1', [key]);
  }
}
