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
import { identityOf, infoOf, type CertificateInfo, type Identity } from './identity.ts';
import { parsePkcs12, type CertificateAndKey } from './pkcs12.ts';

type ProfileCertificate = Profile['certificates'][number];

const KEY_NAME = 'certificate-key';
const CHOICE = 'certificate';

/** A certificate at rest, so that its file is parsed once; the key is sealed under the secret store, or left out. */
const storedSchema = z.strictObject({
  version: z.literal(1),
  certificatePem: z.string(),
  sealedKey: z.base64().nullable(),
});
type Stored = z.infer<typeof storedSchema>;

/** The client certificates of this workstation and the one in use. */
export interface CertificateService {
  list(): readonly CertificateInfo[];
  active(): Identity | null;
  /** Why there is none, when the profile names some. */
  failure(): ProblemError | null;
  /** The certificate of that fingerprint with its key. @throws ProblemError `request/not-found`, `certificate/...` */
  open(fingerprint: string): Promise<Identity>;
  /** Uses another certificate from now on. */
  choose(identity: Identity): void;
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
 * Reads every certificate of the profile; one that cannot be read is reported, not fatal. Opening a file takes long by
 * design (RFC 7292 key derivation), so at the start only the one in use is opened; the others wait to be chosen.
 */
export async function openCertificates(ports: Ports): Promise<CertificateService> {
  const known = new Map<string, Wallet>();
  let failure: ProblemError | null = null;
  const report = (entry: ProfileCertificate, error: unknown) => {
    failure = asProblem(error);
    ports.log.warn({ event: 'certificate-unreadable', file: entry.file, err: error });
  };
  for (const entry of ports.profile.profile.certificates) {
    try {
      const wallet = await openWallet(entry, ports);
      known.set(wallet.info.fingerprint, wallet);
    } catch (error) {
      report(entry, error);
    }
  }
  const [first] = known.values();
  const start = known.get(String(ports.settings.get(CHOICE))) ?? first;
  let active: Identity | null = null;
  if (start)
    active = await start.identity().catch((error: unknown) => {
      report(start.entry, error);
      return null;
    });
  return {
    list: () => [...known.values()].map(({ info }) => info),
    active: () => active,
    failure: () => (active === null ? failure : null),
    async open(fingerprint) {
      const wallet = known.get(fingerprint);
      if (!wallet) throw new ProblemError('request/not-found');
      return wallet.identity().catch((error: unknown) => {
        throw asProblem(error);
      });
    },
    choose(identity) {
      active = identity;
      ports.settings.set(CHOICE, identity.fingerprint);
    },
  };
}

/** Whatever stands in the way of a certificate is told as a problem of that certificate, never as an internal error. */
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError('certificate/unreadable', {}, { cause: error });
}

/** One certificate of the profile: what it says at once, its key when it is asked for. */
interface Wallet {
  readonly entry: ProfileCertificate;
  readonly info: CertificateInfo;
  identity(): Promise<Identity>;
}

async function openWallet(entry: ProfileCertificate, ports: Ports): Promise<Wallet> {
  const source = await readFile(insideProfile(ports.profile.folder, entry.file));
  const file = join(ports.folder, `${createHash('sha256').update(source).digest('hex')}.json`);
  const parse = async () => parsePkcs12(source, await readPassphrase(entry, ports.profile.folder));
  const stored = await readCopy(file);
  // A sealed key that does not open is of another keychain, and one that was left out while there was none is to be
  // sealed now that there is: in both cases the file of the profile is read again.
  const unsealed = stored && (await unsealKey(stored, ports.secrets));
  const keepsNone = ports.secrets.kind === 'session' && stored?.sealedKey === null;
  if (stored && (unsealed !== null || keepsNone)) {
    const { certificatePem } = stored;
    const identity = async () => {
      const opened = unsealed ?? (await parse());
      return identityOf(opened.certificatePem, opened.keyPem, entry.accountNo);
    };
    return { entry, info: infoOf(certificatePem, entry.accountNo), identity };
  }
  const parsed = await parse();
  const identity = identityOf(parsed.certificatePem, parsed.keyPem, entry.accountNo);
  await writeCopy(file, parsed, ports);
  return {
    entry,
    info: infoOf(parsed.certificatePem, entry.accountNo),
    identity: () => Promise.resolve(identity),
  };
}

async function readPassphrase(entry: ProfileCertificate, folder: string): Promise<string> {
  if (entry.passphraseFile === undefined) return '';
  const text = await readFile(insideProfile(folder, entry.passphraseFile), 'utf8');
  return text.split(/\r?\n/)[0] ?? '';
}

/** Absent or damaged counts as none: the file of the profile is read again. */
async function readCopy(file: string): Promise<Stored | null> {
  try {
    return storedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

async function unsealKey(
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

async function writeCopy(
  file: string,
  { certificatePem, keyPem }: CertificateAndKey,
  { folder, secrets }: Ports,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
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
