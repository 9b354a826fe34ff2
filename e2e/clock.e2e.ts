import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lightNames } from '../shared/bridge/contract.ts';
import { Workstation } from './screens/workstation.ts';
import { chromiumPath } from './support/browser.ts';
import { openTourCenter, type TourCenter } from './tour/center.ts';

const why = whyNot();
if (why !== null) process.stdout.write(`clock: not run, ${why}\n`);

function whyNot(): string | null {
  if (chromiumPath() === null) return 'no Chromium here, set CHROMIUM';
  try {
    execFileSync('faketime', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'faketime is not installed';
  }
}

describe.skipIf(why !== null)('a workstation whose clock is wrong', () => {
  let browser: Browser;
  let center: TourCenter;
  beforeAll(async () => {
    center = await openTourCenter('none');
    browser = await chromium.launch({ executablePath: chromiumPath() ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await center?.close();
  });

  it.each([
    ['an hour ahead', '+1h', /本机 (.{19}),服务器 (.{19}),本机快 1 小时/],
    ['an hour behind', '-1h', /本机 (.{19}),服务器 (.{19}),本机慢 1 小时/],
    // Its own certificate has ended by this clock; by the center's it has not, and the center decides.
    ['a year ahead', '+1y', /本机 (.{19}),服务器 (.{19}),本机快 36\d 天/],
    // Nor has the server's certificate begun by this one.
    ['a year behind', '-1y', /本机 (.{19}),服务器 (.{19}),本机慢 36\d 天/],
  ])('%s is told both times, and not that anything else is wrong', async (_name, offset, said) => {
    const within = ['faketime', '-f', offset];
    const look = { language: 'zh-CN', theme: 'light' } as const;
    const station = await Workstation.open({ browser, center, codes: new Map(), within }, 'ba-chen', look);
    const lights = station.page.locator('.light-list > li');
    const clock = lights.nth(lightNames.indexOf('clock'));
    await expect.poll(() => clock.innerText()).toMatch(said);
    const [, here = '', there = ''] = said.exec(await clock.innerText()) ?? [];
    expect(here).not.toBe(there);
    expect(await lights.locator('.light-word.light-bad').count()).toBe(1);
    await station.close();
  });
});
