import { Integer, Sequence } from 'asn1js';
import type * as pkijs from 'pkijs';
import type { Asn1Reader, Pbe } from 'node-forge/lib/pbe.js';

/** pbeWithSHAAnd3-KeyTripleDES-CBC and pbeWithSHAAnd40BitRC2-CBC (RFC 7292 appendix C): old Windows and Java exports. */
const LEGACY: ReadonlySet<string> = new Set(['1.2.840.113549.1.12.1.3', '1.2.840.113549.1.12.1.6']);

const MAX_ROUNDS = 600_000;

/**
 * May so many rounds be run: those of PKCS#12 itself run in this thread, and a file that asks for more would stop the
 * program. A number of four bytes and more is read as 0.
 */
export function isFeasible(rounds: number): boolean {
  return rounds >= 1 && rounds <= MAX_ROUNDS;
}

export function isLegacy({ algorithmId }: pkijs.AlgorithmIdentifier): boolean {
  return LEGACY.has(algorithmId);
}

/**
 * Decrypts what was sealed with an outdated algorithm, in plain JavaScript: neither OpenSSL 3 without its legacy
 * provider nor BoringSSL knows RC2. Loaded only when such a file is met.
 * @throws Error where passphrase or content do not fit
 */
export async function decryptLegacy(
  algorithm: pkijs.AlgorithmIdentifier,
  content: ArrayBuffer,
  passphrase: string,
): Promise<ArrayBuffer> {
  const rounds =
    algorithm.algorithmParams instanceof Sequence ? algorithm.algorithmParams.valueBlock.value[1] : null;
  if (!(rounds instanceof Integer) || !isFeasible(rounds.valueBlock.valueDec))
    throw new RangeError('too many rounds');
  const pbe: Pbe = (await import('node-forge/lib/pbe.js')).default;
  const asn1: Asn1Reader = (await import('node-forge/lib/asn1.js')).default;
  const { createBuffer } = (await import('node-forge/lib/util.js')).default;
  const parameters = asn1.fromDer(binaryOf(algorithm.algorithmParams.toBER()));
  const cipher = pbe.getCipher(algorithm.algorithmId, parameters, passphrase.normalize('NFC'));
  cipher.update(createBuffer(binaryOf(content)));
  if (!cipher.finish()) throw new Error('the padding does not fit');
  return new Uint8Array(Buffer.from(cipher.output.getBytes(), 'latin1')).buffer;
}

/** The library's own form of bytes: a text of one character for each. */
function binaryOf(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString('latin1');
}
