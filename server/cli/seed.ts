import { CodedError } from '../codedError.ts';
import { loadConfig } from '../config.ts';
import { openCa, openCenter, serverLog } from '../openCenter.ts';
import { bulkSize, seedBulk } from '../setup/sample/bulk/seedBulk.ts';
import { setUpSample } from '../setup/sample.ts';
import { centerOptions, configOf, print, type CliCommand, type Given } from './command.ts';

/** What `--scale` names: a sample told act by act, or a number of filings poured after a small one. */
type Scale = { readonly kind: 'small' | 'city' } | { readonly kind: 'bulk'; readonly filings: number };

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
      const kind = scale.kind === 'bulk' ? 'small' : scale.kind;
      const made = await setUpSample({ center, ca, config, clock, scale: kind });
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

/** @throws CodedError `seed/scale` for anything but the named scales and whole numbers up to ten million */
function scaleOf({ values }: Given): Scale {
  const text = String(values['scale']);
  if (text === 'small' || text === 'city') return { kind: text };
  const filings = text === '1m' ? 1_000_000 : /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (filings >= 1 && filings <= 10_000_000) return { kind: 'bulk', filings };
  throw new CodedError('seed/scale', {
    zh: `规模「${text}」无效;请用 small、city、1m 或 1 至 10000000 的备案数`,
    en: `The scale "${text}" is unknown; use small, city, 1m or a number of filings from 1 to 10000000`,
  });
}
