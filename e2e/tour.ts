import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromiumPath } from './support/browser.ts';
import { defaultDataDir } from '../server/dataDir.ts';
import { loopbackTarget } from './support/target.ts';
import { runTour } from './tour/run.ts';

const usage = 'Usage: npm run tour -- --out DIR [--data DIR]';

/** `npm run tour`: the whole main job through the real screens, with a picture of each. @returns exit code */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, data: { type: 'string' } } });
  if (values.out === undefined) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const browser = chromiumPath();
  if (browser === null) {
    process.stderr.write('The tour needs Chromium or Chrome; install it or set CHROMIUM to its path.\n');
    return 1;
  }
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const target = await loopbackTarget(browser);
  const dataDir = resolve(values.data ?? defaultDataDir());
  try {
    const { results, failure } = await runTour(target, dataDir, resolve(values.out), say);
    if (failure !== null) {
      process.stderr.write(`${failure}\n`);
      return 1;
    }
    say(`${results.length} steps done, pictures and ledgers in ${resolve(values.out)}`);
    return 0;
  } finally {
    await target.close();
  }
}

process.exitCode = await main();
