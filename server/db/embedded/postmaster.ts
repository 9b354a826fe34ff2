import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from '../../codedError.ts';
import { type OsAccount, spawnAs } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { databaseEnvironment } from './cluster.ts';
import { diskFull, startFailed } from './errors.ts';

/** How one PostgreSQL server is started. */
export interface PostmasterOptions {
  readonly binaries: Binaries;
  readonly account: OsAccount | null;
  readonly cluster: string;
  readonly logFile: string;
  /** False only for throw-away test clusters: no fsync, data lost with the machine. */
  readonly durable: boolean;
}

/** A running PostgreSQL server. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, data is flushed. */
  stop(): Promise<void>;
}

const LOG_LIMIT = 8 * 1048576;
const POLL_MS = 10;
/** Crash recovery replays at most `max_wal_size` twice over; five minutes is a slow disk. */
const READY_MS = 300_000;
/** How long backends of a killed server may take to notice and let go of the shared memory. */
const LEFTOVER_MS = 15_000;
const STOP_MS = 60_000;

/**
 * Starts PostgreSQL on a loopback port and waits until it accepts connections, crash recovery included.
 *
 * @param port the port to take again after a crash; null: any free one
 * @throws CodedError `data/disk-full`, `data/start-failed`
 */
export async function startPostmaster(options: PostmasterOptions, port: number | null): Promise<Postmaster> {
  const giveUp = Date.now() + LEFTOVER_MS;
  for (;;) {
    const chosen = port ?? (await freePort());
    const attempt = await tryStart(options, chosen);
    if (attempt.started !== null) return attempt.started;
    const portTaken = /could not create any TCP\/IP sockets|Address already in use/.test(attempt.output);
    const leftover = /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(
      attempt.output,
    );
    if (/No space left on device/.test(attempt.output)) throw diskFull(options.cluster, null, 64 * 1048576);
    if (!(portTaken || leftover) || Date.now() > giveUp) throw startFailed(attempt.output.trim().slice(-800));
    await delay(leftover ? 100 : POLL_MS);
  }
}

interface Attempt {
  readonly started: Postmaster | null;
  readonly output: string;
}

async function tryStart(options: PostmasterOptions, port: number): Promise<Attempt> {
  const log = openLog(options.logFile);
  const from = statSync(options.logFile).size;
  // Its own process group: Ctrl+C in the terminal reaches the server, which stops the database last.
  const child = spawn(program(options.binaries.directory, 'postgres'), parameters(options, port), {
    ...spawnAs(options.account),
    cwd: '/',
    env: databaseEnvironment(),
    stdio: ['ignore', log, log],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  closeSync(log);
  let failure: unknown = null;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      failure = error;
      resolve();
    });
  });
  const pid = child.pid;
  if (pid !== undefined && (await becameReady(options.cluster, pid, child))) {
    return { started: supervise(child, pid, port, ended, options), output: '' };
  }
  await ended;
  const output =
    failure instanceof Error
      ? failure.message
      : readFileSync(options.logFile).subarray(from).toString('utf8');
  return { started: null, output };
}

/** The log goes to a file, not a pipe, so that the database outlives a killed server without trouble. */
function openLog(file: string): number {
  try {
    if (statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  return openSync(file, 'a', 0o600);
}

/** The eighth line of `postmaster.pid` turns to `ready` once connections are accepted (as `pg_ctl -w` reads it). */
async function becameReady(cluster: string, pid: number, child: ChildProcess): Promise<boolean> {
  const giveUp = Date.now() + READY_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < giveUp) {
    const lines = pidFile(cluster);
    if (lines[0] === String(pid) && lines[7]?.trim() === 'ready') return true;
    await delay(POLL_MS);
  }
  child.kill('SIGKILL');
  return false;
}

function supervise(
  child: ChildProcess,
  pid: number,
  port: number,
  ended: Promise<void>,
  options: PostmasterOptions,
): Postmaster {
  // process.exit() leaves no time to wait; a fast shutdown asked for here finishes on its own.
  const onExit = (): void => {
    child.kill('SIGINT');
  };
  process.once('exit', onExit);
  void ended.then(() => process.removeListener('exit', onExit));
  const stop = async (): Promise<void> => {
    // Once it has ended the pid may be somebody else's.
    if (child.exitCode === null && child.signalCode === null) requestStop(pid, options);
    const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_MS);
    await ended;
    clearTimeout(timer);
  };
  return { pid, port, ended, stop };
}

/** Asks for a fast shutdown. Windows has no SIGINT for other processes; `pg_ctl` has a way of its own. */
function requestStop(pid: number, options: PostmasterOptions): void {
  if (process.platform === 'win32') {
    execFileSync(program(options.binaries.directory, 'pg_ctl'), [
      'stop',
      '-D',
      options.cluster,
      '-m',
      'fast',
      '-W',
    ]);
    return;
  }
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}

/**
 * Stops the PostgreSQL that a killed server left running on this cluster, and clears a pid file whose process is
 * gone or is something else by now. Call it only while holding the directory lock.
 *
 * @returns the pid of the server that was stopped, or null
 * @throws CodedError `data/start-failed` when it does not stop
 */
export async function stopLeftover(options: PostmasterOptions): Promise<number | null> {
  const lines = pidFile(options.cluster);
  if (lines.length === 0) return null;
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!isPostmaster(pid, options.cluster)) {
    rmSync(join(options.cluster, 'postmaster.pid'), { force: true });
    return null;
  }
  requestStop(pid, options);
  const giveUp = Date.now() + STOP_MS;
  while (isPostmaster(pid, options.cluster)) {
    if (Date.now() > giveUp) throw startFailed(`the previous server, pid ${pid}, does not stop`);
    await delay(POLL_MS);
  }
  return pid;
}

/** Whether the process is alive and is PostgreSQL on this very cluster: a pid alone may have been used again. */
function isPostmaster(pid: number, cluster: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  return commandLine(pid).includes(cluster);
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (process.platform === 'win32') {
      const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
      return execFileSync('powershell', ['-NoProfile', '-Command', query], { encoding: 'utf8' });
    }
    return execFileSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function pidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Settings travel on the command line, so that an old cluster gets those of the program that opens it. */
function parameters(options: PostmasterOptions, port: number): string[] {
  const durable = options.durable ? 'on' : 'off';
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    cluster_name: 'egov-center',
    max_connections: '60',
    shared_buffers: totalmem() > 4 * 1024 ** 3 ? '256MB' : '128MB',
    effective_cache_size: '1GB',
    maintenance_work_mem: '64MB',
    max_wal_size: '512MB',
    random_page_cost: '1.1',
    jit: 'off',
    fsync: durable,
    full_page_writes: durable,
    synchronous_commit: durable,
    statement_timeout: '60s',
    lock_timeout: '10s',
    idle_in_transaction_session_timeout: '60s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    // Statements carry personal data: they never reach the log, not even failing ones.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', options.cluster, ...flags];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
