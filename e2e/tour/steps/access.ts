import { approveOpen, openCase } from '../cases.ts';
import type { Step } from '../step.ts';

/** Suspension at once, its undoing, and the end of an account. */
export const accessSteps: readonly Step[] = [
  {
    what: '单位经办人在另一台客户端登录 (a unit clerk signs in elsewhere)',
    run: async (tour) => {
      const clerk = await tour.as(tour.accountOf('U'));
      await clerk.goList('人员备案');
      await tour.shot(clerk, 'unit-clerk');
      return clerk.kit.displayName;
    },
  },
  {
    what: '用 Ctrl+Shift+P 立即暂停账号 (suspended at once by shortcut)',
    run: async (tour) => {
      const manager = await tour.as('qx-wang');
      const { page, pane } = manager;
      await manager.goList('账号权限');
      await manager.openRow(tour.accountOf('U'));
      await page.keyboard.press('Control+Shift+P');
      await manager.pick(pane.getByLabel('原因', { exact: true }), '疑似泄露');
      const until = pane.getByLabel('计划至', { exact: true });
      await until.fill(tour.fiction.day(7));
      await until.press('Enter');
      await pane.getByLabel('决定人', { exact: true }).fill('郑样八');
      await manager.finish('暂停', '口令疑似泄露,先行暂停');
      await pane.getByText('暂停', { exact: true }).first().waitFor();
      await tour.shot(manager, 'suspended');
    },
  },
  {
    what: '被暂停账号的会话立即结束 (the live session has ended)',
    run: async (tour) => {
      // Nobody touches anything there: the session is over, and the client notices by itself.
      const { page } = tour.opened(tour.accountOf('U'));
      await page.getByLabel('口令', { exact: true }).waitFor();
      await tour.shot(tour.opened(tour.accountOf('U')), 'session-ended');
    },
  },
  {
    what: '恢复启用, 第二人批准 (enabled again by two)',
    run: async (tour) => {
      const manager = await tour.as('qx-wang');
      await manager.act('启用');
      await manager.pane.getByLabel('证明材料', { exact: true }).fill('口令已重置,排查记录 2026-11');
      await manager.finish('启用', '泄露原因已消除');
      const second = await tour.as('qf-zhao');
      await openCase(second, `启用 · ${tour.accountOf('U')}`);
      await approveOpen(second);
      await tour.as(tour.accountOf('U'));
      await tour.shot(tour.opened(tour.accountOf('U')), 'signed-in-again');
    },
  },
  {
    what: '注销账号, 第二人批准 (revoked by two)',
    run: async (tour) => {
      const manager = await tour.as('qx-wang');
      const { pane } = manager;
      await manager.goList('账号权限');
      await manager.openRow(tour.fiction.name);
      await manager.act('注销');
      await manager.pick(pane.getByLabel('交接依据', { exact: true }), '交接单');
      await pane.getByLabel('交接记录', { exact: true }).fill('交接单 JJ-2026-09');
      await pane.getByRole('checkbox', { name: '证书、UKey 已交回并吊销' }).check();
      await pane.getByRole('checkbox', { name: '已签离岗保密承诺' }).check();
      await manager.finish('注销', '调离岗位');
      const second = await tour.as('qf-zhao');
      await openCase(second, `注销 · ${tour.note('account')} ${tour.fiction.name}`);
      await tour.shot(second, 'revoke-approval');
      await approveOpen(second);
      await manager.goList('账号权限');
      await manager.openRow(tour.fiction.name);
      await pane.getByText('注销', { exact: true }).first().waitFor();
      await tour.shot(manager, 'revoked');
    },
  },
];
