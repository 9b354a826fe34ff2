import { loadConfig, trustSettings } from '../config.ts';
import { listen } from '../http/listen.ts';
import { followLists } from '../jobs/followLists.ts';
import { startJobs } from '../jobs/scheduler.ts';
import type { Center } from '../center.ts';
import { offerBootstrap } from '../setup/bootstrap.ts';
import { followNotes } from '../operatorNotes.ts';
import { openCa, openCenter, serverLog } from '../openCenter.ts';
import { Trust } from '../pki/trust.ts';
import { keepWorkstationProfile } from '../setup/issueProfile.ts';
import { pointWorkstationTo } from '../setup/workstation.ts';
import { centerOptions, configOf, type CliCommand } from './command.ts';

/** How often the revocation list is signed anew; it is good for a week. */
const LIST_EVERY_MS = 12 * 3_600_000;

export const startCommand: CliCommand = {
  summary: 'Run the center server until SIGINT or SIGTERM; prints one line `ready {json}`.',
  usage: '[--data DIR | --database-url URL] [--host H] [--port N] [--workstation]',
  options: {
    ...centerOptions,
    host: { type: 'string' },
    port: { type: 'string' },
    workstation: { type: 'boolean' },
  },
  run: async (given) => {
    const config = loadConfig(configOf(given));
    const log = serverLog(config);
    let wake = (): void => undefined;
    const { center, close } = await openCenter(config, log, { onWorkForSystem: () => wake() });
    try {
      const ca = await openCa(config, new Date());
      await ca.refreshCrl(new Date());
      const trust = new Trust(trustSettings(config));
      // Certificates of a CA that the listener does not take would be of no use.
      const serving = config.clientTrust?.builtIn === false ? center : { ...center, ca };
      const lists = followLists(center, trust);
      const health =
        config.healthPort === undefined ? null : { host: config.healthHost, port: config.healthPort };
      const server = await listen(serving, trust, config, health);
      if (given.values['workstation'] === true) {
        pointWorkstationTo(config.dataDir, config.host, server.port);
        await keepWorkstationProfile({ ...config, port: server.port }, new Date());
      }
      await printBootstrapCode(serving);
      const jobs = startJobs(serving);
      const notes = followNotes(serving, config.dataDir);
      // A list past its end lets nobody in.
      const renewList = () =>
        ca.refreshCrl(new Date()).catch((error: unknown) => log.error({ event: 'crl-failed', err: error }));
      setInterval(() => void renewList(), LIST_EVERY_MS).unref();
      wake = jobs.wake;
      process.stdout.write(
        `ready ${JSON.stringify({ api: `https://${config.host}:${server.port}`, port: server.port, ...(server.healthPort !== null && { healthPort: server.healthPort }), pid: process.pid, dataDir: config.dataDir })}\n`,
      );
      await stopSignal();
      // The channel to whoever started this process would keep it alive.
      if (process.connected) process.disconnect();
      await jobs.stop();
      await lists.stop();
      await notes.stop();
      await server.close();
      return 0;
    } finally {
      await close();
    }
  },
};

/** Printed on the server's own terminal only; nothing else keeps it. */
async function printBootstrapCode(center: Center): Promise<void> {
  const code = await offerBootstrap(center);
  if (code !== null) process.stdout.write(`bootstrap ${JSON.stringify({ code })}\n`);
}

/** Resolves at the first SIGINT or SIGTERM, or when whoever started this process with a channel goes away. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
  });
}
