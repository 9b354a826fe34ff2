import { loadConfig } from '../config.ts';
import { checkFold, rebuild } from '../fold/rebuild.ts';
import { verifyChain } from '../log/verify.ts';
import { openCenter, serverLog } from '../openCenter.ts';
import { centerOptions, configOf, print, type CliCommand } from './command.ts';

export const rebuildCommand: CliCommand = {
  summary: 'Fold every derived table anew from the log; --check only compares, and verifies the chain.',
  usage: '[--check] [--data DIR | --database-url URL] [--json]',
  options: { ...centerOptions, check: { type: 'boolean' } },
  run: async (given) => {
    const config = loadConfig(configOf(given));
    const { center, close } = await openCenter(config, serverLog(config));
    try {
      if (given.values['check'] !== true) {
        const lines = await rebuild(center.pool, center);
        print(given, { lines }, [`Folded ${lines} lines.`]);
        return 0;
      }
      const chain = await verifyChain(center.pool);
      const { lines, differences } = await checkFold(center.pool, center);
      const ok = chain.ok && differences.length === 0;
      print(given, { ok, chain, lines, differences }, [
        `Chain: ${chain.ok ? 'whole' : `broken at line ${String(chain.brokenAt)}`} (${chain.lines} lines)`,
        ...(differences.length === 0
          ? ['Tables equal the log.']
          : differences.map((d) => `Table ${d.table}: ${d.rows} rows differ`)),
      ]);
      return ok ? 0 : 1;
    } finally {
      await close();
    }
  },
};
