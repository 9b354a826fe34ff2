import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod';
import { fileBroken, wrongPassphrase } from './errors.ts';

const FORMAT = 'egov-center/sealed-key';

const sealedSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  kdf: z.object({
    name: z.literal('scrypt'),
    // Bounds, so that a forged file cannot ask for all memory.
    n: z.int().min(16384).max(1048576),
    r: z.int().min(8).max(16),
    p: z.int().min(1).max(4),
    salt: z.base64(),
  }),
  iv: z.base64(),
  tag: z.base64(),
  ciphertext: z.base64(),
});

/** 64 MiB and about a fifth of a second: OWASP's scrypt setting of 2^16, 8, 2 halved in passes. */
const COST = { n: 65536, r: 8, p: 1 };

/** Seals a private key under a passphrase: scrypt and AES-256-GCM, as a JSON text for a file. */
export async function sealKey(keyPem: string, passphrase: string): Promise<string> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, COST), iv);
  cipher.setAAD(Buffer.from(`${FORMAT}/1`));
  const ciphertext = Buffer.concat([cipher.update(keyPem, 'utf8'), cipher.final()]);
  const file: z.infer<typeof sealedSchema> = {
    format: FORMAT,
    version: 1,
    kdf: { name: 'scrypt', ...COST, salt: salt.toString('base64') },
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    ciphertext: ciphertext.toString('base64'),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Opens what `sealKey` wrote; `what` names the file for the reader of an error.
 *
 * @returns the key, PKCS#8 PEM
 * @throws CodedError `pki/wrong-passphrase` (also for changed content), `pki/file-broken`
 */
export async function openKey(sealed: string, passphrase: string, what = 'ca.key.sealed'): Promise<string> {
  const file = parse(sealed, what);
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const key = await derive(passphrase, bytes(file.kdf.salt), file.kdf);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(file.iv), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(`${FORMAT}/1`));
  try {
    decipher.setAuthTag(bytes(file.tag));
    return Buffer.concat([decipher.update(bytes(file.ciphertext)), decipher.final()]).toString('utf8');
  } catch {
    throw wrongPassphrase(what);
  }
}

function parse(sealed: string, what: string): z.infer<typeof sealedSchema> {
  try {
    return sealedSchema.parse(JSON.parse(sealed));
  } catch (error) {
    throw fileBroken(what, error);
  }
}

const scryptAsync = promisify<
  string,
  Buffer,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt);

/** NFC, so that the same passphrase typed on another system is the same bytes. */
function derive(
  passphrase: string,
  salt: Buffer,
  cost: { n: number; r: number; p: number },
): Promise<Buffer> {
  const { n, r, p } = cost;
  return scryptAsync(passphrase.normalize('NFC'), salt, 32, { N: n, r, p, maxmem: 256 * n * r });
}
