import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The built loopback host, running as a process of its own. */
export interface RunningHost {
  /** Of the host's process. */
  readonly pid: number;
  /** One-time URL of the client. */
  readonly url: string;
  readonly dataDir: string;
  readonly exportDir: string;
  /** What the host has written to its error output so far. */
  readonly errors: () => string;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder with the workstation profile. */
  readonly profileDir: string;
  /** Kept between launches where given; otherwise made and removed. */
  readonly dataDir?: string;
  /** Another page than the built one. */
  readonly rendererDir?: string;
  /** Words before the command, such as those that put it into another network. */
  readonly within?: readonly string[];
  /** More words of the command line. */
  readonly more?: readonly string[];
  /** Its whole environment, where not that of the test. */
  readonly env?: NodeJS.ProcessEnv;
}

const root = join(import.meta.dirname, '..', '..');
const START_MS = 20_000;

/**
 * Starts `dist/loopback` on plain Node, without a window, and waits until it says its URL.
 * @throws Error with the host's own words where it does not start
 */
export async function launchLoopbackHost(options: LaunchOptions): Promise<RunningHost> {
  const { profileDir, dataDir, rendererDir, within = [], more = [], env = process.env } = options;
  const own = dataDir ?? mkdtempSync(join(tmpdir(), 'egov-client-'));
  const exportDir = join(own, 'exports');
  const main = join(root, 'dist', 'loopback', 'main.js');
  const args = [main, '--profile', profileDir, '--data', own, '--exports', exportDir, '--print', ...more];
  if (rendererDir !== undefined) args.push('--renderer', rendererDir);
  const [program = '', ...words] = [...within, process.execPath, ...args];
  // A group of its own: the words before the command may start it as a child that no signal to them would reach.
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env, detached: true });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const remove = () => {
    if (dataDir === undefined) rmSync(own, { recursive: true, force: true });
  };
  try {
    const url = await firstLine(child, () => errors);
    const close = async () => {
      await stop(child);
      remove();
    };
    return { pid: child.pid ?? 0, url, dataDir: own, exportDir, errors: () => errors, close };
  } catch (error) {
    await stop(child);
    remove();
    throw error;
  }
}

function firstLine(child: ChildProcess, errors: () => string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (why: string) => reject(new Error(`The loopback host ${why}: ${errors()}`));
  const timer = setTimeout(() => fail('did not start in time'), START_MS);
  if (child.stdout === null) throw new Error('no output');
  createInterface(child.stdout).once('line', (line) => resolve(line.replace(/^url /, '')));
  child.once('exit', (code) => fail(`ended with ${code}`));
  return promise.finally(() => clearTimeout(timer));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  await ended;
}
