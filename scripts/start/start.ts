import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../../server/dataDir.ts';
import { electronBinary } from './electron.ts';
import { launch, type Launched } from './launch.ts';
import { removeData } from './removeData.ts';
import { signInHelp } from './signInHelp.ts';

const dist = dirname(dirname(fileURLToPath(import.meta.url)));
const serverProgram = join(dist, 'server', 'main.js');

/** Stops the children in reverse order of their start, each once. */
async function stopAll(children: readonly Launched[]): Promise<void> {
  for (const child of children.toReversed()) await child.stop();
}

/**
 * `npm start`: the center server with its embedded PostgreSQL and the client on this machine.
 * Prints `ready {json}` on standard output when the client can be used; Ctrl-C ends both in order.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      fresh: { type: 'boolean' },
      headless: { type: 'boolean' },
    },
  });
  const dataDir = resolve(values.data ?? defaultDataDir());
  if (values.fresh === true) removeData(dataDir);
  const stop = stopSignal();
  const children: Launched[] = [];
  try {
    const made = await makeOnFirstRun(dataDir, stop);
    if (made !== 'made') return made;
    const server = await startServer(dataDir, values.port);
    children.push(server);
    const headless = values.headless === true || !hasDisplay();
    const host = await startHost(dataDir, headless);
    children.push(host);
    process.stderr.write(signInHelp(dataDir, host.ready, headless));
    const ready = { url: host.ready, api: apiOf(server.ready), pid: process.pid, dataDir };
    process.stdout.write(`ready ${JSON.stringify(ready)}\n`);
    return await Promise.race([stop, server.ended, host.ended]);
  } finally {
    await stopAll(children);
  }
}

/**
 * The first run makes CA, database, sample city and workstation profile; one that was cut off is begun again.
 * @returns `made`, or the exit code when it failed or was stopped.
 */
async function makeOnFirstRun(dataDir: string, stop: Promise<number>): Promise<'made' | number> {
  if (existsSync(join(dataDir, 'workstation', 'profile.json'))) return 'made';
  if (existsSync(join(dataDir, 'center.json'))) removeData(dataDir);
  process.stderr.write(
    `First run: making the center's CA, a sample city and a workstation profile in ${dataDir}\n`,
  );
  const init = await launch([serverProgram, 'init', '--sample', '--data', dataDir], null);
  const code = await Promise.race([stop.then(() => 'stopped' as const), init.ended]);
  await init.stop();
  return code === 0 ? 'made' : code === 'stopped' ? 0 : code;
}

function startServer(dataDir: string, port: string | undefined): Promise<Launched> {
  const at = port === undefined ? [] : ['--port', port];
  return launch([serverProgram, 'start', '--data', dataDir, '--workstation', ...at], /^ready (.*)$/);
}

/** Electron where it is or can be fetched and there is a screen; else the loopback host, in Chromium or as a URL. */
function startHost(dataDir: string, headless: boolean): Promise<Launched> {
  const workstation = join(dataDir, 'workstation');
  const electron = headless ? null : electronBinary(dirname(dist));
  if (electron !== null) {
    const main = join(dist, 'main', 'main.js');
    return launch([main, `--profile=${workstation}`], null, electron);
  }
  const profile = ['--profile', workstation, '--data', join(dataDir, 'client')];
  return launch(
    [join(dist, 'loopback', 'main.js'), ...profile, ...(headless ? ['--print'] : [])],
    /^url (.*)$/,
  );
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function apiOf(ready: string): string {
  const parsed: unknown = JSON.parse(ready);
  return typeof parsed === 'object' && parsed !== null && 'api' in parsed ? String(parsed.api) : '';
}

function stopSignal(): Promise<number> {
  return new Promise((end) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0));
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
