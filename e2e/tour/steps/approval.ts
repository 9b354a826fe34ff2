import { approveOpen, openCase } from '../cases.ts';
import type { Step } from '../step.ts';

/** The second person approves exactly what is on screen. */
export const approvalSteps: readonly Step[] = [
  {
    what: '复核员查看备案的变更效果 (the effect to approve)',
    run: async (tour) => {
      const reviewer = await tour.as('fh-li');
      await openCase(reviewer, tour.fiction.name);
      await tour.shot(reviewer, 'approval-effect');
    },
  },
  {
    what: '复核员批准备案 (the filing approved)',
    run: async (tour) => {
      const reviewer = await tour.as('fh-li');
      await approveOpen(reviewer);
      await tour.shot(reviewer, 'approval-done');
    },
  },
  {
    what: '复核员批准导入批次 (the import approved)',
    run: async (tour) => {
      const reviewer = await tour.as('fh-li');
      await openCase(reviewer, tour.note('importCase'));
      await tour.shot(reviewer, 'import-effect');
      await approveOpen(reviewer);
    },
  },
  {
    what: '备案当日生效, 账号开立 (in force the same day, the account is opened)',
    run: async (tour) => {
      const clerk = await tour.as('ba-qian');
      await clerk.goList('人员备案');
      await clerk.openRow(tour.fiction.name);
      await clerk.pane.getByText('生效', { exact: true }).first().waitFor();
      await tour.shot(clerk, 'filing-in-force');
      const title = await clerk.pane.getByRole('heading', { level: 2 }).innerText();
      await clerk.goList('账号权限');
      await clerk.openRow(tour.fiction.name);
      const account = await clerk.pane.getByRole('heading', { level: 2 }).innerText();
      tour.notes.set('account', account.split(' ')[0] ?? '');
      await tour.shot(clerk, 'account-opened');
      return `${title}; ${account}`;
    },
  },
];
