import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Step } from '../step.ts';
import type { Tour } from '../tour.ts';

const source = join(import.meta.dirname, '..', '..', '..', 'shared', 'validate', 'testdata', 'filings-a.csv');

/** The real footers with a label of this run before each domain: a second run finds new domains again. */
function ledgerOf(tour: Tour): string {
  const rows: string[][] = parse(readFileSync(source), { relaxColumnCount: true });
  const [head = []] = rows;
  const at = head.indexOf('domain');
  const marked = rows.map((row, index) =>
    row.map((cell, column) =>
      index > 0 && column === at && cell !== '' ? `${tour.fiction.mark}-${cell}` : cell,
    ),
  );
  const file = join(tour.out, 'domains-to-import.csv');
  const line = (row: readonly string[]) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  writeFileSync(file, `${marked.map(line).join('\r\n')}\r\n`);
  return file;
}

/** An old ledger of domains goes through the wizard and becomes one case. */
export const importSteps: readonly Step[] = [
  {
    what: '导入域名台账: 对应列 (mapping)',
    run: async (tour) => {
      const clerk = await tour.as('ba-chen');
      const { page } = clerk;
      await clerk.goList('域名');
      await page.getByRole('button', { name: '导入' }).click();
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: '选择文件' }).click();
      await (await chooser).setFiles(ledgerOf(tour));
      await page.getByText(/\d+ 行,工作表/).waitFor();
      await tour.shot(clerk, 'import-mapping');
    },
  },
  {
    what: '试运行, 全部错误 (dry run with every error)',
    run: async (tour) => {
      const { page } = await tour.as('ba-chen');
      await page.getByRole('button', { name: '试运行' }).click();
      const bad = page.getByText(/^有错误 \d+$/);
      await bad.waitFor();
      await page.getByRole('button', { name: '下载标注了错误的工作簿' }).click();
      await page.getByText(/^已保存:/).waitFor();
      await tour.shot(await tour.as('ba-chen'), 'import-errors');
      return (
        await page
          .getByRole('listitem')
          .filter({ hasText: /^(新增|更改|无变化|有错误) \d+$/ })
          .allInnerTexts()
      ).join(', ');
    },
  },
  {
    what: '只导入合格的行, 提交为案件 (good rows become a case)',
    run: async (tour) => {
      const clerk = await tour.as('ba-chen');
      const { page } = clerk;
      await page.getByRole('radio', { name: '只导入合格的行' }).check();
      const override = page.getByRole('checkbox', { name: '已核对文件,确认继续' });
      if (await override.isVisible()) {
        await override.check();
        await page.getByLabel('事由(必填)').fill('旧台账一次性接收,已核对原件');
      }
      await page.getByRole('button', { name: '提交导入' }).click();
      await page.getByRole('link', { name: '打开案件' }).waitFor();
      await tour.shot(clerk, 'import-done');
      await page.getByRole('link', { name: '打开案件' }).click();
      const head = clerk.pane.getByRole('heading', { level: 2, name: /^AJ-/ });
      const title = await head.innerText();
      tour.notes.set('importCase', /AJ-\d+-\d+/.exec(title)?.[0] ?? '');
      return title;
    },
  },
];
