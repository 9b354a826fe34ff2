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
      await clerk.goList('单位网站');
      const row = clerk.page
        .getByRole('row')
        .filter({ hasText: '正常运行' })
        .filter({ hasText: '部门网站' })
        .first();
      const [site = ''] = await row.getByRole('rowheader').allInnerTexts();
      const cells = await row.getByRole('gridcell').allInnerTexts();
      const unit = cells.find((text) => site.startsWith(text) && text.length > 4) ?? '';
      tour.notes.set('site', site);
      tour.notes.set('unit', unit);
      await tour.shot(clerk, 'sites');
      return `${site}, ${unit}`;
    },
  },
];
