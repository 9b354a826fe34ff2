import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { Child } from '../support/child.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The built server, as a user starts it; without a build its source. */
const program = [join(root, 'dist/server/main.js'), join(root, 'server/main.ts')].find((file) =>
  existsSync(file),
);
const START_MS = 120_000;
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
  stop(): Promise<void>;
}

/** Starts a server on a data directory, or on that directory's certificates and keys and a database by URL. */
export function startServer(dataDir: string, databaseUrl?: string): StartingServer {
  const args = [program ?? '', 'start', '--port', '0', '--data', dataDir];
  if (databaseUrl !== undefined) args.push('--database-url', databaseUrl);
  const child = new Child([process.execPath, ...args], {
    env: {
      ...process.env,
      CENTER_LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: join(tmpdir(), 'egov-center-compile-cache'),
    },
  });
  const kill = () => child.stop('SIGKILL');
  const stop = () => child.stop('SIGTERM');
  const ready = child.says((line) => {
    if (!line.startsWith('ready ')) return null;
    const { port } = readySchema.parse(JSON.parse(line.slice('ready '.length)));
    return { port, kill, stop };
  }, START_MS);
  // A server that is killed while starting has nobody waiting for it.
  ready.catch(() => undefined);
  return { ready, kill, stop };
}
