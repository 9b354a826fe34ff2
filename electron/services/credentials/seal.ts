import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Key length of every sealed thing: AES-256. */
export const SEAL_KEY_BYTES = 32;

/**
 * Seals bytes with AES-256-GCM (NIST SP 800-38D): iv, tag, ciphertext.
 * @param about bound to the content: a sealed thing cannot be put in another's place
 */
export function seal(content: Uint8Array, key: Uint8Array, about: string): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made; null when key, place or content do not fit. */
export function unseal(sealed: Uint8Array, key: Uint8Array, about: string): Uint8Array | null {
  if (sealed.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    // GCM gives everything before `final`, which only judges: no second copy that nobody could overwrite.
    const content = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
    decipher.final();
    return content;
  } catch {
    return null;
  }
}
