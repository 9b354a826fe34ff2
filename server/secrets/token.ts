import { createHash, randomInt, randomBytes } from 'node:crypto';

/** Crockford's Base32 without the look-alikes I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A random token of 256 bits, Base64url, for sessions and links. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: SHA-256, hexadecimal. A token is random enough to need no salt. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A one-time code of 80 bits to be typed by hand, `XXXX-XXXX-XXXX-XXXX`. */
export function oneTimeCode(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return [group(), group(), group(), group()].join('-');
}

/** The form of a typed code that is compared: upper case, look-alikes resolved, separators gone. */
export function canonicalCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '');
}
