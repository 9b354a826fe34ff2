import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../config.ts';
import { demandSameCa, openCa, openCenter, serverLog } from '../openCenter.ts';
import { replaceFile } from '../replaceFile.ts';
import { keepWorkstationProfile } from '../setup/issueProfile.ts';
import { setUpSample } from '../setup/sample.ts';
import { centerOptions, configOf, print, type CliCommand } from './command.ts';
import { sampleScaleOf } from './scale.ts';

export const initCommand: CliCommand = {
  summary: "Make the center's CA and database; --sample adds a fictional city and a workstation profile.",
  usage: '[--sample [--scale small|city]] [--data DIR | --database-url URL] [--json]',
  options: {
    ...centerOptions,
    sample: { type: 'boolean' },
    scale: { type: 'string', default: 'city' },
    port: { type: 'string' },
  },
  run: async (given) => {
    const scale = sampleScaleOf(given);
    const config = loadConfig({
      ...configOf(given),
      ...(given.values['sample'] === true && { sample: true }),
    });
    if (config.sample) rememberSample(config.dataDir);
    const clock = { now: new Date() };
    const { center, pkiDir, close } = await openCenter(config, serverLog(config), {
      now: () => clock.now.toISOString(),
    });
    try {
      const ca = await openCa(config, clock.now);
      await demandSameCa(center.pool, ca, pkiDir);
      if (given.values['sample'] !== true) {
        print(given, { dataDir: config.dataDir }, [`The center in ${config.dataDir} is ready.`]);
        return 0;
      }
      const made = await setUpSample({ center, ca, config, clock, scale });
      await keepWorkstationProfile(config, new Date());
      print(given, made, [
        `Sample city: ${Object.entries(made.counts)
          .map(([what, n]) => `${n} ${what}`)
          .join(', ')}`,
      ]);
      return 0;
    } finally {
      await close();
    }
  },
};

/** A center of fictional data stays one: every later start reads it from `center.json`. */
function rememberSample(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const file = join(dataDir, 'center.json');
  if (!existsSync(file)) replaceFile(file, `${JSON.stringify({ sample: true }, null, 2)}\n`);
}
