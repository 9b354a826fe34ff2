import { createHmac, randomBytes } from 'node:crypto';

/** Answers whether two secrets are the same without keeping either. */
export interface KeyedDigest {
  /**
   * Digest of a personal secret for comparison and uniqueness, 32 hexadecimal digits.
   *
   * @param kind what it is (`identity-number`, `phone`, ...): equal texts of two kinds differ
   * @param canonical the canonical form, as the validator gave it
   */
  digestOf(kind: string, canonical: string): string;
}

/**
 * HMAC-SHA-256, truncated to 128 bits (RFC 2104 section 5). Identity numbers are few enough to try them all, so a
 * plain hash would hide nothing.
 *
 * The key is not the master key: digests stand in events that never change, so it must outlive every rotation. Make
 * it once with `newDigestKey` and keep it sealed by the keyring.
 */
export function createKeyedDigest(key: Uint8Array): KeyedDigest {
  return {
    digestOf: (kind, canonical) =>
      createHmac('sha256', key)
        .update(`${kind.length}:${kind}:${canonical}`, 'utf8')
        .digest('hex')
        .slice(0, 32),
  };
}

/** A new digest key, 32 bytes. */
export function newDigestKey(): Uint8Array {
  return randomBytes(32);
}
