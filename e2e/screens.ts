import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { screens } from './screens/catalog.ts';
import { chineseWords, layoutFaults } from './screens/layout.ts';
import { looks, type Place, Workstation } from './screens/workstation.ts';
import { chromiumPath } from './support/browser.ts';
import { openTourCenter } from './tour/center.ts';

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    data: { type: 'string', default: 'none' },
    renderer: { type: 'string' },
    /** Only screens whose name holds this. */
    only: { type: 'string', default: '' },
    /** Only looks whose name holds this: `zh-light-1366`. */
    look: { type: 'string', default: '' },
  },
});

/** `node e2e/screens.ts --out DIR [--data CENTER] [--only NAME] [--look NAME]`: a picture of every screen in every look. */
async function main(out: string): Promise<number> {
  mkdirSync(out, { recursive: true });
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('No Chromium on this machine; set CHROMIUM to its path');
  const center = await openTourCenter(values.data);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const { renderer } = values;
  const place: Place = {
    browser,
    center,
    codes: new Map(),
    ...(renderer !== undefined && { rendererDir: renderer }),
  };
  try {
    return await takeAll(place, out);
  } finally {
    await browser.close();
    await center.close();
  }
}

async function takeAll(place: Place, out: string): Promise<number> {
  let faults = 0;
  const wanted = screens.filter(({ name }) => name.includes(values.only));
  for (const account of new Set(wanted.map((screen) => screen.account))) {
    const [first = { language: 'zh-CN', theme: 'light' }] = looks;
    const station = await Workstation.open(place, account, first);
    await station.signIn();
    for (const look of looks) {
      const name = `${look.language.slice(0, 2)}-${look.theme}`;
      if (!sizes.some(({ width }) => `${name}-${width}`.includes(values.look))) continue;
      await station.look(look);
      for (const screen of wanted.filter((one) => one.account === account)) {
        for (const size of sizes.filter(({ width }) => `${name}-${width}`.includes(values.look))) {
          await station.page.setViewportSize(size);
          const file = join(out, `${name}-${size.width}-${screen.name}.png`);
          const found = await screen.show(station).then(
            async () => [
              ...(await layoutFaults(station.page)),
              ...(look.language === 'en-US' ? await chineseWords(station.page) : []),
            ],
            (error: unknown) => [`can not be reached: ${String(error)}`],
          );
          await station.page.screenshot({ path: file, animations: 'disabled' });
          for (const fault of found) process.stdout.write(`${name}-${size.width}-${screen.name}: ${fault}\n`);
          faults += found.length;
        }
      }
    }
    await station.close();
  }
  return faults === 0 ? 0 : 1;
}

if (values.out === undefined) throw new Error('--out DIR is missing');
process.exitCode = await main(values.out);
