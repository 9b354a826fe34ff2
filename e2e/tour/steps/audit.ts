import type { Step } from '../step.ts';

/** The auditor sees every step, the refusals among them, and what each changed. */
export const auditSteps: readonly Step[] = [
  {
    what: '审计日志列出每一步, 含被拒绝的 (every step in the log, refusals included)',
    run: async (tour) => {
      const auditor = await tour.as('sj-wu');
      const { page } = auditor;
      await auditor.goList('审计');
      await page.getByRole('textbox', { name: '按名称、编号、拼音首字母筛选' }).fill(tour.fiction.name);
      const grid = page.getByRole('grid', { name: '审计' });
      await grid.getByText('被拒绝').first().waitFor();
      for (const act of ['登记', '提交', '审核', '备案', '生效', '开立', '析权', '授权', '启用', '注销'])
        await grid
          .getByText(new RegExp(`${act}$`))
          .first()
          .waitFor();
      await tour.shot(auditor, 'audit-list');
      return `${await auditor.total()} 行`;
    },
  },
  {
    what: '打开一行, 变更前后 (a line with before and after)',
    run: async (tour) => {
      const auditor = await tour.as('sj-wu');
      const { page, pane } = auditor;
      await page
        .getByRole('row')
        .filter({ hasText: /授权$|授权\s/ })
        .filter({ hasText: '成功' })
        .first()
        .getByRole('rowheader')
        .click();
      await pane.getByRole('heading', { name: '更改的内容' }).waitFor();
      await tour.shot(auditor, 'audit-line');
    },
  },
  {
    what: '校验日志链 (the chain verified)',
    run: async (tour) => {
      const auditor = await tour.as('sj-wu');
      const { page } = auditor;
      await page.getByRole('button', { name: '校验日志链' }).click();
      const whole = page.getByText(/^日志链完整/);
      await whole.waitFor();
      await tour.shot(auditor, 'audit-verified');
      return whole.innerText();
    },
  },
];
