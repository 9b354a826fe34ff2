import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type OsAccount, spawnAs } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { clusterMissing, diskFull, noAccess, startFailed, wrongVersion } from './errors.ts';

/** Superuser of the cluster: only for making the application's role and database. */
export const ADMIN_USER = 'egov_admin';
/** Role and database the server works with; no superuser. */
export const APPLICATION = 'egov_center';

/** What a new cluster is made with. */
export interface NewCluster {
  readonly binaries: Binaries;
  readonly account: OsAccount | null;
  readonly cluster: string;
  readonly adminPassword: string;
  /** False only for throw-away test clusters. */
  readonly durable: boolean;
}

/**
 * Environment of the database's processes: nothing of the server's own, whose variables may hold its master key.
 */
export function databaseEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of ['PATH', 'SystemRoot', 'TEMP', 'TMP']) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/**
 * Makes a cluster with `initdb`: UTF-8, code-point order as default collation (the same order as the local
 * replica's; Chinese order is asked for by name), checksums, SCRAM passwords. The directory appears only when whole.
 *
 * @throws CodedError `data/disk-full`, `data/start-failed`
 */
export async function createCluster(options: NewCluster): Promise<void> {
  const { cluster, account, binaries } = options;
  const part = `${cluster}.new`;
  const passwordFile = join(dirname(cluster), 'initdb.password');
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { mode: 0o700 });
  writeFileSync(passwordFile, options.adminPassword, { mode: 0o600 });
  if (account !== null) for (const path of [part, passwordFile]) chownSync(path, account.uid, account.gid);
  // The built-in provider came with PostgreSQL 17 and does not depend on the machine's locales.
  const locale =
    Number(binaries.major) >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8', '--lc-messages=C'];
  const settings = ['-U', ADMIN_USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  const extra = ['--data-checksums', '--no-instructions', ...(options.durable ? [] : ['--no-sync'])];
  try {
    const result = await run(
      program(binaries.directory, 'initdb'),
      ['-D', part, ...settings, ...locale, ...extra],
      account,
    );
    if (result.status !== 0) {
      if (/No space left on device/.test(result.output)) throw diskFull(part, null, 192 * 1048576);
      throw startFailed(result.output.trim().slice(-800));
    }
    renameSync(part, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(part, { recursive: true, force: true });
  }
}

/**
 * Checks an existing cluster before anything touches it: present, of this major version, owned by the account.
 *
 * @throws CodedError `data/cluster-missing`, `data/wrong-version`, `data/no-access`
 */
export function checkCluster(cluster: string, binaries: Binaries, account: OsAccount | null): void {
  const versionFile = join(cluster, 'PG_VERSION');
  try {
    if (!existsSync(versionFile)) throw clusterMissing(cluster);
    const found = readFileSync(versionFile, 'utf8').trim();
    if (found !== binaries.major) throw wrongVersion(cluster, found, binaries.major);
    const owner = statSync(cluster).uid;
    const expected = account?.uid ?? process.getuid?.();
    if (expected !== undefined && owner !== expected) {
      // Restored or copied by root, or once opened by another user: root can give it to the account.
      if (account === null) throw noAccess(cluster, `owned by uid ${owner}, not ${expected}`);
      execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, cluster]);
    }
    // PostgreSQL refuses a directory that a restored backup left open to others.
    if (process.platform !== 'win32') chmodSync(cluster, 0o700);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw noAccess(cluster, error);
    throw error;
  }
}

interface Finished {
  readonly status: number | null;
  readonly output: string;
}

function run(command: string, args: readonly string[], account: OsAccount | null): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...spawnAs(account),
      // initdb wants to enter its working directory, which may be closed to the account.
      cwd: '/',
      env: databaseEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-16384);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}
