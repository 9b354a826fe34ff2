import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from './screens/axe.ts';
import { screens } from './screens/catalog.ts';
import { type Look, Workstation } from './screens/workstation.ts';
import { chromiumPath } from './support/browser.ts';
import { openTourCenter, type TourCenter } from './tour/center.ts';

const executablePath = chromiumPath();
if (executablePath === null) process.stdout.write('accessibility: no Chromium here, set CHROMIUM; not run\n');

/** Colours belong to the theme and words to the language, so that two looks show all four. */
const looks: readonly [Look, Look] = [
  { language: 'zh-CN', theme: 'light' },
  { language: 'en-US', theme: 'dark' },
];

describe.skipIf(executablePath === null)('axe finds nothing', () => {
  let browser: Browser;
  let center: TourCenter;
  const open = new Map<string, Workstation>();
  const codes = new Map();

  /** The account's client, signed in. */
  const stationOf = async (account: string): Promise<Workstation> => {
    const known = open.get(account);
    if (known) return known;
    const station = await Workstation.open({ browser, center, codes }, account, looks[0]);
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
      const station = await Workstation.open({ browser, center, codes }, 'ba-chen', look);
      expect(await axeFaults(station.page)).toEqual([]);
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
        const found = await axeFaults(station.page);
        if (found.length > 0) faults[screen.name] = found;
      }
      expect(faults).toEqual({});
      expect(station.thrown).toEqual([]);
    });
  });
});
