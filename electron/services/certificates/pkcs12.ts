import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { OctetString } from 'asn1js';
import * as pkijs from 'pkijs';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { decryptLegacy, isFeasible, isLegacy } from './legacyPbe.ts';
import { isPbmac1, pbmac1Holds } from './pbmac1.ts';

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

/** The passphrase in the two forms that the formats want it in. */
interface Passphrase {
  readonly text: string;
  readonly bytes: ArrayBuffer;
}

/**
 * Reads a PKCS#12 file (RFC 7292) in plain JavaScript, the same on OpenSSL and BoringSSL: PBES2 with AES, and the
 * outdated 3DES and RC2 with 40 bits; sealed as PKCS#12 itself does, or by PBMAC1. Node's own `pfx` option is never used: it trusts every CA inside the file.
 * CAs inside are dropped; of several certificates the one that belongs to a key is taken.
 * @throws ProblemError `certificate/unreadable`, `certificate/passphrase`, `certificate/legacy`, `certificate/key-mismatch`
 */
export async function parsePkcs12(bytes: Uint8Array, passphrase: string): Promise<CertificateAndKey> {
  const text = passphrase.normalize('NFC');
  const password: Passphrase = { text, bytes: exact(new TextEncoder().encode(text)) };
  const safe = await openSafe(bytes, password);
  const { keys, certificates } = await openBags(safe, password);
  const leaves = certificates.filter((certificate) => !certificate.ca);
  const pairs = leaves.flatMap((certificate) =>
    keys.filter((key) => certificate.checkPrivateKey(key)).map((key) => ({ certificate, key })),
  );
  const [pair] = pairs;
  if (!pair)
    throw new ProblemError(
      leaves.length > 0 && keys.length > 0 ? 'certificate/key-mismatch' : 'certificate/unreadable',
    );
  return {
    certificatePem: pair.certificate.toString(),
    keyPem: pair.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** How the library says that the seal does not hold. */
const BROKEN = 'Integrity';

async function openSafe(
  bytes: Uint8Array,
  { bytes: password }: Passphrase,
): Promise<pkijs.AuthenticatedSafe> {
  try {
    const pfx = pkijs.PFX.fromBER(exact(bytes));
    const modern = pfx.macData && isPbmac1(pfx.macData) ? pfx.macData : null;
    if (!isFeasible(pfx.macData?.iterations ?? 1)) throw new RangeError('too many rounds');
    // The library knows the older seal only.
    await pfx.parseInternalValues({ password, checkIntegrity: modern === null });
    const { content } = pfx.authSafe;
    if (
      modern &&
      !(content instanceof OctetString && (await pbmac1Holds(modern, content.getValue(), password)))
    )
      throw new Error(BROKEN);
    const safe: unknown = pfx.parsedValue?.authenticatedSafe;
    if (safe instanceof pkijs.AuthenticatedSafe) return safe;
  } catch (error) {
    // The library tells a wrong passphrase in words only; the tests hold it to them.
    const wrong = error instanceof Error && error.message.startsWith(BROKEN);
    throw new ProblemError(wrong ? 'certificate/passphrase' : 'certificate/unreadable', {}, { cause: error });
  }
  throw new ProblemError('certificate/unreadable');
}

async function openBags(safe: pkijs.AuthenticatedSafe, password: Passphrase): Promise<Contents> {
  const contents: Contents = { keys: [], certificates: [] };
  try {
    for (const part of safe.safeContents) {
      const { safeBags } = pkijs.SafeContents.fromBER(await openPart(part, password));
      for (const { bagValue } of safeBags) await collect(bagValue, password, contents);
    }
    return contents;
  } catch (error) {
    // An algorithm that nobody here knows.
    const legacy = error instanceof Error && /encryptionAlgorithm/i.test(error.message);
    throw new ProblemError(legacy ? 'certificate/legacy' : 'certificate/unreadable', {}, { cause: error });
  }
}

/** The bags of one part, which is plain or sealed as a whole. */
async function openPart(part: pkijs.ContentInfo, password: Passphrase): Promise<ArrayBuffer> {
  if (part.contentType === pkijs.ContentInfo.DATA && part.content instanceof OctetString)
    return part.content.getValue();
  const sealed = new pkijs.EncryptedData({ schema: part.content });
  return decrypt(sealed, password);
}

async function collect(value: unknown, password: Passphrase, into: Contents): Promise<void> {
  if (value instanceof pkijs.PKCS8ShroudedKeyBag) {
    into.keys.push(keyOf(await decryptKey(value, password)));
  } else if (value instanceof pkijs.PrivateKeyInfo) {
    into.keys.push(keyOf(value.toSchema().toBER()));
  } else if (value instanceof pkijs.CertBag) {
    const certificate: unknown = value.parsedValue;
    if (certificate instanceof pkijs.Certificate)
      into.certificates.push(new X509Certificate(Buffer.from(certificate.toSchema().toBER())));
  } else if (value instanceof pkijs.SafeContents) {
    for (const { bagValue } of value.safeBags) await collect(bagValue, password, into);
  }
}

/** PBES2 by WebCrypto, because BoringSSL refuses encrypted PKCS#8 (electron#35972). */
function decryptKey(bag: pkijs.PKCS8ShroudedKeyBag, password: Passphrase): Promise<ArrayBuffer> {
  const sealed = new pkijs.EncryptedData({
    encryptedContentInfo: new pkijs.EncryptedContentInfo({
      contentEncryptionAlgorithm: bag.encryptionAlgorithm,
      encryptedContent: bag.encryptedData,
    }),
  });
  return decrypt(sealed, password);
}

function decrypt(sealed: pkijs.EncryptedData, { text, bytes }: Passphrase): Promise<ArrayBuffer> {
  const info = sealed.encryptedContentInfo;
  const algorithm = info.contentEncryptionAlgorithm;
  return isLegacy(algorithm)
    ? decryptLegacy(algorithm, info.getEncryptedContent(), text)
    : sealed.decrypt({ password: bytes });
}

function keyOf(der: ArrayBuffer): KeyObject {
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
}

/** The bytes alone, in a buffer of their own: a Node.js Buffer is often a window into a larger one. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
