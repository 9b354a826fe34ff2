import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import * as z from 'zod';
import { launchLoopbackHost, type RunningHost } from '../support/loopbackHost.ts';
import type { SignInKit, TourCenter } from '../tour/center.ts';
import { Codes } from '../tour/codes.ts';

const logLineSchema = z.looseObject({ time: z.iso.datetime(), event: z.string().optional() });

/** How the client looks; the settings of a workstation. */
export interface Look {
  readonly language: 'zh-CN' | 'en-US';
  readonly theme: 'light' | 'dark';
}

/** Every language with every theme. */
export const looks: readonly Look[] = [
  { language: 'zh-CN', theme: 'light' },
  { language: 'en-US', theme: 'light' },
  { language: 'zh-CN', theme: 'dark' },
  { language: 'en-US', theme: 'dark' },
];

export interface Place {
  readonly browser: Browser;
  readonly center: TourCenter;
  /** Codes of each account, shared by its workstations: a code is taken once. */
  readonly codes: Map<string, Codes>;
  /** Another build of the page than the one in `dist`. */
  readonly rendererDir?: string;
  /** Words before the client's command, such as those that put it into another network. */
  readonly within?: readonly string[];
  /** More words of the client's command line. */
  readonly more?: readonly string[];
}

/** One account's client at a workstation of its own, driven without a word of any language. */
export class Workstation {
  readonly page: Page;
  readonly kit: SignInKit;
  /** Errors that the page has thrown so far. */
  readonly thrown: string[] = [];
  readonly #place: Place;
  readonly #host: RunningHost;
  readonly #context: BrowserContext;
  readonly #dataDir: string;

  private constructor(
    place: Place,
    kit: SignInKit,
    host: RunningHost,
    context: BrowserContext,
    page: Page,
    dataDir: string,
  ) {
    this.#place = place;
    this.kit = kit;
    this.#host = host;
    this.#context = context;
    this.page = page;
    this.#dataDir = dataDir;
    page.on('pageerror', (error) => this.thrown.push(error.message));
  }

  /** Starts the client of an account, or of the first `unit` clerk, with these settings; it stands at the sign-in, or at the gate where that is closed. */
  static async open(place: Place, accountNo: string, look: Look, profileDir?: string): Promise<Workstation> {
    const kit = place.center.accounts.find((account) =>
      accountNo === 'unit' ? account.role === 'U' : account.accountNo === accountNo,
    );
    if (!kit) throw new Error(`No account ${accountNo} in sign-in.json`);
    const dataDir = mkdtempSync(join(tmpdir(), 'egov-screens-'));
    const settings = { ...look, density: 'standard', navigation: 'open' };
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ settings }));
    const { rendererDir, within, more } = place;
    const host = await launchLoopbackHost({
      profileDir: profileDir ?? place.center.profileDir,
      dataDir,
      ...(rendererDir !== undefined && { rendererDir }),
      ...(within !== undefined && { within }),
      ...(more !== undefined && { more }),
    });
    const context = await place.browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(host.url);
    await page.locator('.entrance').waitFor();
    return new Workstation(place, kit, host, context, page, dataDir);
  }

  /** Certificate, password and code, by keyboard alone. */
  async signIn(): Promise<void> {
    const { page, kit } = this;
    await this.chooseCertificate();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await page.locator('#password').focus();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(kit.password);
      await page.locator('#code').focus();
      await page.keyboard.insertText(await this.code());
      await page.keyboard.press('Enter');
      await page.locator('nav, [role="alert"]').first().waitFor();
      if (await page.locator('nav').isVisible()) return;
    }
    throw new Error(`${kit.accountNo} could not sign in: ${await page.locator('body').innerText()}`);
  }

  /** Instants (ms) at which the client wrote down this event. */
  logged(event: string): readonly number[] {
    const lines = readFileSync(join(this.#dataDir, 'client.log'), 'utf8').split('\n');
    // What follows the last end of a line is still being written.
    const entries = lines.slice(0, -1).map((line) => logLineSchema.parse(JSON.parse(line)));
    return entries.flatMap((entry) => (entry.event === event ? [Date.parse(entry.time)] : []));
  }

  /** A one-time code that was not used before. */
  code(): Promise<string> {
    const { codes } = this.#place;
    const own = codes.get(this.kit.accountNo) ?? new Codes(this.kit.seed);
    codes.set(this.kit.accountNo, own);
    return own.next();
  }

  /** Chooses the account's certificate in the list, by arrows and Enter. */
  async chooseCertificate(): Promise<void> {
    const { page, kit } = this;
    const shown = page.locator('.ant-select').first();
    await page.locator('#certificate').focus();
    for (let turn = 0; turn < 40; turn += 1) {
      if ((await shown.innerText()).includes(`${kit.accountNo} · `)) return;
      await page.keyboard.press('Enter');
      const option = page.locator('.ant-select-item-option').filter({ hasText: `${kit.accountNo} · ` });
      await option.waitFor();
      for (let step = 0; step < 40; step += 1) {
        if ((await option.getAttribute('class'))?.includes('ant-select-item-option-active')) break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
      await shown.filter({ hasText: `${kit.accountNo} · ` }).waitFor();
    }
  }

  /** Changes language and theme on the settings page. */
  async look({ language, theme }: Look): Promise<void> {
    await this.go('/settings');
    const choices = this.page.locator('.settings .ant-segmented');
    await choices
      .nth(0)
      .locator('.ant-segmented-item')
      .nth(language === 'zh-CN' ? 0 : 1)
      .click();
    await choices
      .nth(1)
      .locator('.ant-segmented-item')
      .nth(theme === 'light' ? 0 : 1)
      .click();
    await this.page.locator(`html[lang="${language}"][data-theme="${theme}"]`).waitFor();
  }

  /** Opens a route and waits until everything on it has come. */
  async go(route: string): Promise<void> {
    // What lies over the page of before would lie over this one, too.
    if (
      await this.page
        .locator('[role="dialog"][aria-modal="true"]:visible, .ant-popover:visible, .ant-dropdown:visible')
        .first()
        .isVisible()
    )
      await this.page.keyboard.press('Escape');
    await this.jump('/no-such-page');
    await this.jump(route);
    await this.page.locator('main h1').first().waitFor();
    await this.settle();
  }

  /** Changes the address as a link does, without waiting. */
  async jump(route: string): Promise<void> {
    await this.page.goto(new URL(`#${route}`, this.page.url()).href);
  }

  /** Waits until nothing on the page is on its way any more. */
  async settle(): Promise<void> {
    const waiting = this.page.locator('[aria-busy="true"], .grid-waiting, .ant-btn-loading');
    while ((await waiting.count()) > 0) await waiting.first().waitFor({ state: 'detached' });
    // Two frames: what has come is also drawn.
    await this.page.evaluate(
      'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
    );
  }

  async close(): Promise<void> {
    await this.#context.close();
    await this.#host.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
