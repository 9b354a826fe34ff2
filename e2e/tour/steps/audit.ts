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
      const shown = (act: string) =>
        grid
          .getByText(new RegExp(`${act}$`))
          .first()
          .waitFor();
      for (const act of ['启用', '授权', '析权']) await shown(act);
      await tour.shot(auditor, 'audit-list');
      // The list draws only the lines in sight; the older ones come with the wheel.
      await grid.hover();
      await page.mouse.wheel(0, 3000);
      for (const act of ['登记', '提交', '审核']) await shown(act);
      await page.mouse.wheel(0, -3000);
      await shown('析权');
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
        .filter({ hasText: '账号 · 授权' })
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
