import type { Page } from 'playwright-core';
import type { Client } from '../support/target.ts';
import { Codes } from '../tour/codes.ts';
import { sendForm } from '../tour/sendForm.ts';

const PASSWORD = '只有本人知道-2026-Abc';

/** Somebody who comes to a workstation without any credentials and leaves with all of them. */
export class Newcomer {
  readonly accountNo: string;
  readonly client: Client;
  #codes: Codes | null = null;

  constructor(accountNo: string, client: Client) {
    this.accountNo = accountNo;
    this.client = client;
  }

  get page(): Page {
    return this.client.page;
  }

  code(): Promise<string> {
    if (this.#codes === null) throw new Error(`${this.accountNo} has no authenticator yet`);
    return this.#codes.next();
  }

  /** Account number and one-time code at the entrance. */
  async apply(door: string, code: string): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: door }).click();
    await page.getByLabel('账号', { exact: true }).fill(this.accountNo);
    await page.getByLabel('领取码').fill(code);
    await page.getByRole('button', { name: '提交申领' }).click();
  }

  /** Sets the authenticator up from the key shown under the QR code, and gives its first code. */
  async takeOver(withPassword: boolean): Promise<void> {
    const { page } = this;
    await page.getByRole('img', { name: '动态口令二维码' }).waitFor();
    const secret = await page.locator('.enrol-authenticator .code').first().innerText();
    this.#codes = new Codes(secret);
    await page.getByLabel('验证器显示的动态口令(6 位)').fill(await this.code());
    if (withPassword) {
      await page.getByLabel(/^设置口令/).fill(PASSWORD);
      await page.getByLabel('再次输入口令').fill(PASSWORD);
    }
    await page.getByRole('button', { name: '领取并启用' }).click();
    await page.locator('#password').waitFor();
  }

  async signIn(): Promise<void> {
    const { page } = this;
    await page.locator('#password').fill(PASSWORD);
    await page.locator('#code').fill(await this.code());
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
  }

  /** Opens a page of the frame by its address. */
  async go(route: string): Promise<void> {
    await this.page.goto(new URL(`#${route}`, this.page.url()).href);
  }

  /** Sends the form that is open. */
  send(button: string): Promise<void> {
    return sendForm(this.page, button, new RegExp(`${button}已完成`), () => this.code());
  }
}
