import { loadConfig } from '../config.ts';
import { openCa, openCenter, serverLog } from '../openCenter.ts';
import { bulkSize, seedBulk } from '../setup/sample/bulk/seedBulk.ts';
import { setUpSample } from '../setup/sample.ts';
import { centerOptions, configOf, print, type CliCommand } from './command.ts';
import { scaleOf } from './scale.ts';

export const seedCommand: CliCommand = {
  summary: 'Fill an empty center with fictional records: a small or city sample, or N filings for measuring.',
  usage: '--scale small|city|1m|N [--data DIR | --database-url URL] [--json]',
  options: { ...centerOptions, scale: { type: 'string', default: 'city' } },
  run: async (given) => {
    const scale = scaleOf(given);
    const config = loadConfig({ ...configOf(given), sample: true });
    const clock = { now: new Date() };
    const log = serverLog(config);
    const { center, close } = await openCenter(config, log, { now: () => clock.now.toISOString() });
    try {
      const ca = await openCa(config, clock.now);
      const sample = scale.kind === 'bulk' ? 'small' : scale.scale;
      const made = await setUpSample({ center, ca, config, clock, scale: sample });
      if (scale.kind !== 'bulk') {
        print(given, made, [
          `Sample: ${Object.entries(made.counts)
            .map(([what, n]) => `${n} ${what}`)
            .join(', ')}`,
        ]);
        return 0;
      }
      let told = 0;
      const bulk = await seedBulk({ ...center, sample: true }, bulkSize(scale.filings), (lines) => {
        if (lines - told < 100_000) return;
        told = lines;
        log.info({ event: 'seed', lines, rssMb: Math.round(process.memoryUsage.rss() / 1_048_576) });
      });
      print(given, { ...made, bulk }, [
        `${bulk.lines} lines; written in ${bulk.writeSeconds} s, folded in ${bulk.rebuildSeconds} s`,
      ]);
      return 0;
    } finally {
      await close();
    }
  },
};
