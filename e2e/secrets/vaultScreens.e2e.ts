import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from '../screens/axe.ts';
import { chineseWords, layoutFaults } from '../screens/layout.ts';
import { type Look, Workstation } from '../screens/workstation.ts';
import { chromiumPath } from '../support/browser.ts';
import { openTourCenter, type TourCenter } from '../tour/center.ts';

const executablePath = chromiumPath();
if (executablePath === null) process.stdout.write('vault screens: no Chromium here, set CHROMIUM; not run\n');

const PASSPHRASE = 'a long passphrase of nobody';
const looks: readonly Look[] = [
  { language: 'zh-CN', theme: 'light' },
  { language: 'en-US', theme: 'dark' },
];

/** Faults of the page as it stands, by axe and by eye rules, at both sizes. */
async function faultsOf(page: Page, { language }: Look): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of [
    { width: 1920, height: 1080 },
    { width: 1366, height: 768 },
  ]) {
    await page.setViewportSize(size);
    for (const fault of await layoutFaults(page)) found.push(`at ${size.width}: ${fault}`);
  }
  const words = language === 'en-US' ? await chineseWords(page) : [];
  return [...found, ...words.map((line) => `Chinese: ${line}`), ...(await axeFaults(page))];
}

describe.skipIf(executablePath === null)('the vault, by keyboard, in both languages', () => {
  let browser: Browser;
  let center: TourCenter;

  beforeAll(async () => {
    center = await openTourCenter(process.env['CENTER_DATA'] ?? 'none');
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await center?.close();
  });

  it.each(looks)('$language $theme: offered, made, locked, wrong, opened', async (look) => {
    const place = { browser, center, codes: new Map(), more: ['--vault-idle-minutes', '0.3'] };
    const station = await Workstation.open(place, 'ba-chen', look);
    const { page } = station;
    const note = page.locator('.entrance-note');
    await note.waitFor();
    expect(await faultsOf(page, look)).toEqual([]);

    await note.locator('button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('[role="dialog"] input:focus').waitFor();
    await page.keyboard.type(PASSPHRASE);
    expect(await faultsOf(page, look)).toEqual([]);
    await page.locator('[role="dialog"] input').nth(1).focus();
    await page.keyboard.type(PASSPHRASE);
    await page.keyboard.press('Enter');
    await note.waitFor({ state: 'detached' });

    // Nobody touches it for eighteen seconds.
    const field = page.locator('#vault-passphrase');
    await field.waitFor({ timeout: 30_000 });
    expect(await faultsOf(page, look)).toEqual([]);
    await page.locator('#vault-passphrase:focus').waitFor();
    await page.keyboard.type('not the passphrase');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await faultsOf(page, look)).toEqual([]);
    await page.keyboard.type(PASSPHRASE);
    await page.locator('button[type="submit"]:enabled').waitFor();
    await page.keyboard.press('Enter');
    await station.signIn();

    await field.waitFor({ timeout: 30_000 });
    expect(await faultsOf(page, look)).toEqual([]);
    await page.locator('#vault-passphrase:focus').waitFor();
    await page.keyboard.type(PASSPHRASE);
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
    await page.locator('main h1').first().waitFor();
    expect(station.thrown).toEqual([]);
    await station.close();
  });
});
