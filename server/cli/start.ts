import { loadConfig, trustSettings, type Config } from '../config.ts';
import { listen, type Listening } from '../http/listen.ts';
import { followLists } from '../jobs/followLists.ts';
import { startJobs } from '../jobs/scheduler.ts';
import type { Center } from '../center.ts';
import { offerBootstrap } from '../setup/bootstrap.ts';
import { followNotes } from '../operatorNotes.ts';
import { demandSameCa, openCa, openCenter, serverLog } from '../openCenter.ts';
import type { CenterCa } from '../pki/store.ts';
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
    const { center, pkiDir, close } = await openCenter(config, log, { onWorkForSystem: () => wake() });
    try {
      const ca = await openCa(config, new Date());
      await demandSameCa(center.pool, ca, pkiDir);
      await ca.refreshCrl(new Date());
      const trust = new Trust(trustSettings(config));
      // Certificates of a CA that the listener does not take would be of no use.
      const serving = config.clientTrust?.builtIn === false ? center : { ...center, ca };
      const lists = followLists(center, trust);
      const health =
        config.healthPort === undefined ? null : { host: config.healthHost, port: config.healthPort };
      const server = await listen(serving, trust, config, health);
      // Whatever fails from here on, no listener stays behind without its database.
      try {
        if (given.values['workstation'] === true) {
          pointWorkstationTo(config.dataDir, config.host, server.port);
          await keepWorkstationProfile({ ...config, port: server.port }, new Date());
        }
        await printBootstrapCode(serving);
        const work = startWork(serving, ca, config);
        wake = work.wake;
        printReady(config, server);
        await stopSignal();
        // The channel to whoever started this process would keep it alive.
        if (process.connected) process.disconnect();
        await work.stop();
      } finally {
        await lists.stop();
        await server.close();
      }
      return 0;
    } finally {
      await close();
    }
  },
};

/** What a server does by itself: sweeps, the operator's notes, and a fresh revocation list, past whose end nobody gets in. */
function startWork(center: Center, ca: CenterCa, config: Config): ReturnType<typeof startJobs> {
  const jobs = startJobs(center);
  const notes = followNotes(center, config.dataDir);
  const renewList = () =>
    ca
      .refreshCrl(new Date())
      .catch((error: unknown) => center.log.error({ event: 'crl-failed', err: error }));
  const timer = setInterval(() => void renewList(), LIST_EVERY_MS).unref();
  return {
    wake: jobs.wake,
    async stop() {
      clearInterval(timer);
      await jobs.stop();
      await notes.stop();
    },
  };
}

function printReady({ host, dataDir }: Config, { port, healthPort }: Listening): void {
  const told = {
    api: `https://${host}:${port}`,
    port,
    ...(healthPort !== null && { healthPort }),
    pid: process.pid,
    dataDir,
  };
  process.stdout.write(`ready ${JSON.stringify(told)}\n`);
}

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
