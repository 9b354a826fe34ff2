import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../../replaceFile.ts';
import { canReach, type OsAccount } from './account.ts';
import { credentialsMissing, diskFull, noAccess, unreachable } from './errors.ts';

/** What the data directory says about its cluster: `database.json`, mode 0600. */
const credentialsSchema = z.object({
  version: z.literal(1),
  /** Directory of the cluster where it cannot live in the data directory itself; null: `<data>/postgres`. */
  elsewhere: z.string().nullable(),
  /** False until `initdb` has finished; a first run that was cut off is begun again. */
  initialised: z.boolean(),
  adminPassword: z.string().regex(/^[0-9a-f]{48}$/),
  password: z.string().regex(/^[0-9a-f]{48}$/),
});

/** Credentials and place of one cluster. Passwords are hexadecimal, so they need no quoting anywhere. */
export type Credentials = z.infer<typeof credentialsSchema>;

/** Where one data directory keeps its cluster. */
export interface Storage {
  /** Directory with the lock, the log and `cluster/`. */
  readonly directory: string;
  readonly cluster: string;
  readonly logFile: string;
  readonly credentialsFile: string;
  readonly elsewhere: string | null;
}

/** Free space below which nothing is started: two WAL segments and room to shut down. Bytes. */
const MINIMUM_FREE = 64 * 1048576;
/** Free space a new cluster needs: 40 MB of catalogue plus WAL. Bytes. */
const MINIMUM_FREE_FIRST = 192 * 1048576;

/**
 * Decides where the cluster of a data directory lives and makes that directory: in the data directory itself,
 * or, where the unprivileged account cannot enter that (below root's home), under `systemDirectory`.
 *
 * @throws CodedError `data/no-access`, `data/unreachable`, `data/credentials-missing`
 */
export function resolveStorage(dataDir: string, account: OsAccount | null, systemDirectory: string): Storage {
  try {
    // 0711: the database's own account passes through, and sees no names.
    mkdirSync(dataDir, { recursive: true, mode: account === null ? 0o700 : 0o711 });
    const real = realpathSync(dataDir);
    const credentialsFile = join(real, 'database.json');
    const known = readCredentials(credentialsFile);
    const elsewhere = known === null ? chooseElsewhere(real, account, systemDirectory) : known.elsewhere;
    const directory = elsewhere ?? join(real, 'postgres');
    if (known !== null && elsewhere === null && !canReach(account, real)) {
      throw unreachable(real, account?.name ?? '');
    }
    mkdirSync(directory, { recursive: true, mode: account === null ? 0o700 : 0o711 });
    return {
      directory,
      cluster: join(directory, 'cluster'),
      logFile: join(directory, 'postgres.log'),
      credentialsFile,
      elsewhere,
    };
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw noAccess(dataDir, error);
    throw error;
  }
}

function chooseElsewhere(real: string, account: OsAccount | null, systemDirectory: string): string | null {
  if (account === null || canReach(account, real)) return null;
  const name = createHash('sha256').update(real).digest('hex').slice(0, 24);
  return join(systemDirectory, 'clusters', name);
}

/**
 * Reads `database.json`; null when there is none.
 *
 * @throws CodedError `data/credentials-missing` when it is damaged
 */
export function readCredentials(file: string): Credentials | null {
  if (!existsSync(file)) return null;
  try {
    return credentialsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw credentialsMissing(file, error);
  }
}

/** Writes `database.json` whole or not at all. */
export function writeCredentials(file: string, credentials: Credentials): void {
  replaceFile(file, `${JSON.stringify(credentials, null, 2)}\n`);
}

/** Credentials of a cluster that is about to be made. */
export function newCredentials(elsewhere: string | null): Credentials {
  const secret = (): string => randomBytes(24).toString('hex');
  return { version: 1, elsewhere, initialised: false, adminPassword: secret(), password: secret() };
}

/**
 * What to do with a cluster directory for which the data directory has no credentials.
 * In the data directory itself somebody lost the file: refuse. Elsewhere the data directory was deleted and made
 * anew: the old cluster is put aside under another name, and nothing is deleted.
 *
 * @returns the name it was put aside under, or null when there was nothing
 * @throws CodedError `data/credentials-missing`
 */
export function settleStrayCluster(storage: Storage): string | null {
  if (!existsSync(storage.cluster)) return null;
  if (storage.elsewhere === null) throw credentialsMissing(storage.credentialsFile);
  const aside = `${storage.cluster}.left-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(storage.cluster, aside);
  return aside;
}

/**
 * Refuses a disk too full to work on.
 *
 * @throws CodedError `data/disk-full`
 */
export function checkFreeSpace(directory: string, first: boolean): void {
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  const needed = first ? MINIMUM_FREE_FIRST : MINIMUM_FREE;
  if (free < needed) throw diskFull(directory, free, needed);
}
