import type { Pool } from '../db/database.ts';
import { createKeyedDigest, newDigestKey, type KeyedDigest } from './keyedDigest.ts';
import { createKeyring } from './keyring.ts';
import type { MasterKey } from './masterKey.ts';

/** Seals and opens personal secrets and makes the keyed digests they are compared by. */
export interface Vault extends KeyedDigest {
  seal(plaintext: string, place: string): string;
  /** @throws CodedError `secret/unknown-key`, `secret/broken` */
  open(sealed: string, place: string): string;
}

const DIGEST_KEY = 'digest-key';

/** Has the database been opened under some master key before. */
export async function isSealed(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM access.setting WHERE key = $1', [DIGEST_KEY]);
  return rowCount !== 0;
}

/**
 * Opens the vault over a database. The digest key is made on first use and kept sealed beside the data, because
 * digests must stay comparable when the master key is rotated.
 */
export async function openVault(
  pool: Pool,
  current: MasterKey,
  previous: readonly MasterKey[] = [],
): Promise<Vault> {
  const keyring = createKeyring(current, previous);
  const fresh = keyring.seal(newDigestKey(), DIGEST_KEY);
  await pool.query('INSERT INTO access.setting (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    DIGEST_KEY,
    fresh,
  ]);
  const { rows } = await pool.query<{ value: string }>('SELECT value FROM access.setting WHERE key = $1', [
    DIGEST_KEY,
  ]);
  const digest = createKeyedDigest(keyring.open(rows[0]?.value ?? fresh, DIGEST_KEY));
  return {
    digestOf: digest.digestOf,
    seal: (plaintext, place) => keyring.seal(plaintext, place),
    open: (sealed, place) => keyring.open(sealed, place).toString('utf8'),
  };
}
