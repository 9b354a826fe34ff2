import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from '../support/browser.ts';
import { loopbackTarget, type Target } from '../support/target.ts';
import { openTourCenter, type TourCenter } from '../tour/center.ts';
import { Person } from '../tour/person.ts';

const executablePath = chromiumPath();
if (executablePath === null) process.stdout.write('restart: no Chromium here, set CHROMIUM; not run\n');

describe.skipIf(executablePath === null)('work that is interrupted', () => {
  let center: TourCenter;
  let target: Target;
  let manager: Person;
  beforeAll(async () => {
    center = await openTourCenter('none');
    target = await loopbackTarget(executablePath ?? '');
    manager = await Person.open(target, center, 'qx-wang');
    await manager.signIn();
  });
  afterAll(async () => {
    await manager?.close();
    await target?.close();
    await center?.close();
  });

  it('by a server that goes down in the middle of a call: told once, no form lost, back by itself, the act carried out once', async () => {
    const { page, pane } = manager;
    const account = center.accounts.find(({ role }) => role === 'U')?.accountNo ?? '';
    await manager.goList('账号权限');
    await manager.openRow(account);
    await manager.act('暂停');
    await manager.pick(pane.getByLabel('原因', { exact: true }), '疑似泄露');
    const until = pane.getByLabel('计划至', { exact: true });
    await until.fill(new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10));
    await until.press('Enter');
    await pane.getByLabel('决定人', { exact: true }).fill('郑样八');
    const reason = pane.getByRole('textbox', { name: /^事由/ });
    await reason.fill('口令疑似泄露,先行暂停');

    // What the form asks of the server before it may be sent.
    await pane.getByRole('button', { name: '预览变更', exact: true }).click();
    await pane.getByRole('region', { name: '变更预览' }).waitFor();

    center.freeze();
    const lost = page.getByText('无法连接中心服务器。查看网关中的原因后重试');
    const closed = page.getByRole('alert').filter({ hasText: '网关已关闭' });
    await pane.getByRole('button', { name: '暂停', exact: true }).click();
    const question = page.getByRole('dialog', { name: /^确认/ });
    await question.getByRole('button', { name: '暂停', exact: true }).click();
    const back = center.restart();
    await lost.first().waitFor();
    expect(await lost.count()).toBe(1);
    expect(await reason.inputValue()).toBe('口令疑似泄露,先行暂停');

    await back;
    // The gate tries every five seconds; a look that began while the server stood still takes longer.
    await closed.waitFor({ state: 'detached', timeout: 60_000 });
    expect(await reason.inputValue()).toBe('口令疑似泄露,先行暂停');
    await manager.send('暂停', /暂停已完成/);
    await pane.getByText('暂停', { exact: true }).first().waitFor();
    expect(manager.pageErrors).toEqual([]);
  });

  it('by the end of the session: one sign-in, and the form is there as it was', async () => {
    const { page, pane } = manager;
    await page.keyboard.press('Escape');
    await manager.go('账号权限');
    await manager.openRow('qf-zhao');
    await manager.act('复查权限');
    const reason = pane.getByRole('textbox', { name: /^事由/ });
    await reason.fill('年度复查,写到一半');
    await pane
      .getByText(/草稿已自动保存/)
      .first()
      .waitFor();

    const administrator = await Person.open(target, center, 'xt-sun');
    await administrator.signIn();
    await administrator.go('账号权限');
    await administrator.openRow('qx-wang');
    const sessions = administrator.pane;
    await sessions.getByRole('button', { name: '强制下线' }).first().click();
    await sessions.getByRole('textbox', { name: /事由/ }).fill('值班电话要求');
    await sessions.getByRole('button', { name: '强制下线' }).last().click();
    const proof = administrator.page.getByRole('dialog', { name: '再次验证身份' });
    await proof.getByLabel('动态口令(6 位)').fill(await administrator.code());
    await proof.getByRole('button', { name: '验证并继续' }).click();

    await page.getByLabel('口令', { exact: true }).waitFor();
    await manager.signIn();
    await expect.poll(() => reason.inputValue()).toBe('年度复查,写到一半');
    await administrator.close();
  });
});
