import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { CodedError } from '../../codedError.ts';
import { databaseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { ADMIN_USER, APPLICATION, checkCluster, createCluster } from './cluster.ts';
import { lockDirectory } from './lock.ts';
import { type Postmaster, type PostmasterOptions, startPostmaster, stopLeftover } from './postmaster.ts';
import {
  checkFreeSpace,
  type Credentials,
  newCredentials,
  readCredentials,
  resolveStorage,
  type Storage,
  settleStrayCluster,
  writeCredentials,
} from './storage.ts';

/** Where the supervisor writes; a pino logger fits. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What to open. */
export interface EmbeddedOptions {
  /** The center's data directory; made when missing. */
  readonly dataDir: string;
  readonly log: Log;
  /** Directory of other PostgreSQL binaries, such as the distribution's; default: the npm package's. */
  readonly binDir?: string;
  /** Where root keeps what cannot live in the data directory. */
  readonly systemDirectory?: string;
}

/** An embedded PostgreSQL that runs and is watched. */
export interface EmbeddedDatabase {
  /** Connection URL of the application's role (no superuser) and database. Holds a password: never log it. */
  readonly url: string;
  /** Loopback TCP port; the same for the whole life of this object. */
  readonly port: number;
  /** Stops PostgreSQL cleanly and gives the data directory back. Safe to call twice. */
  stop(): Promise<void>;
}

/** Restarts after which a dying database is left down: five within a minute. */
const RESTART_LIMIT = 5;
const RESTART_WINDOW_MS = 60_000;
/** Before the next restart where one did not come up. */
const RESTART_PAUSE_MS = 1000;

/**
 * Opens the PostgreSQL of a data directory: makes the cluster on the first run, takes the directory's lock, stops
 * what a killed predecessor left running, starts the server, and restarts it when it dies.
 *
 * @throws CodedError `data/in-use`, `data/no-access`, `data/disk-full`, `data/wrong-version`,
 *   `data/cluster-missing`, `data/credentials-missing`, `data/no-account`, `data/unreachable`, `data/no-binaries`,
 *   `data/start-failed`
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const systemDirectory = options.systemDirectory ?? '/var/lib/egov-center';
  const account = databaseAccount();
  const binaries = findBinaries(options.binDir ?? null, account, systemDirectory);
  const storage = resolveStorage(options.dataDir, account, systemDirectory);
  const lock = lockDirectory(storage.directory);
  try {
    const start: PostmasterOptions = { ...storage, binaries, account, durable: true };
    const credentials = await prepareCluster(storage, start, options.log);
    const leftover = await stopLeftover(start);
    if (leftover !== null)
      options.log.warn(`stopped PostgreSQL ${leftover}, left by a server that was killed`);
    const first = await startPostmaster(start, null);
    try {
      await ensureApplication(first.port, credentials);
    } catch (error) {
      await first.stop();
      throw error;
    }
    options.log.info(`embedded PostgreSQL ${binaries.major} ready on 127.0.0.1:${first.port}`);
    const watcher = watch(first, start, options.log);
    return {
      url: connectionUrl(APPLICATION, credentials.password, first.port, APPLICATION),
      port: first.port,
      stop: async () => {
        await watcher.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** URL of a role on the loopback port. */
export function connectionUrl(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}

async function prepareCluster(storage: Storage, start: PostmasterOptions, log: Log): Promise<Credentials> {
  const known = readCredentials(storage.credentialsFile);
  checkFreeSpace(storage.directory, known?.initialised !== true);
  if (known?.initialised === true) {
    checkCluster(storage.cluster, start.binaries, start.account);
    return known;
  }
  if (known === null) {
    const aside = settleStrayCluster(storage);
    if (aside !== null) log.warn(`the data directory is new; the previous cluster was put aside as ${aside}`);
  }
  const fresh = known ?? newCredentials(storage.elsewhere);
  writeCredentials(storage.credentialsFile, fresh);
  if (!existsSync(storage.cluster)) {
    log.info('creating the embedded database');
    await createCluster({ ...start, adminPassword: fresh.adminPassword });
  }
  const done = { ...fresh, initialised: true };
  writeCredentials(storage.credentialsFile, done);
  return done;
}

/** Makes the application's role and database where a first run was cut off before them. */
async function ensureApplication(port: number, credentials: Credentials): Promise<void> {
  const url = connectionUrl(ADMIN_USER, credentials.adminPassword, port, 'postgres');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APPLICATION]);
    if (role.rowCount === 0)
      await client.query(`CREATE ROLE ${APPLICATION} LOGIN PASSWORD '${credentials.password}'`);
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [APPLICATION]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`);
  } finally {
    await client.end();
  }
}

interface Watcher {
  stop(): Promise<void>;
}

/** Restarts PostgreSQL on the same port when it dies, so that pooled clients find it again. */
function watch(first: Postmaster, start: PostmasterOptions, log: Log): Watcher {
  let current = first;
  let stopping = false;
  const deaths: number[] = [];
  /** The next one that runs; null: it is left down. One that does not come up counts as one more that died. */
  const restart = async (): Promise<Postmaster | null> => {
    for (;;) {
      const now = Date.now();
      deaths.push(now);
      if (deaths.filter((at) => now - at < RESTART_WINDOW_MS).length > RESTART_LIMIT) {
        log.error(
          'embedded PostgreSQL keeps dying and is left down; its log is postgres.log in the data directory',
        );
        return null;
      }
      try {
        return await startPostmaster(start, current.port);
      } catch (error) {
        log.error(error instanceof CodedError ? `${error.code}: ${error.message}` : String(error));
        await delay(RESTART_PAUSE_MS);
        if (stopping) return null;
      }
    }
  };
  const follow = async (): Promise<void> => {
    for (;;) {
      await current.ended;
      if (stopping) return;
      log.warn(`embedded PostgreSQL ${current.pid} died; restarting it`);
      const next = await restart();
      if (next === null) return;
      current = next;
      if (stopping) return await current.stop();
    }
  };
  const followed = follow();
  return {
    stop: async () => {
      stopping = true;
      await current.stop();
      // A restart that was under way stops what it started.
      await followed;
    },
  };
}
