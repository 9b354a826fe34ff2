import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { CodedError } from '../../codedError.ts';
import { type EmbeddedDatabase, openEmbedded } from './openEmbedded.ts';

const isRoot = process.getuid?.() === 0;
const module = new URL('./openEmbedded.ts', import.meta.url).href;
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function temporary(parent = tmpdir()): string {
  const directory = mkdtempSync(join(parent, 'egov-embedded-'));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  // As root, the unprivileged account must get through the directory mkdtemp made private.
  if (isRoot && parent === tmpdir()) execFileSync('chmod', ['711', directory]);
  return directory;
}

const lines: string[] = [];
const log = {
  info: (message: string) => lines.push(message),
  warn: (message: string) => lines.push(message),
  error: (message: string) => lines.push(message),
};

async function open(
  dataDir: string,
  more: { binDir?: string; systemDirectory?: string } = {},
): Promise<EmbeddedDatabase> {
  const database = await openEmbedded({ dataDir, log, ...more });
  cleanups.push(() => database.stop());
  return database;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function failure(attempt: Promise<unknown>): Promise<CodedError> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof CodedError) return error;
  throw new Error(`expected a coded refusal, got ${String(error)}`);
}

/** A second server process on the directory; resolves with the URL once it is up. */
async function otherProcess(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const log = '{ info() {}, warn() {}, error() {} }';
  const code = `import { openEmbedded } from ${JSON.stringify(module)};
    const db = await openEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: ${log} });
    console.log(db.url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) return { child, url: line };
  throw new Error('the other process ended before it was up');
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** The PostgreSQL after the one that died, from its first moment; null until there is one. */
function pidAfter(dataDir: string, dead: number): number | null {
  try {
    const pid = postmasterPid(dataDir);
    return pid > 0 && pid !== dead ? pid : null;
  } catch {
    return null;
  }
}

/** A container's first process may never reap the dead, so a zombie counts as gone. */
function isRunning(pid: number): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return state !== '' && !state.startsWith('Z');
}

test('the first run makes a durable UTF-8 database whose passwords only the owner can read', async () => {
  const dataDir = join(temporary(), 'center');
  const database = await open(dataDir);
  const [row] = await query(
    database.url,
    `SELECT current_setting('fsync') AS fsync, current_setting('data_checksums') AS checksums,
      current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
      current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS listen,
      (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser`,
  );
  expect(row).toEqual({
    fsync: 'on',
    checksums: 'on',
    statement: '1min',
    lock: '10s',
    encoding: 'UTF8',
    listen: '127.0.0.1',
    superuser: false,
  });
  expect(statSync(join(dataDir, 'database.json')).mode & 0o777).toBe(0o600);
  const wrong = database.url.replace(/:[0-9a-f]{48}@/, ':guess@');
  await expect(query(wrong, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  const names = await query(
    database.url,
    `SELECT n FROM unnest(ARRAY['张','阿','李']) n ORDER BY n COLLATE "zh-x-icu"`,
  );
  expect(names.map((each) => each.n)).toEqual(['阿', '李', '张']);
});

test('a second opener is refused with the pid of the first, and welcome after it stopped', async () => {
  const dataDir = join(temporary(), 'center');
  const { child, url } = await otherProcess(dataDir);
  const refusal = await failure(openEmbedded({ dataDir, log }));
  expect(refusal.code).toBe('data/in-use');
  expect(refusal.text.zh).toContain(String(child.pid));
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await killed(child);
  const mine = await open(dataDir);
  expect((await failure(openEmbedded({ dataDir, log }))).text.en).toContain(String(process.pid));
  await mine.stop();
  await mine.stop();
  const again = await open(dataDir);
  expect(await query(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('after kill -9 of the server its orphaned PostgreSQL is stopped and no committed row is lost', async () => {
  const dataDir = join(temporary(), 'center');
  const { child, url } = await otherProcess(dataDir);
  await query(url, 'CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 1000)');
  const orphan = postmasterPid(dataDir);
  await killed(child);
  expect(isRunning(orphan)).toBe(true);
  const database = await open(dataDir);
  expect(postmasterPid(dataDir)).not.toBe(orphan);
  expect(isRunning(orphan)).toBe(false);
  expect(await query(database.url, 'SELECT count(*)::int AS n FROM t')).toEqual([{ n: 1000 }]);
});

test('after kill -9 of both, the stale pid file and the crash are recovered from', async () => {
  const dataDir = join(temporary(), 'center');
  const { child, url } = await otherProcess(dataDir);
  await query(url, 'CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 1000)');
  const orphan = postmasterPid(dataDir);
  await killed(child);
  process.kill(orphan, 'SIGKILL');
  const database = await open(dataDir);
  expect(await query(database.url, 'SELECT count(*)::int AS n FROM t')).toEqual([{ n: 1000 }]);
});

test('a stale pid file that names a stranger leaves the stranger alone', async () => {
  const dataDir = join(temporary(), 'center');
  const database = await open(dataDir);
  await database.stop();
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  writeFileSync(file, `${process.pid}\n${join(dataDir, 'other')}\n0\n0\n\n127.0.0.1\n0\nready\n`);
  const again = await open(dataDir);
  expect(await query(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('PostgreSQL that dies alone comes back on the same URL with its data', async () => {
  const dataDir = join(temporary(), 'center');
  const database = await open(dataDir);
  await query(database.url, 'CREATE TABLE t (n int); INSERT INTO t VALUES (7)');
  process.kill(postmasterPid(dataDir), 'SIGKILL');
  await expect
    .poll(() => query(database.url, 'SELECT n FROM t').catch(() => null), { timeout: 20_000, interval: 50 })
    .toEqual([{ n: 7 }]);
  expect(lines.some((line) => line.includes('died'))).toBe(true);
});

test('PostgreSQL that dies again before it is ready comes back all the same', async () => {
  const dataDir = join(temporary(), 'center');
  const database = await open(dataDir);
  await query(database.url, 'CREATE TABLE t (n int); INSERT INTO t VALUES (7)');
  const first = postmasterPid(dataDir);
  process.kill(first, 'SIGKILL');
  const second = await vi.waitUntil(() => pidAfter(dataDir, first), { timeout: 20_000, interval: 1 });
  process.kill(second, 'SIGKILL');
  await expect
    .poll(() => query(database.url, 'SELECT n FROM t').catch(() => null), { timeout: 20_000, interval: 50 })
    .toEqual([{ n: 7 }]);
});

test('a first run that was cut off is begun again', async () => {
  const dataDir = join(temporary(), 'center');
  const first = await open(dataDir);
  await first.stop();
  const file = join(dataDir, 'database.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"initialised": true', '"initialised": false'));
  rmSync(join(dataDir, 'postgres', 'cluster'), { recursive: true });
  mkdirSync(join(dataDir, 'postgres', 'cluster.new'));
  const again = await open(dataDir);
  expect(await query(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('missing files are refused, never replaced by an empty database', async () => {
  const dataDir = join(temporary(), 'center');
  await (await open(dataDir)).stop();
  const credentials = readFileSync(join(dataDir, 'database.json'));
  writeFileSync(join(dataDir, 'database.json'), '{"version":');
  expect((await failure(openEmbedded({ dataDir, log }))).code).toBe('data/credentials-missing');
  rmSync(join(dataDir, 'database.json'));
  expect((await failure(openEmbedded({ dataDir, log }))).code).toBe('data/credentials-missing');
  writeFileSync(join(dataDir, 'database.json'), credentials, { mode: 0o600 });
  rmSync(join(dataDir, 'postgres', 'cluster'), { recursive: true });
  expect((await failure(openEmbedded({ dataDir, log }))).code).toBe('data/cluster-missing');
});

test('a cluster of another major version is refused untouched', async () => {
  const dataDir = join(temporary(), 'center');
  await (await open(dataDir)).stop();
  const version = join(dataDir, 'postgres', 'cluster', 'PG_VERSION');
  writeFileSync(version, '14\n');
  const refusal = await failure(openEmbedded({ dataDir, log }));
  expect(refusal.code).toBe('data/wrong-version');
  expect(refusal.text.zh).toContain('PostgreSQL 14');
  writeFileSync(version, '18\n');
  await open(dataDir);
});

test('missing binaries are named', async () => {
  const refusal = await failure(openEmbedded({ dataDir: temporary(), log, binDir: '/nonexistent/bin' }));
  expect(refusal.code).toBe('data/no-binaries');
  expect(refusal.text.en).toContain('/nonexistent/bin');
});

test.runIf(isRoot)('as root a data directory that the account cannot enter still works', async () => {
  const home = temporary(homedir());
  const systemDirectory = join(temporary(), 'system');
  const dataDir = join(home, 'center');
  const database = await open(dataDir, { systemDirectory });
  await query(database.url, 'CREATE TABLE t (n int); INSERT INTO t VALUES (7)');
  await database.stop();
  const again = await open(dataDir, { systemDirectory });
  expect(await query(again.url, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  expect((await failure(openEmbedded({ dataDir, log, systemDirectory }))).code).toBe('data/in-use');
  await again.stop();
  rmSync(dataDir, { recursive: true });
  const anew = await open(dataDir, { systemDirectory });
  await expect(query(anew.url, 'SELECT n FROM t')).rejects.toThrow(/does not exist/);
  expect(lines.some((line) => line.includes('put aside'))).toBe(true);
});

test.runIf(isRoot)('a full disk is refused before anything is written', async (context) => {
  const mounted = temporary();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=711', 'tmpfs', mounted]).status !== 0) {
    context.skip('mounting a small tmpfs is not allowed here');
  }
  cleanups.push(() => void spawnSync('umount', [mounted]));
  const refusal = await failure(openEmbedded({ dataDir: join(mounted, 'center'), log }));
  expect(refusal.code).toBe('data/disk-full');
  expect(existsSync(join(mounted, 'center', 'database.json'))).toBe(false);
});
