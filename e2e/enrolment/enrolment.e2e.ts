import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from '../screens/axe.ts';
import { chromiumPath } from '../support/browser.ts';
import { loopbackTarget, type Target } from '../support/target.ts';
import { type EmptyCenter, openEmptyCenter } from './emptyCenter.ts';
import { Newcomer } from './newcomer.ts';

const why = chromiumPath() === null ? 'no Chromium here, set CHROMIUM' : null;
if (why !== null) process.stdout.write(`enrolment: not run, ${why}\n`);

const people = [
  ['系统管理员', '孙样五', 'xt-sun', '320400198704230019'],
  ['安全管理员', '周样六', 'aq-zhou', '320400199110180004'],
  ['安全审计员', '吴示七', 'sj-wu', '32040019830315000X'],
  ['权限管理员', '王示三', 'qx-wang', '320400197811050019'],
  ['权限复核员', '赵示四', 'qf-zhao', '320400199302140007'],
] as const;

const BY_CODE = '凭领取码申领凭据';

describe.skipIf(why !== null)('an empty center is set up and gives its people their credentials', () => {
  let center: EmptyCenter;
  let target: Target;
  const codes = new Map<string, string>();
  const opened: Newcomer[] = [];

  async function newcomer(accountNo: string): Promise<Newcomer> {
    const someone = new Newcomer(accountNo, await target.open(center.profileDir));
    someone.page.setDefaultTimeout(20_000);
    opened.push(someone);
    return someone;
  }

  /** Takes over under the bootstrap's code and signs in. */
  async function enrolled(accountNo: string): Promise<Newcomer> {
    const someone = await newcomer(accountNo);
    await someone.apply(BY_CODE, codes.get(accountNo) ?? '');
    await someone.page.getByRole('img', { name: '动态口令二维码' }).waitFor();
    expect(await axeFaults(someone.page)).toEqual([]);
    await someone.takeOver(true);
    await someone.signIn();
    return someone;
  }

  beforeAll(async () => {
    center = await openEmptyCenter();
    target = await loopbackTarget(chromiumPath() ?? '');
  });
  afterAll(async () => {
    for (const { client } of opened) await client.close();
    await target?.close();
    await center?.close();
  });

  it('with the code the server printed the first five people are appointed; a wrong one opens nothing', async () => {
    const { page } = await newcomer('');
    await page.getByRole('button', { name: '首次设立中心' }).click();
    await page.getByLabel('设立码').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    for (const [role, name, accountNo, idNumber] of people) {
      await page.getByLabel(`${role} 姓名`).fill(name);
      await page.getByLabel(`${role} 账号`).fill(accountNo);
      await page.getByLabel(`${role} 证件号码`).fill(idNumber);
    }
    const appoint = page.getByRole('button', { name: '任命', exact: true });
    await page.getByLabel('设立码').fill('AAAA-BBBB-CCCC-DDDD');
    await appoint.click();
    await page.getByText('设立码不符').waitFor();
    await page.getByLabel('设立码').fill(center.bootstrapCode);
    await appoint.click();
    await page.getByRole('heading', { name: '任命完成' }).waitFor();
    for (const [, , accountNo] of people) {
      const line = page.getByRole('row').filter({ hasText: accountNo });
      codes.set(accountNo, await line.locator('strong').innerText());
    }
    expect(new Set(codes.values()).size).toBe(people.length);
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('button', { name: '已全部记下' }).click();
    await page.getByRole('heading', { name: '连接网关未打开' }).waitFor();
    expect(await page.getByRole('button', { name: '首次设立中心' }).count()).toBe(0);
  });

  it('a lost authenticator is replaced when a second person has approved, and a certificate renewed without signing in again', async () => {
    const manager = await enrolled('qx-wang');
    await manager.page.getByRole('button', { name: '锁定' }).click();
    await manager.page.locator('#password').waitFor();

    const administrator = await enrolled('xt-sun');
    await administrator.go('/credentials?act=open&id=0190d5f0-0000-7000-8000-000000000001');
    const pane = administrator.page.locator('aside.pane');
    await pane.getByRole('combobox', { name: /账号/ }).fill('qx-wang');
    await administrator.page.locator('.ant-select-item-option').filter({ hasText: 'qx-wang' }).click();
    await pane.getByRole('combobox', { name: /申领类别/ }).click();
    await administrator.page.locator('.ant-select-item-option').filter({ hasText: '恢复动态口令' }).click();
    await pane.getByRole('textbox', { name: /^事由/ }).fill('手机遗失,本人到窗口申请');
    await pane.getByRole('button', { name: '预览变更' }).click();
    await administrator.send('发起申领');
    await pane.getByRole('button', { name: '生成领取码' }).click();
    const code = await pane.locator('.one-time-code .code').innerText();
    expect(await pane.getByRole('button', { name: '核准' }).count()).toBe(0);

    await manager.apply('忘记口令、丢失动态口令或证书?', code);
    await manager.page.getByRole('heading', { name: '等待核准' }).waitFor();
    expect(await axeFaults(manager.page)).toEqual([]);

    const security = await enrolled('aq-zhou');
    await approveFirst(security);
    await manager.takeOver(false);
    await manager.signIn();

    await administrator.go('/settings');
    await administrator.page.getByRole('button', { name: '续期' }).click();
    const mine = administrator.page.locator('.settings .fingerprint-groups');
    await mine.waitFor();
    const compared = await approveFirst(security);
    expect(compared).toBe(await mine.innerText());
    // Nobody has to wait in front of it: the client takes it over by itself.
    await administrator.page.getByText('已换用新证书,会话继续。').waitFor();
    await administrator.page.getByRole('button', { name: '续期' }).waitFor();
    expect(await administrator.page.locator('#password').count()).toBe(0);
    // The session goes on under the new certificate: the center still answers.
    await administrator.go('/certificates');
    await administrator.page.getByRole('combobox', { name: '状态' }).click();
    await administrator.page.locator('.ant-select-item-option').filter({ hasText: '全部' }).click();
    const rows = administrator.page.getByRole('row').filter({ hasText: 'xt-sun' });
    await rows.filter({ hasText: '已吊销' }).filter({ hasText: '已换发' }).waitFor();
    await rows.filter({ hasText: '有效' }).waitFor();
    await administrator.page.getByText(/列有 1 张证书/).waitFor();
  });
});

/** The security administrator approves what waits; @returns the fingerprint on their screen, empty where there is none */
async function approveFirst(security: Newcomer): Promise<string> {
  const { page } = security;
  await page.getByRole('navigation').getByRole('link', { name: '凭据' }).click();
  await page.locator('.grid-row').filter({ hasText: '待核准' }).locator('[role="rowheader"]').click();
  const pane = page.locator('aside.pane');
  await pane
    .getByRole('group', { name: '可办理事项' })
    .getByRole('button', { name: '核准', exact: true })
    .waitFor();
  const fingerprint = pane.locator('.fingerprint-groups');
  const compared = (await fingerprint.count()) > 0 ? await fingerprint.innerText() : '';
  await pane
    .getByRole('group', { name: '可办理事项' })
    .getByRole('button', { name: '核准', exact: true })
    .click();
  await pane.getByRole('combobox', { name: /核验方式/ }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: '当面核验' }).click();
  await security.send('核准');
  await page.locator('.grid-row').filter({ hasText: '待核准' }).waitFor({ state: 'detached' });
  return compared;
}
