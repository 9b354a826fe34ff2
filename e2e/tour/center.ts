import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

const program = join(import.meta.dirname, '..', '..', 'dist', 'server', 'main.js');
const START_MS = 120_000;

const profileSchema = z.looseObject({ server: z.looseObject({ host: z.string(), port: z.int() }) });
const accountSchema = z.looseObject({
  accountNo: z.string(),
  displayName: z.string(),
  role: z.string(),
  password: z.string(),
  seed: z.string(),
});
const sheetSchema = z.looseObject({ accounts: z.array(accountSchema) });

/** What a sample account signs in with. */
export type SignInKit = z.output<typeof accountSchema>;

/** A running center with sample data. */
export interface TourCenter {
  readonly dataDir: string;
  /** Folder with the workstation profile and the certificates. */
  readonly profileDir: string;
  readonly accounts: readonly SignInKit[];
  /** Lets the server stand still, as a machine that hangs does. @throws Error for a center that ran before */
  freeze(): void;
  /** Kills the server and starts it again on its port. @throws Error for a center that ran before */
  restart(): Promise<void>;
  /** Ends what this module started; a center that ran before goes on. */
  close(): Promise<void>;
}

/** Where a center of one's own listens. */
interface Where {
  readonly host?: string;
  /** Words before its command, such as those that put it into another network. */
  readonly within?: readonly string[];
}

/** The running center of a data folder, or one of its own in a temporary folder that is removed afterwards. */
export async function openTourCenter(dataDir: string, where: Where = {}): Promise<TourCenter> {
  if (await answers(dataDir)) return { ...filesOf(dataDir), ...notOurs, close: () => Promise.resolve() };
  const own = mkdtempSync(join(tmpdir(), 'egov-tour-'));
  const remove = () => rmSync(own, { recursive: true, force: true });
  try {
    await ended(server(['init', '--sample', '--scale', 'small', '--data', own]));
    const start = async (port: number) => {
      const started = server(['start', '--data', own, '--port', `${port}`, '--workstation'], where);
      await ready(started);
      return started;
    };
    let child = await start(0);
    const stop = async (signal: NodeJS.Signals) => {
      child.kill(signal);
      // What stands still hears no signal but this one and SIGKILL.
      child.kill('SIGCONT');
      await ended(child).catch(() => undefined);
    };
    return {
      ...filesOf(own),
      freeze: () => void child.kill('SIGSTOP'),
      async restart() {
        await stop('SIGKILL');
        child = await start(addressOf(own).port);
      },
      async close() {
        await stop('SIGTERM');
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

const refuse = () => {
  throw new Error('this center was running before and is left alone');
};
const notOurs = { freeze: refuse, restart: refuse };

function addressOf(dataDir: string): { readonly host: string; readonly port: number } {
  return profileSchema.parse(JSON.parse(readFileSync(join(dataDir, 'workstation', 'profile.json'), 'utf8')))
    .server;
}

function filesOf(dataDir: string): Pick<TourCenter, 'dataDir' | 'profileDir' | 'accounts'> {
  const profileDir = join(dataDir, 'workstation');
  const text = readFileSync(join(profileDir, 'sign-in.json'), 'utf8');
  return { dataDir, profileDir, accounts: sheetSchema.parse(JSON.parse(text)).accounts };
}

/** Is there a workstation profile whose center accepts connections. */
async function answers(dataDir: string): Promise<boolean> {
  const file = join(dataDir, 'workstation', 'profile.json');
  if (!existsSync(file)) return false;
  const { host, port } = addressOf(dataDir);
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

const errors = new WeakMap<ChildProcess, string>();

function server(args: readonly string[], { host, within = [] }: Where = {}): ChildProcess {
  const [first = '', ...words] = [...within, process.execPath, program, ...args];
  const env = { ...process.env, ...(host !== undefined && { CENTER_HOST: host }) };
  const child = spawn(first, words, { stdio: ['ignore', 'pipe', 'pipe'], env });
  child.stderr.on('data', (part) =>
    errors.set(child, ((errors.get(child) ?? '') + String(part)).slice(-4000)),
  );
  if (args[0] !== 'start') child.stdout.resume();
  return child;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The center ended with ${code}: ${errors.get(child) ?? ''}`));
    });
  });
}

async function ready(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error('The center did not start in time')), START_MS);
  if (child.stdout === null) throw new Error('no output');
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('ready ')) resolve();
  });
  ended(child).then(() => reject(new Error('The center ended')), reject);
  await promise.finally(() => clearTimeout(timer));
}
