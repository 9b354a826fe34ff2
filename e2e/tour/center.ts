import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { Child } from '../support/child.ts';

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
    await server(['init', '--sample', '--scale', 'small', '--data', own]).done();
    const start = async (port: number) => {
      const started = server(['start', '--data', own, '--port', `${port}`, '--workstation'], where);
      await started.says((line) => (line.startsWith('ready ') ? line : null), START_MS);
      return started;
    };
    let child = await start(0);
    return {
      ...filesOf(own),
      freeze: () => child.signal('SIGSTOP'),
      async restart() {
        await child.stop('SIGKILL');
        child = await start(addressOf(own).port);
      },
      async close() {
        await child.stop('SIGTERM');
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

function server(args: readonly string[], { host, within = [] }: Where = {}): Child {
  const env = { ...process.env, ...(host !== undefined && { CENTER_HOST: host }) };
  return new Child([...within, process.execPath, program, ...args], { env, isWrapped: within.length > 0 });
}
