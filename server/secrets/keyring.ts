import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { broken, unknownKey } from './errors.ts';
import type { MasterKey } from './masterKey.ts';

/**
 * Seals small values (identity numbers, TOTP seeds, data keys) under the current master key and opens those sealed
 * under it or a previous one.
 */
export interface Keyring {
  /** Id of the key new values are sealed under. */
  readonly currentKeyId: string;
  /**
   * Seals a value for one place.
   *
   * @param place names the table, row and field; a value moved elsewhere does not open
   * @returns `v1.<key id>.<nonce>.<ciphertext and tag>`, Base64url
   */
  seal(plaintext: string | Uint8Array, place: string): string;
  /**
   * Opens what `seal` made.
   *
   * @throws CodedError `secret/unknown-key`, `secret/broken`
   */
  open(sealed: string, place: string): Buffer;
}

const SEALED = /^v1\.([0-9a-f]{16})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/;
const TAG_BYTES = 16;

/**
 * A keyring over the current master key and those it replaced. Rotation: start with the new key as `current` and the
 * old as `previous`, seal every value with another `keyIdOf` anew, then drop the old key.
 */
export function createKeyring(current: MasterKey, previous: readonly MasterKey[] = []): Keyring {
  const keys = new Map([current, ...previous].map((key) => [key.id, sealingKey(key)]));
  const keyOf = (id: string): Buffer => {
    const key = keys.get(id);
    if (key === undefined) throw unknownKey(id);
    return key;
  };
  return {
    currentKeyId: current.id,
    seal: (plaintext, place) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyOf(current.id), nonce);
      cipher.setAAD(associated(current.id, place));
      const head =
        typeof plaintext === 'string' ? cipher.update(plaintext, 'utf8') : cipher.update(plaintext);
      const body = Buffer.concat([head, cipher.final(), cipher.getAuthTag()]);
      return `v1.${current.id}.${nonce.toString('base64url')}.${body.toString('base64url')}`;
    },
    open: (sealed, place) => {
      const { keyId, nonce, body } = parse(sealed);
      const decipher = createDecipheriv('aes-256-gcm', keyOf(keyId), nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(associated(keyId, place));
      decipher.setAuthTag(body.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]);
      } catch (error) {
        throw broken(error);
      }
    },
  };
}

/**
 * Id of the master key a value was sealed under, to find what a rotation has still to do.
 *
 * @throws CodedError `secret/broken`
 */
export function keyIdOf(sealed: string): string {
  return parse(sealed).keyId;
}

function parse(sealed: string): { keyId: string; nonce: Buffer; body: Buffer } {
  const [, keyId, nonce, body] = SEALED.exec(sealed) ?? [];
  if (keyId === undefined || nonce === undefined || body === undefined) throw broken();
  const bytes = Buffer.from(body, 'base64url');
  // The last character has spare bits: one value, one text.
  if (bytes.toString('base64url') !== body) throw broken();
  return { keyId, nonce: Buffer.from(nonce, 'base64url'), body: bytes };
}

/** The master key itself encrypts nothing: each use has a key of its own (RFC 5869). */
function sealingKey(key: MasterKey): Buffer {
  return Buffer.from(hkdfSync('sha256', key.bytes, '', 'egov-center/seal/v1', 32));
}

function associated(keyId: string, place: string): Buffer {
  return Buffer.from(`egov-center/seal/v1\n${keyId}\n${place}`, 'utf8');
}
