import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import { CodedError } from '../codedError.ts';
import { fileBroken, fileIncomplete, legacyAlgorithm, wrongPassphrase } from './errors.ts';

/** What a PKCS#12 file holds. */
export interface Pkcs12 {
  /** PKCS#8 PEM. */
  readonly keyPem: string;
  /** The certificate that belongs to the key. */
  readonly certificatePem: string;
  /** Other certificates of the file, for display. Never a reason to trust anything. */
  readonly chain: readonly string[];
}

const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERT_BAG = '1.2.840.113549.1.12.10.1.3';
const ITERATIONS = 100_000;

/**
 * Writes a PKCS#12 file with the key and its certificate only: PBES2, AES-256-CBC, PBKDF2-HMAC-SHA-256, SHA-256 MAC
 * (RFC 7292, RFC 8018). No CA goes in, because TLS stacks trust what they find there.
 */
export async function writePkcs12(
  keyPem: string,
  certificatePem: string,
  passphrase: string,
): Promise<Uint8Array> {
  const protection = {
    password: passwordBytes(passphrase),
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  };
  const keyDer = createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' });
  const keyBag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(exact(keyDer)) });
  await keyBag.makeInternalValues(protection);
  const certificate = pkijs.Certificate.fromBER(exact(new X509Certificate(certificatePem).raw));
  const certBag = new pkijs.CertBag({ parsedValue: certificate });
  const bags = (bagId: string, bagValue: pkijs.PKCS8ShroudedKeyBag | pkijs.CertBag): pkijs.SafeContents =>
    new pkijs.SafeContents({ safeBags: [new pkijs.SafeBag({ bagId, bagValue })] });
  const safe = new pkijs.AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: bags(SHROUDED_KEY_BAG, keyBag) },
        { privacyMode: 1, value: bags(CERT_BAG, certBag) },
      ],
    },
  });
  await safe.makeInternalValues({ safeContents: [{}, protection] });
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues({
    password: protection.password,
    iterations: ITERATIONS,
    pbkdf2HashAlgorithm: { name: 'SHA-256' },
    hmacHashAlgorithm: 'SHA-256',
  });
  return new Uint8Array(pfx.toSchema().toBER());
}

/**
 * Reads a PKCS#12 file. Node.js' own `pfx` option is never used: it trusts every CA inside the file.
 *
 * @throws CodedError `pki/file-broken`, `pki/wrong-passphrase`, `pki/legacy-algorithm`, `pki/file-incomplete`
 */
export async function parsePkcs12(bytes: Uint8Array, passphrase: string): Promise<Pkcs12> {
  const safe = await openSafe(bytes, passwordBytes(passphrase));
  const { keys, certificates } = await openBags(safe, passphrase);
  const [key] = keys;
  const leaf = key === undefined ? undefined : certificates.find((each) => each.checkPrivateKey(key));
  if (key === undefined || leaf === undefined) throw fileIncomplete();
  return {
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: leaf.toString(),
    chain: certificates.filter((each) => each !== leaf).map((each) => each.toString()),
  };
}

const FILE = 'PKCS#12';

async function openSafe(bytes: Uint8Array, password: ArrayBuffer): Promise<pkijs.AuthenticatedSafe> {
  let pfx: pkijs.PFX;
  try {
    pfx = pkijs.PFX.fromBER(exact(bytes));
  } catch (error) {
    throw fileBroken(FILE, error);
  }
  try {
    await pfx.parseInternalValues({ password });
  } catch (error) {
    // The library says so in words only; the tests hold it to them.
    if (error instanceof Error && error.message.startsWith('Integrity')) throw wrongPassphrase(FILE);
    throw fileBroken(FILE, error);
  }
  const safe: unknown = pfx.parsedValue?.authenticatedSafe;
  if (safe instanceof pkijs.AuthenticatedSafe) return safe;
  throw fileBroken(FILE);
}

interface Contents {
  readonly keys: KeyObject[];
  readonly certificates: X509Certificate[];
}

async function openBags(safe: pkijs.AuthenticatedSafe, passphrase: string): Promise<Contents> {
  const contents: Contents = { keys: [], certificates: [] };
  const password = passwordBytes(passphrase);
  try {
    await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
    const parsed: unknown[] = safe.parsedValue.safeContents;
    for (const part of parsed) collect(part, passphrase, contents);
    return contents;
  } catch (error) {
    if (error instanceof CodedError) throw error;
    if (error instanceof Error && /contentEncryptionAlgorithm|encryptionAlgorithm/.test(error.message)) {
      throw legacyAlgorithm(error);
    }
    throw fileBroken(FILE, error);
  }
}

function collect(part: unknown, passphrase: string, into: Contents): void {
  if (typeof part !== 'object' || part === null || !('value' in part)) return;
  if (!(part.value instanceof pkijs.SafeContents)) return;
  for (const { bagValue } of part.value.safeBags) {
    if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
      into.keys.push(decryptKey(bagValue, passphrase));
    } else if (bagValue instanceof pkijs.PrivateKeyInfo) {
      into.keys.push(keyOf(bagValue));
    } else if (bagValue instanceof pkijs.CertBag) {
      const certificate: unknown = bagValue.parsedValue;
      if (certificate instanceof pkijs.Certificate) {
        into.certificates.push(new X509Certificate(Buffer.from(certificate.toSchema().toBER())));
      }
    }
  }
}

/** OpenSSL reads the encrypted PKCS#8; the MAC has shown the passphrase right, so a failure is the algorithm's. */
function decryptKey(bag: pkijs.PKCS8ShroudedKeyBag, passphrase: string): KeyObject {
  const key = Buffer.from(bag.toSchema().toBER());
  try {
    return createPrivateKey({ key, format: 'der', type: 'pkcs8', passphrase: passphrase.normalize('NFC') });
  } catch (error) {
    throw legacyAlgorithm(error);
  }
}

function keyOf(info: pkijs.PrivateKeyInfo): KeyObject {
  return createPrivateKey({ key: Buffer.from(info.toSchema().toBER()), format: 'der', type: 'pkcs8' });
}

function passwordBytes(passphrase: string): ArrayBuffer {
  return exact(new TextEncoder().encode(passphrase.normalize('NFC')));
}

/** The bytes alone, in a buffer of their own: a Node.js Buffer is often a window into a larger one. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
