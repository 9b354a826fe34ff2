import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import type { SecretStore } from '../credentials/secretStore.ts';
import type { Logger } from '../log/logger.ts';
import { insideProfile, type LoadedProfile } from '../profile/readProfile.ts';
import type { KeyValues } from '../settings/keyValues.ts';
import { certifiedKey, identityOf, infoOf, type CertificateInfo, type Identity } from './identity.ts';
import { createOwnCertificates } from './ownCertificates.ts';
import { readCopy, unsealKey, writeCopy, type Wallet } from './sealedCopy.ts';
import { parsePkcs12 } from './pkcs12.ts';

type ProfileCertificate = Profile['certificates'][number];

const CHOICE = 'certificate';

/** The client certificates of this workstation and the one in use. */
export interface CertificateService {
  list(): readonly CertificateInfo[];
  active(): Identity | null;
  /** Why there is none, when the profile names some. */
  failure(): ProblemError | null;
  /** The certificate of that fingerprint with its key. @throws ProblemError `request/not-found`, `certificate/...` */
  open(fingerprint: string): Promise<Identity>;
  /** The certificate over the key of that fingerprint (SHA-256 of its SPKI, hex); null where none opens. */
  withKey(keyFingerprint: string): Promise<Identity | null>;
  /** Uses another certificate from now on. */
  choose(identity: Identity): void;
  /** Is it one that was taken in here, not one of the profile. */
  isOwn(fingerprint: string): boolean;
  /** Takes a certificate in, its key sealed; where there is no keychain it lasts as long as the program. */
  add(identity: Identity): Promise<void>;
  /** Forgets one that was taken in; one of the profile stays. */
  remove(fingerprint: string): Promise<void>;
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
  let failure: ProblemError | null = null;
  const report = (file: string, error: unknown) => {
    failure = asProblem(error);
    ports.log.warn({ event: 'certificate-unreadable', file, err: error });
  };
  const own = createOwnCertificates(join(ports.folder, 'own'), ports.secrets, report);
  const wallets = [...(await profileWallets(ports, report)), ...(await own.load())];
  const known = new Map(wallets.map((wallet) => [wallet.info.fingerprint, wallet]));
  let active = await openFirst(known, ports.settings.get(CHOICE), report);
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
    async withKey(keyFingerprint) {
      const wallet = [...known.values()].find(
        ({ info }) => certifiedKey(info.certificatePem) === keyFingerprint,
      );
      return (await wallet?.identity().catch(() => null)) ?? null;
    },
    choose(identity) {
      active = identity;
      try {
        ports.settings.set(CHOICE, identity.fingerprint);
      } catch (error) {
        // The center may know no other certificate by now: it is used although the next start will not remember it.
        ports.log.error({ event: 'choice-not-kept', err: error });
      }
    },
    isOwn: (fingerprint) => known.get(fingerprint)?.source === 'own',
    async add(identity) {
      // One that is known but does not open was sealed under a keychain that is gone: it is taken in anew.
      if (await opens(known.get(identity.fingerprint))) return;
      known.set(identity.fingerprint, await own.save(identity));
    },
    async remove(fingerprint) {
      if (known.get(fingerprint)?.source !== 'own') throw new ProblemError('request/not-found');
      await own.remove(fingerprint);
      known.delete(fingerprint);
      if (active?.fingerprint === fingerprint) active = null;
    },
  };
}

async function profileWallets(
  ports: Ports,
  report: (file: string, error: unknown) => void,
): Promise<readonly Wallet[]> {
  const wallets: Wallet[] = [];
  for (const entry of ports.profile.profile.certificates) {
    try {
      wallets.push(await openWallet(entry, ports));
    } catch (error) {
      report(entry.file, error);
    }
  }
  return wallets;
}

async function opens(wallet: Wallet | undefined): Promise<boolean> {
  if (!wallet) return false;
  return wallet.identity().then(
    () => true,
    () => false,
  );
}

/** Whatever stands in the way of a certificate is told as a problem of that certificate, never as an internal error. */
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError('certificate/unreadable', {}, { cause: error });
}

/** The certificate chosen last, else the first; one that does not open is reported, not fatal. */
async function openFirst(
  known: ReadonlyMap<string, Wallet>,
  choice: unknown,
  report: (file: string, error: unknown) => void,
): Promise<Identity | null> {
  const [first] = known.values();
  const start = known.get(String(choice)) ?? first;
  if (!start) return null;
  return start.identity().catch((error: unknown) => {
    report(start.file, error);
    return null;
  });
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
    return { source: 'profile', file: entry.file, info: infoOf(certificatePem, entry.accountNo), identity };
  }
  const parsed = await parse();
  const identity = identityOf(parsed.certificatePem, parsed.keyPem, entry.accountNo);
  // Without a copy the file is read again at the next start; that is no reason to be without the certificate now.
  await writeCopy(file, parsed, ports.secrets).catch((error: unknown) => {
    if (error instanceof ProblemError) throw error;
    ports.log.warn({ event: 'certificate-not-kept', file: entry.file, err: error });
  });
  return {
    source: 'profile',
    file: entry.file,
    info: infoOf(parsed.certificatePem, entry.accountNo),
    identity: () => Promise.resolve(identity),
  };
}

async function readPassphrase(entry: ProfileCertificate, folder: string): Promise<string> {
  if (entry.passphraseFile === undefined) return '';
  const text = await readFile(insideProfile(folder, entry.passphraseFile), 'utf8');
  return text.split(/\r?\n/)[0] ?? '';
}
