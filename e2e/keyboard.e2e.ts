import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Workstation } from './screens/workstation.ts';
import { chromiumPath } from './support/browser.ts';
import { openTourCenter, type TourCenter } from './tour/center.ts';

const executablePath = chromiumPath();
if (executablePath === null) process.stdout.write('keyboard: no Chromium here, set CHROMIUM; not run\n');

/** What the person who never takes the hand off the keyboard has: one key after another, and the eye. */
class Keys {
  readonly station: Workstation;

  constructor(station: Workstation) {
    this.station = station;
  }

  get page(): Page {
    return this.station.page;
  }

  /** Presses keys one after the other; after each the focus is somewhere, and it can be seen. */
  async press(...chords: readonly string[]): Promise<void> {
    for (const chord of chords) {
      await this.page.keyboard.press(chord);
      await expect.poll(() => this.focus(), { message: `focus after ${chord}` }).not.toBe('BODY');
    }
  }

  /** What has the focus: tag and name; `BODY` when it is lost. */
  focus(): Promise<string> {
    return this.page.evaluate(
      `(() => { const at = document.activeElement;
        if (!at || at === document.body) return 'BODY';
        return [at.tagName, at.id, at.getAttribute('role'), at.dataset.row].filter(Boolean).join(' '); })()`,
    );
  }

  /** Is the focus ring drawn: an outline, or the frame and shadow of a field. */
  isFocusSeen(): Promise<boolean> {
    return this.page.evaluate(
      `(() => { const at = document.activeElement;
        const drawn = (one) => { const style = getComputedStyle(one);
          return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none'; };
        const holder = at.closest('.ant-input-affix-wrapper, .ant-select, .ant-picker, .ant-segmented-item, .ant-checkbox');
        return drawn(at) || (holder !== null && (drawn(holder) || at.getBoundingClientRect().height > 0)); })()`,
    );
  }

  async sees(selector: string, text?: string | RegExp): Promise<void> {
    const place = this.page.locator(selector);
    await (text === undefined ? place : place.filter({ hasText: text })).first().waitFor();
  }

  async seesNo(selector: string): Promise<void> {
    await this.page.locator(selector).first().waitFor({ state: 'hidden' });
  }

  /** Walks with Tab until the focus is on what is asked for. */
  async tabTo(selector: string): Promise<void> {
    for (let step = 0; step < 80; step += 1) {
      if (await this.page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
      await this.press('Tab');
      expect(await this.isFocusSeen(), `focus is seen at ${await this.focus()}`).toBe(true);
    }
    throw new Error(`Tab never comes to ${selector}`);
  }

  /** Answers the demand for a fresh code where it is made. */
  async proveIfAsked(done: string): Promise<void> {
    const code = this.page.locator('#step-up-code');
    await code.or(this.page.locator(done)).first().waitFor();
    if (!(await code.isVisible())) return;
    await this.sees('#step-up-code:focus');
    await this.page.keyboard.type(await this.station.code());
    await this.page.keyboard.press('Enter');
    await code.waitFor({ state: 'hidden' });
  }
}

describe.skipIf(executablePath === null)('with the keyboard alone', () => {
  let browser: Browser;
  let center: TourCenter;
  const codes = new Map();
  let keys: Keys | null = null;

  beforeAll(async () => {
    center = await openTourCenter(process.env['CENTER_DATA'] ?? 'none');
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterEach(async () => {
    const thrown = keys?.station.thrown ?? [];
    await keys?.station.close();
    keys = null;
    expect(thrown).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await center?.close();
  });

  const signedIn = async (account: string): Promise<Keys> => {
    const rendererDir = process.env['RENDERER_DIR'];
    const place = { browser, center, codes, ...(rendererDir !== undefined && { rendererDir }) };
    const station = await Workstation.open(place, account, { language: 'zh-CN', theme: 'light' });
    keys = new Keys(station);
    await station.chooseCertificate();
    await station.page.keyboard.press('Tab');
    await station.page.locator('#password:focus').waitFor();
    await station.page.keyboard.type(station.kit.password);
    await keys.tabTo('#code');
    await station.page.keyboard.type(await station.code());
    await station.page.keyboard.press('Enter');
    await keys.sees('nav');
    await keys.sees('main h1');
    return keys;
  };

  it('the filing clerk signs in, filters, reads, drafts, exports and locks', async () => {
    const at = await signedIn('ba-chen');
    const { page } = at;
    await page.keyboard.press('Alt+2');
    await at.sees('h1', '人员备案');
    await at.sees('.grid-row [role="rowheader"]');
    await at.press('/');
    expect(await at.focus()).toContain('INPUT');
    // Letters that are acts elsewhere are letters in a field.
    await page.keyboard.type('nard?');
    expect(await page.locator('.filter-text input').inputValue()).toBe('nard?');
    await at.seesNo('.key-list');
    await at.seesNo('aside.pane');
    await at.press('Control+A', 'Delete');
    await at.sees('.grid-row [role="rowheader"]');

    await at.tabTo('.grid [data-row]');
    await at.press('ArrowDown', 'j', 'j', 'k', 'ArrowDown', 'Enter');
    await at.sees('aside.pane .pane-acts');
    const row = await page.locator('.grid-row.is-open').getAttribute('aria-rowindex');
    await at.press('j');
    await expect.poll(() => page.locator('.grid-row.is-open').getAttribute('aria-rowindex')).not.toBe(row);
    const opened = page.locator('.grid-row.is-open [role="rowheader"]');
    // The focus follows the opened row a frame later.
    await expect.poll(() => at.focus()).toContain(`rowheader ${await opened.getAttribute('data-row')}`);
    const place = await at.focus();
    await at.press('Escape');
    await at.seesNo('aside.pane');
    expect(await at.focus()).toBe(place);

    await at.press('n');
    await at.sees('.form-foot');
    await expect.poll(() => at.focus()).toContain('f-');
    await at.tabTo('#f-name');
    await page.keyboard.type('程样九');
    await at.sees('.form-foot', '草稿');
    await at.press('Escape');
    await at.seesNo('aside.pane');
    await at.press('n');
    await at.sees('.form-foot');

    await at.press('Escape');
    await at.seesNo('aside.pane');
    await at.press('Control+e');
    await at.sees('.ant-modal');
    await at.press('Escape');
    await at.seesNo('.ant-modal');
    await at.press('?');
    await at.sees('.key-list');
    await at.press('Escape');
    await at.seesNo('.key-list');
    await at.press('Alt+0');
    await at.sees('.gate-popover');
    await at.press('Escape');
    await at.seesNo('.gate-popover');

    await at.press('Control+k');
    await at.sees('#palette-list');
    await page.keyboard.type('qf-zhao');
    await at.sees('.palette-item', 'qf-zhao');
    await at.press('Enter');
    await at.sees('aside.pane h2', 'qf-zhao');
    await page.keyboard.press('Control+Shift+L');
    await at.sees('#password');
  });

  it('no letter acts while an input method composes', async () => {
    const at = await signedIn('ba-qian');
    const { page } = at;
    await page.keyboard.press('Alt+2');
    await at.sees('.grid-row [role="rowheader"]');
    await at.tabTo('.grid [data-row]');
    await page.evaluate(`document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'n', isComposing: true, bubbles: true, cancelable: true }))`);
    await page.evaluate(`document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Process', code: 'KeyN', bubbles: true, cancelable: true }))`);
    await at.station.settle();
    expect(await page.locator('aside.pane').count()).toBe(0);
    await at.press('n');
    await at.sees('.form-foot');
  });

  it('the second person sees the effect, returns one case with a coded reason and approves another', async () => {
    const at = await signedIn('fh-li');
    const { page } = at;
    await page.keyboard.press('Alt+7');
    await at.sees('h1', '案件');
    await at.sees('.grid-row [role="rowheader"]');
    await at.tabTo('.grid [data-row]');
    const first = page.locator('.grid [role="rowheader"][data-row="0"]');
    const returned = await first.innerText();

    await at.press('Enter');
    await at.sees('aside.pane .effect');
    await at.press('r');
    await at.sees('.form-foot');
    await at.tabTo('#f-code, #f-reasonCode, aside input[role="combobox"]');
    await at.press('Enter', 'ArrowDown', 'Enter');
    await at.tabTo('textarea');
    await page.keyboard.type('请补充佐证材料');
    await at.press('Control+Enter');
    await at.proveIfAsked('.ant-message-notice');
    await at.sees('.ant-message-notice');
    await at.seesNo('.form-foot');
    await at.press('Escape');

    await at.seesNo('aside.pane');
    await expect
      .poll(() => first.innerText(), { message: 'the returned case leaves the list' })
      .not.toBe(returned);
    await at.press('Enter');
    await at.sees('aside.pane .effect');
    await at.press('a');
    await at.sees('.form-foot');
    await at.press('Control+Enter');
    // An approval ends something: it is asked once more, and the question's default is to go back.
    await at.sees('.ant-modal-confirm button:focus');
    await at.press('Tab', 'Enter');
    await at.proveIfAsked('aside.pane .tag-good');
    await at.sees('aside.pane .tag-good');
  });

  it('the permission manager suspends an account as far as its effect', async () => {
    const at = await signedIn('qx-wang');
    const { page } = at;
    await page.keyboard.press('Alt+3');
    await at.sees('.grid-row [role="rowheader"]');
    await at.tabTo('.grid [data-row]');
    await at.press('j', 'j', 'Enter');
    await at.sees('aside.pane .pane-acts');
    await at.press('Control+Shift+P');
    await at.sees('#f-cause');
    await expect.poll(() => at.focus()).toContain('f-');
    await at.tabTo('#f-cause');
    await at.press('Enter', 'ArrowDown', 'Enter');
    await at.tabTo('#f-reason');
    await page.keyboard.type('值班电话报告账号异常');
    await at.press('Control+Enter');
    await at.sees('aside.pane .effect');
    await at.press('Control+Enter');
    await at.sees('.ant-modal-confirm button:focus');
    await at.press('Escape');
    await at.seesNo('.ant-modal-confirm');
    await at.press('Escape');
    await at.sees('aside.pane .pane-acts');
  });
});
