import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBack, soffice } from '../readBack.ts';
import type { Step } from '../step.ts';
import type { Tour } from '../tour.ts';

/** Exports the list a person sees as a workbook. @returns what was read back, in words */
async function exportLedger(tour: Tour, accountNo: string, module: string): Promise<string> {
  const person = await tour.as(accountNo);
  const { page } = person;
  await person.goList(module);
  // A module's link opens its whole list; what was filtered before is gone a moment later.
  await page.getByRole('button', { name: '清除全部筛选' }).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '导出' }).click();
  const dialog = page.getByRole('dialog', { name: `导出${module}` });
  const scope = await dialog.getByText(/当前筛选结果/).innerText();
  const shown = Number(/\d+/.exec(scope)?.[0]);
  await dialog.getByLabel('用途').fill('年度核对');
  await dialog.getByRole('button', { name: '开始导出' }).click();
  const name = page.getByText(/\.xlsx$/).last();
  await page.getByText('已完成', { exact: true }).first().waitFor();
  const fileName = await name.innerText();
  await tour.shot(person, `export-${module}`);
  const kept = join(tour.out, fileName);
  copyFileSync(join(person.client.exportDir, fileName), kept);
  await page.getByRole('button', { name: '收起', exact: true }).first().click();
  return `${fileName}, ${await countRows(kept, shown, mayHoldMore.has(module))}`;
}

/**
 * Ledgers that may hold more lines than the list showed: one line for each change of rights, not for each account; and
 * the log, which goes on growing while it is looked at. Their own note still has to say what they hold.
 */
const mayHoldMore: ReadonlySet<string> = new Set(['账号权限', '审计']);

/**
 * @throws Error where LibreOffice reads another number of rows than the screen or the file's own note said
 */
async function countRows(workbook: string, shown: number, atLeast: boolean): Promise<string> {
  const program = soffice();
  if (program === null) return `${shown} 条; LibreOffice is not installed, so the file was not read back`;
  const sheets = await readBack(program, workbook);
  const told = [...sheets.values()].flat().find((row) => row[0] === '条数')?.[1];
  const [ledger = []] = [...sheets.values()].toSorted((a, b) => b.length - a.length);
  // Every line of a ledger begins with its running number; title and headings do not.
  const rows = ledger.filter(([first = '']) => /^\d+$/.test(first)).length;
  const fits = atLeast ? rows >= shown : rows === shown;
  if (!fits || told !== String(rows))
    throw new Error(
      `${workbook}: the screen said ${shown} rows, the sheet has ${rows}, its note says ${told}`,
    );
  return `${rows} 条, LibreOffice 读回一致`;
}

/** Every ledger as a workbook, read back by another program. */
export const ledgerSteps: readonly Step[] = [
  { what: '导出人员备案台账 (staff ledger)', run: (tour) => exportLedger(tour, 'ba-chen', '人员备案') },
  { what: '导出账号权限台账 (permission ledger)', run: (tour) => exportLedger(tour, 'qx-wang', '账号权限') },
  { what: '导出域名台账 (domain ledger)', run: (tour) => exportLedger(tour, 'ba-chen', '域名') },
  { what: '导出IP地址台账 (address ledger)', run: (tour) => exportLedger(tour, 'ba-chen', 'IP地址') },
  { what: '导出审计日志 (audit ledger)', run: (tour) => exportLedger(tour, 'sj-wu', '审计') },
];
