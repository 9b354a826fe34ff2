import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from './screens/axe.ts';
import { screens } from './screens/catalog.ts';
import { chineseWords, layoutFaults } from './screens/layout.ts';
import { type Look, type Place, Workstation } from './screens/workstation.ts';
import { chromiumPath } from './support/browser.ts';
import { openTourCenter, type TourCenter } from './tour/center.ts';

const executablePath = chromiumPath();
if (executablePath === null) process.stdout.write('accessibility: no Chromium here, set CHROMIUM; not run\n');

/** Colours belong to the theme and words to the language, so that two looks show all four. */
const looks: readonly [Look, Look] = [
  { language: 'zh-CN', theme: 'light' },
  { language: 'en-US', theme: 'dark' },
];

/** The smallest real screen and the usual large one. */
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

/** Faults of the page as it stands, by axe and by eye rules, at both sizes. */
async function faultsOf({ page }: Workstation, { language }: Look): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const fault of await layoutFaults(page)) found.push(`at ${size.width}: ${fault}`);
  }
  // The next screen opens small: what opens over it has to find its place there.
  await page.setViewportSize({ width: 1366, height: 768 });
  const words = language === 'en-US' ? await chineseWords(page) : [];
  return [...found, ...words.map((line) => `Chinese: ${line}`), ...(await axeFaults(page))];
}

describe.skipIf(executablePath === null)(
  'axe finds nothing, nothing is cut off or left in another language',
  () => {
    let browser: Browser;
    let center: TourCenter;
    const open = new Map<string, Workstation>();
    const codes = new Map();

    const place = (): Place => {
      const rendererDir = process.env['RENDERER_DIR'];
      return { browser, center, codes, ...(rendererDir !== undefined && { rendererDir }) };
    };

    /** The account's client, signed in. */
    const stationOf = async (account: string): Promise<Workstation> => {
      const known = open.get(account);
      if (known) return known;
      const station = await Workstation.open(place(), account, looks[0]);
      open.set(account, station);
      await station.signIn();
      return station;
    };

    beforeAll(async () => {
      center = await openTourCenter(process.env['CENTER_DATA'] ?? 'none');
      browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    });
    afterAll(async () => {
      for (const station of open.values()) await station.close();
      await browser?.close();
      await center?.close();
    });

    describe.each(looks)('$language $theme', (look) => {
      it('at the sign-in', async () => {
        const station = await Workstation.open(place(), 'ba-chen', look);
        expect(await faultsOf(station, look)).toEqual([]);
        await station.close();
      });

      const accounts = [...new Set(screens.map(({ account }) => account))];
      it.each(accounts)('on the screens of %s', async (account) => {
        const station = await stationOf(account);
        await station.look(look);
        const faults: Record<string, readonly string[]> = {};
        for (const screen of screens.filter((one) => one.account === account)) {
          await screen.show(station).catch((error: unknown) => {
            throw new Error(`Screen ${screen.name} can not be reached`, { cause: error });
          });
          const found = await faultsOf(station, look);
          if (found.length > 0) faults[screen.name] = found;
        }
        expect(faults).toEqual({});
        expect(station.thrown).toEqual([]);
      });
    });
  },
);
