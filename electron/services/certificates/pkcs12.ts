import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import { ProblemError } from '../../../shared/errors/problem.ts';

/** Certificate and key as they come out of a file, PEM. */
export interface CertificateAndKey {
  readonly certificatePem: string;
  /** PKCS#8, unencrypted. */
  readonly keyPem: string;
}

interface Contents {
  readonly keys: KeyObject[];
  readonly certificates: X509Certificate[];
}

/**
 * Reads a PKCS#12 file (RFC 7292) in plain JavaScript, the same on OpenSSL and BoringSSL.
 * Node's own `pfx` option is never used: it trusts every CA inside the file. CAs inside are dropped.
 * @throws ProblemError `certificate/unreadable`, `certificate/passphrase`, `certificate/legacy`, `certificate/key-mismatch`
 */
export async function parsePkcs12(bytes: Uint8Array, passphrase: string): Promise<CertificateAndKey> {
  const password = exact(new TextEncoder().encode(passphrase.normalize('NFC')));
  const safe = await openSafe(bytes, password);
  const { keys, certificates } = await openBags(safe, password);
  const [key] = keys;
  const leaf = key && certificates.find((each) => each.checkPrivateKey(key));
  if (!key || certificates.length === 0) throw new ProblemError('certificate/unreadable');
  if (!leaf) throw new ProblemError('certificate/key-mismatch');
  return {
    certificatePem: leaf.toString(),
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

async function openSafe(bytes: Uint8Array, password: ArrayBuffer): Promise<pkijs.AuthenticatedSafe> {
  try {
    const pfx = pkijs.PFX.fromBER(exact(bytes));
    await pfx.parseInternalValues({ password });
    const safe: unknown = pfx.parsedValue?.authenticatedSafe;
    if (safe instanceof pkijs.AuthenticatedSafe) return safe;
  } catch (error) {
    // The library tells a wrong passphrase in words only; the tests hold it to them.
    const wrong = error instanceof Error && error.message.startsWith('Integrity');
    throw new ProblemError(wrong ? 'certificate/passphrase' : 'certificate/unreadable', {}, { cause: error });
  }
  throw new ProblemError('certificate/unreadable');
}

async function openBags(safe: pkijs.AuthenticatedSafe, password: ArrayBuffer): Promise<Contents> {
  const contents: Contents = { keys: [], certificates: [] };
  try {
    await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
    const parsed: unknown[] = safe.parsedValue.safeContents;
    for (const part of parsed) await collect(part, password, contents);
    return contents;
  } catch (error) {
    const legacy = error instanceof Error && /encryptionAlgorithm/i.test(error.message);
    throw new ProblemError(legacy ? 'certificate/legacy' : 'certificate/unreadable', {}, { cause: error });
  }
}

async function collect(part: unknown, password: ArrayBuffer, into: Contents): Promise<void> {
  if (typeof part !== 'object' || part === null || !('value' in part)) return;
  if (!(part.value instanceof pkijs.SafeContents)) return;
  for (const { bagValue } of part.value.safeBags) {
    if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
      into.keys.push(keyOf(await decryptKey(bagValue, password)));
    } else if (bagValue instanceof pkijs.PrivateKeyInfo) {
      into.keys.push(keyOf(bagValue.toSchema().toBER()));
    } else if (bagValue instanceof pkijs.CertBag) {
      const certificate: unknown = bagValue.parsedValue;
      if (certificate instanceof pkijs.Certificate) {
        into.certificates.push(new X509Certificate(Buffer.from(certificate.toSchema().toBER())));
      }
    }
  }
}

/** PBES2 by WebCrypto, because BoringSSL refuses encrypted PKCS#8 (electron#35972). */
async function decryptKey(bag: pkijs.PKCS8ShroudedKeyBag, password: ArrayBuffer): Promise<ArrayBuffer> {
  const sealed = new pkijs.EncryptedData({
    encryptedContentInfo: new pkijs.EncryptedContentInfo({
      contentEncryptionAlgorithm: bag.encryptionAlgorithm,
      encryptedContent: bag.encryptedData,
    }),
  });
  return sealed.decrypt({ password });
}

function keyOf(der: ArrayBuffer): KeyObject {
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
}

/** The bytes alone, in a buffer of their own: a Node.js Buffer is often a window into a larger one. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
