import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { seal, unseal } from '../credentials/seal.ts';
import { sealingKey, type SecretStore } from '../credentials/secretStore.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import type { Logger } from '../log/logger.ts';
import { insideProfile, type LoadedProfile } from '../profile/readProfile.ts';
import type { KeyValues } from '../settings/keyValues.ts';
import { identityOf, type Identity } from './identity.ts';
import { parsePkcs12, type CertificateAndKey } from './pkcs12.ts';

type ProfileCertificate = Profile['certificates'][number];

const KEY_NAME = 'certificate-key';
const CHOICE = 'certificate';

/** A taken-over certificate at rest: its key is sealed under the secret store. */
const storedSchema = z.strictObject({
  version: z.literal(1),
  certificatePem: z.string(),
  sealedKey: z.base64(),
});

/** The client certificates of this workstation and the one in use. */
export interface CertificateService {
  list(): readonly Identity[];
  active(): Identity | null;
  /** Why there is none, when the profile names some. */
  failure(): ProblemError | null;
  /** The certificate of that fingerprint. @throws ProblemError `request/not-found` */
  require(fingerprint: string): Identity;
  /** Uses another certificate from now on. @throws ProblemError `request/not-found` */
  choose(fingerprint: string): void;
}

interface Ports {
  readonly profile: LoadedProfile;
  readonly secrets: SecretStore;
  /** Folder of the taken-over certificates. */
  readonly folder: string;
  readonly settings: KeyValues;
  readonly log: Logger;
}

/**
 * Reads every certificate of the profile; one that cannot be read is reported, not fatal.
 * A file is parsed once: afterwards it comes from its sealed copy and its passphrase is not needed any more.
 */
export async function openCertificates(ports: Ports): Promise<CertificateService> {
  const identities: Identity[] = [];
  let failure: ProblemError | null = null;
  for (const entry of ports.profile.profile.certificates) {
    try {
      identities.push(await load(entry, ports));
    } catch (error) {
      failure =
        error instanceof ProblemError
          ? error
          : new ProblemError('certificate/unreadable', {}, { cause: error });
      ports.log.warn({ event: 'certificate-unreadable', file: entry.file, err: error });
    }
  }
  const chosen = ports.settings.get(CHOICE);
  let active = identities.find((each) => each.fingerprint === chosen) ?? identities[0] ?? null;
  const wanted = (fingerprint: string): Identity => {
    const found = identities.find((each) => each.fingerprint === fingerprint);
    if (!found) throw new ProblemError('request/not-found');
    return found;
  };
  return {
    list: () => identities,
    active: () => active,
    failure: () => (active === null ? failure : null),
    require: wanted,
    choose(fingerprint) {
      active = wanted(fingerprint);
      ports.settings.set(CHOICE, fingerprint);
    },
  };
}

async function load(entry: ProfileCertificate, ports: Ports): Promise<Identity> {
  const source = await readFile(insideProfile(ports.profile.folder, entry.file));
  // A copy under a key that dies with the process would be of no use.
  const keeps = ports.secrets.kind !== 'session';
  const copy = join(ports.folder, `${createHash('sha256').update(source).digest('hex')}.json`);
  const known = keeps ? await readCopy(copy, ports.secrets) : null;
  const parsed = known ?? (await parsePkcs12(source, await readPassphrase(entry, ports.profile.folder)));
  const identity = identityOf(parsed.certificatePem, parsed.keyPem, entry.accountNo);
  if (keeps && known === null) await writeCopy(copy, parsed, ports);
  return identity;
}

async function readPassphrase(entry: ProfileCertificate, folder: string): Promise<string> {
  if (entry.passphraseFile === undefined) return '';
  const text = await readFile(insideProfile(folder, entry.passphraseFile), 'utf8');
  return text.split(/\r?\n/)[0] ?? '';
}

async function readCopy(file: string, secrets: SecretStore): Promise<CertificateAndKey | null> {
  try {
    const stored = storedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const key = await sealingKey(secrets, KEY_NAME);
    const opened = unseal(Buffer.from(stored.sealedKey, 'base64'), key, stored.certificatePem);
    return opened && { certificatePem: stored.certificatePem, keyPem: Buffer.from(opened).toString('utf8') };
  } catch {
    // Absent, damaged or of another keychain: the file of the profile is read again.
    return null;
  }
}

async function writeCopy(
  file: string,
  { certificatePem, keyPem }: CertificateAndKey,
  ports: Ports,
): Promise<void> {
  await mkdir(ports.folder, { recursive: true, mode: 0o700 });
  const key = await sealingKey(ports.secrets, KEY_NAME);
  const sealedKey = Buffer.from(seal(Buffer.from(keyPem), key, certificatePem)).toString('base64');
  await atomicWrite(file, JSON.stringify({ version: 1, certificatePem, sealedKey }));
}
