import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findChromium, hasDisplay } from './chromium.ts';
import { startLoopbackHost } from './startLoopbackHost.ts';

export { startLoopbackHost };

const usage = `Usage: node main.js [--profile DIR] [--data DIR] [--exports DIR] [--port N] [--print] [--vault-passphrase-file FILE]

Runs the client on plain Node and opens it in Chromium; with --print, or where there is no display, it prints the
one-time URL instead. --profile names the folder of a profile laid down with the installation; without it, and without
an imported one, the client starts and asks for a connection profile.
`;

/** Command line of the loopback host. @returns the exit code */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      profile: { type: 'string' },
      data: { type: 'string', default: join(homedir(), '.local', 'share', 'egov-center-client') },
      exports: { type: 'string' },
      renderer: { type: 'string', default: join(import.meta.dirname, '..', 'renderer') },
      port: { type: 'string', default: '0' },
      print: { type: 'boolean', default: false },
      'vault-passphrase-file': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const dataDir = resolve(values.data);
  const vaultFile = values['vault-passphrase-file'];
  const open = values.print || !hasDisplay() || findChromium() === null ? 'print' : 'chromium';
  const host = await startLoopbackHost({
    profileDir: values.profile === undefined ? join(dataDir, 'profile') : resolve(values.profile),
    dataDir,
    ...(values.exports !== undefined && { exportDir: resolve(values.exports) }),
    rendererDir: resolve(values.renderer),
    port: Number(values.port),
    open,
    vault:
      vaultFile === undefined
        ? null
        : { file: join(dataDir, 'vault.json'), passphrase: firstLine(vaultFile) },
  });
  process.stdout.write(`url ${host.url}\n`);
  process.once('SIGINT', () => void host.close());
  process.once('SIGTERM', () => void host.close());
  // Started by another program, the host ends with it; the channel would keep this process alive.
  process.once('disconnect', () => void host.close());
  await host.ended;
  if (process.connected) process.disconnect();
  return 0;
}

function firstLine(file: string): string {
  return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
}

// Bundled into another program, this file is not what was called.
if (import.meta.main && basename(import.meta.dirname) === 'loopback') {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}${cause}\n`);
    process.exitCode = 1;
  }
}
