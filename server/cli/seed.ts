import { loadConfig } from '../config.ts';
import { openCa, openCenter, serverLog } from '../openCenter.ts';
import { setUpSample } from '../setup/sample.ts';
import { centerOptions, configOf, print, type CliCommand } from './command.ts';

export const seedCommand: CliCommand = {
  summary: 'Fills an empty center with fictional records.',
  usage: '--scale small|city [--data DIR | --database-url URL] [--json]',
  options: { ...centerOptions, scale: { type: 'string', default: 'small' } },
  run: async (given) => {
    const config = loadConfig({ ...configOf(given), sample: true });
    const clock = { now: new Date() };
    const { center, close } = await openCenter(config, serverLog(config), {
      now: () => clock.now.toISOString(),
    });
    try {
      const ca = await openCa(config, clock.now);
      const scale = given.values['scale'] === 'city' ? 'city' : 'small';
      const made = await setUpSample({ center, ca, config, clock, scale });
      print(given, made, [JSON.stringify(made.counts)]);
      return 0;
    } finally {
      await close();
    }
  },
};
