import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child.ts';

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
  const child = new Child([...within, process.execPath, ...args], { env, isWrapped: within.length > 0 });
  const remove = () => {
    if (dataDir === undefined) rmSync(own, { recursive: true, force: true });
  };
  try {
    const url = await child.says((line) => line.replace(/^url /, ''), START_MS);
    const close = async () => {
      await child.stop('SIGTERM');
      remove();
    };
    return { pid: child.pid, url, dataDir: own, exportDir, errors: () => child.errors, close };
  } catch (error) {
    remove();
    throw error;
  }
}
