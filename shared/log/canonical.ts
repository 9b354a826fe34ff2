import canonicalize from 'canonicalize';
import { sm3 } from 'sm-crypto-v2';

/** Canonical JSON text (RFC 8785) of a JSON value. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
}

/** SM3 digest (GB/T 32905-2016) of a text's UTF-8 bytes, 64 lower-case hex digits. */
export function sm3Hex(text: string): string {
  return sm3(text);
}

/** SM3 digest of the canonical JSON form: what an approval is bound to. */
export function digestOf(value: unknown): string {
  return sm3Hex(canonicalJson(value));
}
