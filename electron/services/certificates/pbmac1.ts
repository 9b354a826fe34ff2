import { createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { OctetString, Sequence } from 'asn1js';
import * as pkijs from 'pkijs';

const PBMAC1 = '1.2.840.113549.1.5.14';
const PBKDF2 = '1.2.840.113549.1.5.12';
/** hmacWithSHA..., as pseudo-random function of PBKDF2 and as the seal itself (RFC 8018 appendix B.1). */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
]);
/** A few seconds on the thread pool; a file that asks for more wants to stop the program. */
const MAX_ROUNDS = 10_000_000;
/** Shorter keys can be guessed, and one of 0 bytes fits every passphrase (RFC 9579 section 9). */
const MIN_KEY_BYTES = 20;

/** Is the file sealed by PBMAC1 (RFC 9579), as OpenSSL 3.4 and later write it under FIPS rules. */
export function isPbmac1({ mac }: pkijs.MacData): boolean {
  return mac.digestAlgorithm.algorithmId === PBMAC1;
}

/**
 * Does the seal hold over the content under the passphrase (UTF-8).
 * @throws RangeError for parameters nobody should use
 */
export async function pbmac1Holds(
  { mac }: pkijs.MacData,
  content: ArrayBuffer,
  passphrase: ArrayBuffer,
): Promise<boolean> {
  const [derivation, scheme] = algorithmsOf(mac.digestAlgorithm.algorithmParams);
  if (derivation.algorithmId !== PBKDF2) throw new RangeError('no PBKDF2');
  const {
    salt,
    iterationCount,
    keyLength = 0,
    prf,
  } = new pkijs.PBKDF2Params({
    schema: derivation.algorithmParams,
  });
  if (!(salt instanceof OctetString)) throw new RangeError('the salt stands elsewhere');
  if (iterationCount < 1 || iterationCount > MAX_ROUNDS) throw new RangeError('too many rounds');
  if (keyLength < MIN_KEY_BYTES || keyLength > 1024) throw new RangeError('a key of an unfit length');
  const key = await promisify(pbkdf2)(
    new Uint8Array(passphrase),
    new Uint8Array(salt.getValue()),
    iterationCount,
    keyLength,
    hashOf(prf),
  );
  const seal = createHmac(hashOf(scheme), key).update(new Uint8Array(content)).digest();
  const given = new Uint8Array(mac.digest.getValue());
  return seal.length === given.length && timingSafeEqual(seal, given);
}

function algorithmsOf(parameters: unknown): [pkijs.AlgorithmIdentifier, pkijs.AlgorithmIdentifier] {
  const [derivation, scheme] = parameters instanceof Sequence ? parameters.valueBlock.value : [];
  if (!derivation || !scheme) throw new RangeError('not as RFC 8018 writes it');
  return [
    new pkijs.AlgorithmIdentifier({ schema: derivation }),
    new pkijs.AlgorithmIdentifier({ schema: scheme }),
  ];
}

/** Without one, PBKDF2 means SHA-1 (RFC 8018 appendix A.2). */
function hashOf(algorithm: pkijs.AlgorithmIdentifier | undefined): string {
  const hash = HASHES.get(algorithm?.algorithmId ?? '1.2.840.113549.2.7');
  if (hash === undefined) throw new RangeError('an unknown hash');
  return hash;
}
