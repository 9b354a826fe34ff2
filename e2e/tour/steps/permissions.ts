import { approveOpen, openCase } from '../cases.ts';
import type { Person } from '../person.ts';
import type { Step } from '../step.ts';
import type { Tour } from '../tour.ts';

async function openAccount(tour: Tour, person: Person, word: string): Promise<void> {
  await person.goList('账号权限');
  await person.openRow(word);
  tour.notes.set('opened', word);
}

/** The second permission manager approves this act on the account; an older case of it may still be in the list. */
async function agree(tour: Tour, verb: string, picture: string): Promise<void> {
  const second = await tour.as('qf-zhao');
  await openCase(second, `${verb} · ${tour.note('account')} ${tour.fiction.name}`);
  await tour.shot(second, picture);
  await approveOpen(second);
}

async function conflict(tour: Tour): Promise<string> {
  const manager = await tour.as('qx-wang');
  const { pane } = manager;
  await openAccount(tour, manager, tour.fiction.name);
  await manager.act('析权');
  await manager.pick(pane.getByLabel('被析权的权限', { exact: true }), '直接列出权限');
  const part = pane.getByRole('region', { name: '第 1 份' });
  await manager.pickRecord(part.getByLabel('添加网站范围', { exact: true }), tour.note('site'));
  await manager.pick(part.getByLabel('栏目', { exact: true }), '全站');
  await part.getByRole('checkbox', { name: '编辑', exact: true }).check();
  await part.getByRole('checkbox', { name: '一审', exact: true }).check();
  await pane.getByRole('button', { name: '预览变更' }).click();
  await pane.getByText('不符合规定,不能办理').waitFor();
  const refusal = pane.getByRole('alert').getByText(/不得同时具有/);
  await refusal.waitFor();
  await tour.shot(manager, 'conflict-preview');
  // Sent all the same, it is refused and stands in the log.
  await pane.getByRole('button', { name: '析权', exact: true }).click();
  await pane.getByText('不符合规定,不能办理').waitFor({ state: 'hidden' });
  await refusal.waitFor();
  await tour.shot(manager, 'conflict-refused');
  return refusal.innerText();
}

async function split(tour: Tour): Promise<void> {
  const manager = await tour.as('qx-wang');
  const { pane } = manager;
  await pane.getByText('草稿已自动保存').waitFor();
  await pane.getByRole('button', { name: '取消', exact: true }).click();
  await manager.act('析权');
  await pane.getByRole('button', { name: '放弃草稿' }).click();
  const rest = pane.getByRole('region', { name: '未分配' });
  await rest.getByRole('button', { name: '编辑', exact: true }).click();
  await rest.getByRole('button', { name: '送审', exact: true }).click();
  await pane.getByText('还有 1 项权限未分配').waitFor();
  await tour.shot(manager, 'split-rest-left');
  await pane.getByRole('button', { name: '增加一份' }).click();
  await pane.getByRole('region', { name: '第 2 份' }).getByRole('button', { name: '全部归入此份' }).click();
  await pane.getByText('已全部分配,可以提交。').waitFor();
  await tour.shot(manager, 'split-complete');
  await manager.finish('析权');
}

async function grant(tour: Tour): Promise<void> {
  const manager = await tour.as('qx-wang');
  const { pane, page } = manager;
  await manager.act('授权');
  const grants = pane.getByLabel('授权单', { exact: true });
  await grants.click();
  const options = page.locator(
    '.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option',
  );
  await options.first().waitFor();
  for (const option of await options.all()) await option.click();
  await grants.press('Escape');
  const from = pane.getByLabel('自', { exact: true });
  await from.fill(tour.fiction.day(0));
  await from.press('Enter');
  const to = pane.getByLabel('至', { exact: true });
  await to.fill(tour.fiction.day(300));
  await to.press('Enter');
  await pane.getByLabel('依据', { exact: true }).fill('单位来函〔2026〕12号');
  await manager.finish('授权', '承担本单位网站栏目采编,按备案岗位授权');
  await tour.shot(manager, 'grant-proposed');
}

async function factors(tour: Tour): Promise<void> {
  const admin = await tour.as('xt-sun');
  const { pane } = admin;
  await openAccount(tour, admin, tour.fiction.name);
  await admin.act('登记鉴别方式');
  const list = pane.getByLabel('鉴别方式', { exact: true });
  for (const factor of ['口令', '数字证书']) await admin.pick(list, factor);
  await list.press('Escape');
  const addresses = pane.getByLabel('允许地址', { exact: true });
  await addresses.fill('10.1.11.120');
  await addresses.press('Enter');
  await addresses.press('Escape');
  await pane.getByRole('checkbox', { name: '已签安全承诺' }).check();
  await admin.finish('登记鉴别方式', '本人到场核验,签署安全承诺');
  await admin.act('绑定证书');
  await pane.getByLabel('证书序列号', { exact: true }).fill(tour.fiction.certSerial);
  await pane.getByLabel('证书指纹(SHA-256)', { exact: true }).fill(tour.fiction.certFingerprint);
  const expiry = pane.getByLabel('证书到期日', { exact: true });
  await expiry.fill(tour.fiction.day(360));
  await expiry.press('Enter');
  await admin.finish('绑定证书', '发放证书');
  await tour.shot(admin, 'factors');
}

/** The permission manager and his second: 析权, 授权, 启用 of the new account. */
export const permissionSteps: readonly Step[] = [
  { what: '提出冲突权限, 被拒绝并显示条款 (conflicting rights refused)', run: conflict },
  { what: '析权至未分配为空 (split until nothing is left)', run: split },
  { what: '授权, 提交复核 (rights proposed)', run: grant },
  {
    what: '第二名权限管理员批准授权 (grant approved)',
    run: (tour) => agree(tour, '授权', 'grant-approval'),
  },
  { what: '系统管理员登记鉴别方式并绑定证书 (factors and certificate)', run: factors },
  {
    what: '启用, 第二人批准 (enabled by two)',
    run: async (tour) => {
      const manager = await tour.as('qx-wang');
      await openAccount(tour, manager, tour.fiction.name);
      await manager.act('启用');
      await manager.finish('启用', '鉴别方式和证书已登记');
      await agree(tour, '启用', 'enable-approval');
      await openAccount(tour, manager, tour.fiction.name);
      await manager.pane.getByText('已启用', { exact: true }).first().waitFor();
      await tour.shot(manager, 'account-active');
    },
  },
  {
    what: '权限矩阵 (permission matrix)',
    run: async (tour) => {
      const manager = await tour.as('qx-wang');
      await manager.goList('账号权限');
      await manager.page.getByText('权限矩阵', { exact: true }).click();
      await manager.page.getByRole('grid', { name: '权限矩阵' }).getByRole('img').first().waitFor();
      // The names of the sites come a moment after their columns.
      await manager.page
        .getByRole('columnheader', { name: tour.note('site') })
        .first()
        .waitFor();
      await tour.shot(manager, 'permission-matrix');
    },
  },
];
