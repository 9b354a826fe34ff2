import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { seal, unseal } from '../credentials/seal.ts';
import { sealingKey, type SecretStore } from '../credentials/secretStore.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import type { CertificateInfo, Identity } from './identity.ts';
import type { CertificateAndKey } from './pkcs12.ts';

const KEY_NAME = 'certificate-key';

/** One certificate of this workstation: what it says at once, its key when it is asked for. */
export interface Wallet {
  readonly source: 'profile' | 'own';
  /** Name of the file it came from. */
  readonly file: string;
  readonly info: CertificateInfo;
  identity(): Promise<Identity>;
}

/** A certificate at rest, so that its file is parsed once; the key is sealed under the secret store, or left out. */
const storedSchema = z.strictObject({
  version: z.literal(1),
  certificatePem: z.string(),
  sealedKey: z.base64().nullable(),
});
type Stored = z.infer<typeof storedSchema>;

/** Absent or damaged counts as none: the file of the profile is read again. */
export async function readCopy(file: string): Promise<Stored | null> {
  try {
    return storedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** The key of a copy; null where it was left out or is sealed under another keychain's key. */
export async function unsealKey(
  { certificatePem, sealedKey }: Stored,
  secrets: SecretStore,
): Promise<CertificateAndKey | null> {
  if (sealedKey === null) return null;
  const opened = unseal(
    Buffer.from(sealedKey, 'base64'),
    await sealingKey(secrets, KEY_NAME),
    certificatePem,
  );
  return opened && { certificatePem, keyPem: Buffer.from(opened).toString('utf8') };
}

/** Writes the copy; the key is left out where there is nothing to seal it under that outlives the program. */
export async function writeCopy(
  file: string,
  { certificatePem, keyPem }: CertificateAndKey,
  secrets: SecretStore,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // A key sealed under one that dies with the process would be of no use.
  const sealedKey =
    secrets.kind === 'session'
      ? null
      : Buffer.from(seal(Buffer.from(keyPem), await sealingKey(secrets, KEY_NAME), certificatePem)).toString(
          'base64',
        );
  const stored: Stored = { version: 1, certificatePem, sealedKey };
  await atomicWrite(file, JSON.stringify(stored));
}
