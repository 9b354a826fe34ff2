import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The built server, as a user starts it; without a build its source. */
const program = [join(root, 'dist/server/main.js'), join(root, 'server/main.ts')].find((file) =>
  existsSync(file),
);
const readySchema = z.object({ port: z.int() });

/** A running center server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Clean stop. */
  stop(): Promise<void>;
}

/** A server that has been started and may not be ready yet. */
export interface StartingServer {
  /** @throws Error with the process's words when it ends before it is ready. */
  readonly ready: Promise<ServerProcess>;
  kill(): Promise<void>;
}

/** Starts a server on a data directory, or on that directory's certificates and keys and a database by URL. */
export function startServer(dataDir: string, databaseUrl?: string): StartingServer {
  const args = [program ?? '', 'start', '--port', '0', '--data', dataDir];
  if (databaseUrl !== undefined) args.push('--database-url', databaseUrl);
  const child = spawn(process.execPath, args, {
    // The channel tells the server when this process is gone.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      CENTER_LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: join(tmpdir(), 'egov-center-compile-cache'),
    },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const signal = async (name: 'SIGKILL' | 'SIGTERM') => {
    child.kill(name);
    await ended;
  };
  const kill = () => signal('SIGKILL');
  return { ready: readyLine(child, kill, () => signal('SIGTERM')), kill };
}

function readyLine(
  child: ChildProcess,
  kill: () => Promise<void>,
  stop: () => Promise<void>,
): Promise<ServerProcess> {
  let said = '';
  child.stderr?.on('data', (part: Buffer) => {
    said = (said + part.toString('utf8')).slice(-4000);
  });
  const ready = new Promise<ServerProcess>((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    child.once('error', reject);
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('ready ')) return;
      const { port } = readySchema.parse(JSON.parse(line.slice('ready '.length)));
      resolve({ port, kill, stop });
    });
  });
  // A server that is killed while starting has nobody waiting for it.
  ready.catch(() => undefined);
  return ready;
}
