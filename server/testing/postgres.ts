import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { systemCode } from '../codedError.ts';
import { databaseAccount } from '../db/embedded/account.ts';
import { findBinaries } from '../db/embedded/binaries.ts';
import { ADMIN_USER, APPLICATION, createCluster } from '../db/embedded/cluster.ts';
import { connectionUrl } from '../db/embedded/openEmbedded.ts';
import { type PostmasterOptions, startPostmaster, stopLeftover } from '../db/embedded/postmaster.ts';

const ENVIRONMENT = 'CENTER_TEST_CLUSTER';
const PREFIX = 'egov-test-cluster-';
const TEMPLATE = 'center_template';
const DEBIAN = '/usr/lib/postgresql/15/bin';

/** A database of one test file. */
export interface TestDatabase {
  /** Connection URL of the application's role, which owns the database and is no superuser. */
  readonly url: string;
  readonly name: string;
  /** Throws out whoever is still connected and deletes the database. */
  drop(): Promise<void>;
}

/**
 * For a vitest `globalSetup`: starts one throw-away PostgreSQL cluster for the whole run (in memory where there is
 * `/dev/shm`), lets `migrate` prepare a template database once, and returns the teardown.
 * The binaries are the embedded ones, or Debian's PostgreSQL 15 with `CENTER_TEST_POSTGRES=debian`.
 *
 * @param migrate brings an empty database up to date as the application's role, and closes its connections
 */
export async function setUpTestCluster(
  migrate: (url: string) => Promise<void>,
): Promise<() => Promise<void>> {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const account = databaseAccount();
  const debian = process.env.CENTER_TEST_POSTGRES === 'debian';
  const binaries = findBinaries(debian ? DEBIAN : null, account, '/var/lib/egov-center');
  const options = (directory: string): PostmasterOptions => ({
    binaries,
    account,
    cluster: join(directory, 'cluster'),
    logFile: join(directory, 'postgres.log'),
    durable: false,
  });
  await sweep(parent, options);
  const directory = join(parent, `${PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(directory);
  chmodSync(directory, 0o711);
  const start = options(directory);
  const password = randomBytes(24).toString('hex');
  await createCluster({ ...start, adminPassword: password });
  const server = await startPostmaster(start, null);
  const tearDown = async (): Promise<void> => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await makeTemplate(server.port, password, migrate);
  } catch (error) {
    await tearDown();
    throw error;
  }
  // Workers inherit the environment; the cluster holds nothing worth hiding and ends with the run.
  process.env[ENVIRONMENT] = `${server.port}:${password}`;
  return tearDown;
}

/** Ends the clusters of earlier runs that were killed before their teardown. */
async function sweep(parent: string, options: (directory: string) => PostmasterOptions): Promise<void> {
  for (const name of readdirSync(parent).filter((each) => each.startsWith(PREFIX))) {
    const owner = Number(name.slice(PREFIX.length).split('-')[0]);
    if (isAlive(owner) || !isOurs(join(parent, name))) continue;
    await stopLeftover(options(join(parent, name)));
    rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of another user, and alive.
    return systemCode(error) === 'EPERM';
  }
}

/** What another user left is theirs to remove. */
function isOurs(directory: string): boolean {
  const uid = process.getuid?.();
  return uid === undefined || statSync(directory, { throwIfNoEntry: false })?.uid === uid;
}

async function makeTemplate(
  port: number,
  password: string,
  migrate: (url: string) => Promise<void>,
): Promise<void> {
  await asAdmin(port, password, async (client) => {
    await client.query(`CREATE ROLE ${APPLICATION} LOGIN PASSWORD '${password}'`);
    await client.query(`CREATE DATABASE ${TEMPLATE} OWNER ${APPLICATION}`);
  });
  await migrate(connectionUrl(APPLICATION, password, port, TEMPLATE));
  // A connection left open to the template would make every clone fail, far from the cause.
  await asAdmin(port, password, (client) =>
    client.query(`ALTER DATABASE ${TEMPLATE} ALLOW_CONNECTIONS false`),
  );
}

async function asAdmin(
  port: number,
  password: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: connectionUrl(ADMIN_USER, password, port, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * A fresh database for one test file, copied from the migrated template. Drop it in `afterAll`.
 *
 * @throws Error when the run has no `setUpTestCluster`
 */
export async function cloneDatabase(): Promise<TestDatabase> {
  const [port, password] = (process.env[ENVIRONMENT] ?? '').split(':');
  if (port === undefined || password === undefined) {
    throw new Error('no test cluster: the vitest project needs a globalSetup that calls setUpTestCluster');
  }
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(Number(port), password, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} OWNER ${APPLICATION}`),
  );
  return {
    name,
    url: connectionUrl(APPLICATION, password, Number(port), name),
    drop: () =>
      asAdmin(Number(port), password, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}
