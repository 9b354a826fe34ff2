import type { Step } from '../step.ts';

/** Sign-in and workbench of the filing clerk, and the units and sites the later steps are about. */
export const entranceSteps: readonly Step[] = [
  {
    what: '备案员登录 (sign in as filing clerk)',
    run: async (tour) => {
      const clerk = await tour.atEntrance('ba-chen');
      await tour.shot(clerk, 'sign-in');
      await clerk.signIn();
    },
  },
  {
    what: '工作台 (workbench)',
    run: async (tour) => {
      const clerk = await tour.as('ba-chen');
      await clerk.page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
      const lines = clerk.page.locator('main').getByRole('button');
      await lines.first().waitFor();
      await tour.shot(clerk, 'workbench');
      return `${await lines.count()} 项`;
    },
  },
  {
    what: '单位网站 (a site that is online)',
    run: async (tour) => {
      const clerk = await tour.as('ba-chen');
      await clerk.go('单位网站');
      const row = clerk.page.getByRole('row').filter({ hasText: '已上线' }).first();
      const cells = await row.getByRole('rowheader').or(row.getByRole('gridcell')).allInnerTexts();
      await tour.shot(clerk, 'sites');
      return cells.join('|');
    },
  },
];
