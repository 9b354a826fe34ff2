/**
 * Audit export to xlsx: the own writer against exceljs' streaming writer and against deflating the same XML.
 *
 *   node bench/export.ts [--rows 200000] [--level 6] [--rounds 2]
 *
 * Each contestant runs in a process of its own, so that its memory is its own; the fastest of its
 * rounds counts. The last line is one JSON object.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, exit } from 'node:process';
import { parseArgs } from 'node:util';
import { type Contestant, CONTESTANTS, type Outcome } from './export/outcome.ts';

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    rows: { type: 'string', default: '200000' },
    level: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '2' },
  },
});
const rows = Number(values.rows);
const level = Number(values.level);
const rounds = Number(values.rounds);
if (![rows, level, rounds].every((value) => Number.isInteger(value) && value >= 1) || level > 9) {
  console.error('usage: node bench/export.ts [--rows N] [--level 1..9] [--rounds N]');
  exit(2);
}

function run(contestant: Contestant, file: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const args = [contestant, file, String(rows), String(level)];
    const child = fork(new URL('./export/contestants.ts', import.meta.url), args, {
      execArgv: ['--expose-gc'],
    });
    child.once('message', (outcome: Outcome) => resolve(outcome));
    child.once('exit', (code) => reject(new Error(`${contestant} ended with ${code} and no result`)));
  });
}

async function fastest(contestant: Contestant, file: string): Promise<Outcome> {
  let best = await run(contestant, file);
  for (let round = 2; round <= rounds; round += 1) {
    const next = await run(contestant, file);
    if (next.seconds < best.seconds) best = next;
  }
  return best;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-export-'));
try {
  const results = new Map<Contestant, Outcome>();
  for (const contestant of CONTESTANTS) {
    const file = join(folder, `${contestant}.xlsx`);
    const outcome = await fastest(contestant, file);
    results.set(contestant, outcome);
    const size = contestant === 'cancel' ? '' : `${(statSync(file).size / 2 ** 20).toFixed(1)} MiB`;
    console.log(
      `${contestant.padEnd(8)} ${outcome.seconds.toFixed(2).padStart(7)} s ` +
        `${Math.round(rows / outcome.seconds)
          .toString()
          .padStart(8)} rows/s ` +
        `RSS +${outcome.rssGrowthMiB.toFixed(0).padStart(4)} MiB  stall ${outcome.stallMs.toFixed(0).padStart(5)} ms  ${size}`,
    );
  }
  report(results);
} finally {
  rmSync(folder, { recursive: true });
}

function report(results: ReadonlyMap<Contestant, Outcome>): void {
  const of = (contestant: Contestant): Outcome => {
    const outcome = results.get(contestant);
    if (outcome === undefined) throw new Error(`no result of ${contestant}`);
    return outcome;
  };
  const own = of('own');
  const exceljs = of('exceljs');
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  const line = {
    bench: 'export',
    rows,
    seconds: round(own.seconds, 2),
    deflateRatio: round(own.seconds / of('deflate').seconds, 2),
    rssGrowthMiB: round(own.rssGrowthMiB, 0),
    stallMs: round(own.stallMs, 0),
    cancelMs: round(of('cancel').seconds * 1000, 0),
    exceljsTimeRatio: round(exceljs.seconds / own.seconds, 2),
    exceljsRssRatio: round(exceljs.rssGrowthMiB / own.rssGrowthMiB, 2),
  };
  console.log(
    'targets  deflateRatio <= 1.5, exceljsTimeRatio >= 3, rssGrowthMiB <= 150, stallMs <= 50, cancelMs <= 200',
  );
  console.log(JSON.stringify(line));
}
