import type { Locator, Page } from 'playwright-core';
import type { Client, Target } from '../support/target.ts';
import type { SignInKit, TourCenter } from './center.ts';
import { Codes } from './codes.ts';
import { sendForm } from './sendForm.ts';

/** One person at a workstation of their own: client, window, sign-in. */
export class Person {
  readonly kit: SignInKit;
  readonly client: Client;
  readonly page: Page;
  /** Errors the page has thrown so far; a good run has none. */
  readonly pageErrors: string[] = [];
  readonly #codes: Codes;

  private constructor(kit: SignInKit, client: Client) {
    this.kit = kit;
    this.client = client;
    this.page = client.page;
    this.#codes = new Codes(kit.seed);
    this.page.on('pageerror', (error) => this.pageErrors.push(error.message));
  }

  /** Starts a client for the account and opens its sign-in page. */
  static async open(target: Target, center: TourCenter, accountNo: string): Promise<Person> {
    const kit = center.accounts.find((account) => account.accountNo === accountNo);
    if (!kit) throw new Error(`No account ${accountNo} in sign-in.json`);
    const person = new Person(kit, await target.open(center.profileDir));
    const { page } = person;
    page.setDefaultTimeout(15_000);
    const password = page.getByLabel('口令', { exact: true });
    const again = page.getByRole('button', { name: '重新检查' });
    await password.or(again).first().waitFor({ timeout: 60_000 });
    // On a busy machine the first look at the center can come too late.
    if (await again.isVisible()) await again.click();
    await password.waitFor({ timeout: 60_000 });
    return person;
  }

  /** Certificate, password, one-time code. */
  async signIn(): Promise<void> {
    const { page, kit } = this;
    await this.pick(page.getByLabel('客户端证书', { exact: true }), kit.accountNo);
    // The list shows the certificate that the host really uses.
    await page.getByText(`${kit.accountNo} · `).filter({ visible: true }).first().waitFor();
    await page.getByLabel('口令', { exact: true }).fill(kit.password);
    const navigation = page.getByRole('navigation', { name: '主导航' });
    // Another program may have used the code of this half minute for the same account.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await page.getByLabel('动态口令(6 位)').fill(await this.code());
      await page.getByRole('button', { name: '登录', exact: true }).click();
      await navigation.or(page.getByRole('alert')).first().waitFor();
      if (await navigation.isVisible()) return;
    }
    await navigation.waitFor();
  }

  /** A one-time code that was not used before. */
  code(): Promise<string> {
    return this.#codes.next();
  }

  /** Opens a module by its name in the navigation. */
  async go(module: string): Promise<void> {
    const { page } = this;
    await page.getByRole('navigation').getByRole('link', { name: module }).click();
    // What is typed before the module stands as it was pressed belongs to the list of before.
    await page.waitForURL((url) => !/[?&](?:q|id)=/.test(url.hash));
    await page.getByRole('heading', { level: 1, name: module }).waitFor();
  }

  /** Opens a module and waits until its list is there. @returns rows it says it has */
  async goList(module: string): Promise<number> {
    await this.go(module);
    return this.total();
  }

  /** The total in the status line under the list. */
  async total(): Promise<number> {
    const line = this.page.getByRole('status').filter({ hasText: /条 · 截至/ });
    const text = await line.innerText();
    return Number(/(\d+) 条/.exec(text)?.[1] ?? Number.NaN);
  }

  /** Pane of the open record or form at the right. */
  get pane(): Locator {
    return this.page.getByRole('complementary');
  }

  /** Opens the only record that a search in the list finds. */
  async openRow(text: string): Promise<void> {
    const { page } = this;
    await page.getByRole('textbox', { name: '按名称、编号、拼音首字母筛选' }).fill(text);
    // The list has taken the filter up when its address holds it.
    await page.waitForURL((url) => decodeURIComponent(url.hash).includes(`q=${text}`));
    const row = page.getByRole('row').filter({ hasText: text }).first();
    await row.getByRole('rowheader').click();
    await this.pane.getByText(/^版本 /).waitFor();
  }

  /** Begins an act from the buttons of the open record. */
  async act(verb: string): Promise<void> {
    const button = this.pane
      .getByRole('group', { name: '可办理事项' })
      .getByRole('button', { name: verb, exact: true });
    const form = this.pane.getByRole('button', { name: '取消', exact: true });
    await button.click();
    await form.waitFor();
  }

  /** Chooses an entry of a selection list. */
  async pick(list: Locator, text: string): Promise<void> {
    await list.click();
    const { page } = this;
    const option = page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: text })
      .first();
    await option.click();
  }

  /** Chooses a record after typing a part of its name. */
  async pickRecord(list: Locator, text: string): Promise<void> {
    await list.click();
    await list.fill(text);
    const option = this.page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: text })
      .first();
    await option.click();
  }

  /** Types a reason, looks at the preview where the form demands one, and sends it. */
  async finish(verb: string, reason = ''): Promise<void> {
    const { pane } = this;
    if (reason !== '') await pane.getByRole('textbox', { name: /^事由/ }).fill(reason);
    const preview = pane.getByRole('button', { name: '预览变更', exact: true });
    const proposal = pane.getByRole('button', { name: `提交复核:${verb}`, exact: true });
    if (await preview.isVisible()) {
      await preview.click();
      await pane.getByRole('region', { name: '变更预览' }).waitFor();
    }
    const proposes = await proposal.isVisible();
    if (proposes) await this.send(`提交复核:${verb}`, /已提交复核,案件/);
    else await this.send(verb, new RegExp(`${verb}已完成`));
  }

  /** Sends the form that is open. */
  send(button: string, said: RegExp): Promise<void> {
    return sendForm(this.page, button, said, () => this.code());
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
