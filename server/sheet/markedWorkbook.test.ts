import { describe, expect, it } from 'vitest';
import { bodyRows, findHeader, type KnownHeading, RESULT_HEADING } from '../../shared/sheet/findHeader.ts';
import { type CellFinding, markedWorkbook } from '../../shared/sheet/markedWorkbook.ts';
import { type RawRow, type RawTable, readTables } from '../../shared/sheet/readTable.ts';
import { createXlsx } from '../../shared/sheet/xlsx/createXlsx.ts';
import { nodeSheetPorts } from './nodeSheetPorts.ts';

const KNOWN: readonly KnownHeading[] = [
  { key: 'unit', names: ['单位名称', '主办单位', '单位'] },
  { key: 'domain', names: ['域名', '网站域名'] },
  { key: 'idNumber', names: ['证件号码', '身份证号'] },
  { key: 'filed', names: ['最近报备日期'] },
];

function rowsOf(...rows: string[][]): RawRow[] {
  return rows.map((cells, index) => ({ number: index + 1, cells }));
}

const LEDGER = rowsOf(
  ['域名备案台账', '', '', ''],
  ['填报单位(盖章):市财政局', '', '填报日期:', ''],
  ['序号', '* 网站 域名', '主办单位：', '身份证号（脱敏）'],
  ['1', 'a.gov.cn', '市财政局', '110101********0011'],
  ['序号', '* 网站 域名', '主办单位：', '身份证号（脱敏）'],
  ['2', 'b.gov.cn', '市农业农村局', '00012'],
  ['单位负责人:  审核人:', '', '', ''],
);

describe('markedWorkbook', () => {
  const ports = nodeSheetPorts();
  const findings: CellFinding[] = [
    { row: 4, column: 3, rule: 'R118', text: { zh: '证件号码应为18位', en: 'must have 18 digits' } },
    { row: 6, column: null, rule: null, text: { zh: '该行重复', en: 'duplicate row' } },
  ];

  async function rounds(table: RawTable): Promise<RawTable> {
    const header = findHeader(table.rows, KNOWN);
    if (header === null) throw new Error('no heading');
    const by = { creator: '备案员', created: '2026-03-02T01:02:03Z', language: 'zh-CN' as const };
    const pieces: Uint8Array[] = [];
    for await (const piece of createXlsx(ports)(markedWorkbook(table, header, findings, by)))
      pieces.push(piece);
    const { value } = await readTables(Buffer.concat(pieces), ports);
    const read = value?.[0];
    if (read === undefined) throw new Error('nothing read');
    return read;
  }

  it('names what is wrong beside each row and imports again as if the column were not there', async () => {
    const table: RawTable = { sheetName: '台账', rows: LEDGER };
    const once = await rounds(table);
    const heading = once.rows.find((row) => row.cells.includes(RESULT_HEADING));
    const result = heading?.cells.indexOf(RESULT_HEADING) ?? -1;
    expect(once.rows.map((row) => row.cells[result] ?? '')).toContain(
      '【身份证号（脱敏）】证件号码应为18位（规则R118）',
    );
    expect(once.rows.map((row) => row.cells[result] ?? '')).toContain('该行重复');
    const before = findHeader(LEDGER, KNOWN);
    const after = findHeader(once.rows, KNOWN);
    expect(after?.columns).toEqual(before?.columns);
    expect(after?.unmatched).toEqual(before?.unmatched);
    const cells = (rows: readonly RawRow[], header: ReturnType<typeof findHeader>) =>
      header === null ? [] : bodyRows(rows, header).map((row) => row.cells.slice(0, 4));
    expect(cells(once.rows, after)).toEqual(cells(LEDGER, before));
    expect((await rounds(once)).rows.find((row) => row.cells.includes(RESULT_HEADING))?.cells).toEqual(
      heading?.cells,
    );
  });
});
