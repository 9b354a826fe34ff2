import { describe, expect, it } from 'vitest';
import { bodyRows, findHeader, findTable, type KnownHeading } from './findHeader.ts';
import type { RawRow, RawTable } from './readTable.ts';

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

describe('findHeader', () => {
  it('finds the heading below the titles, in any order and under any name', () => {
    const header = findHeader(LEDGER, KNOWN);
    expect(header?.rowNumber).toBe(3);
    expect(Object.fromEntries(header?.columns ?? [])).toEqual({ domain: 1, unit: 2, idNumber: 3 });
    expect(header?.unmatched).toEqual([{ column: 0, text: '序号' }]);
    expect(header?.missing).toEqual(['filed']);
  });

  it('takes a repeated heading and the foot line for no record', () => {
    const header = findHeader(LEDGER, KNOWN);
    expect(header === null ? [] : bodyRows(LEDGER, header).map((row) => row.number)).toEqual([4, 6]);
  });

  it('tells a second column of the same meaning', () => {
    const header = findHeader(rowsOf(['单位', '主办单位', '域名']), KNOWN);
    expect(header?.columns.get('unit')).toBe(0);
    expect(header?.repeated).toEqual([{ column: 1, text: '主办单位' }]);
  });

  it('finds none where there is none, and the sheet that has it where there are several', () => {
    expect(findHeader(rowsOf(['单位', '电话'], ['甲', '乙']), KNOWN)).toBeNull();
    const cover: RawTable = { sheetName: '封面', rows: rowsOf(['项目', '内容']) };
    const detail: RawTable = { sheetName: '明细', rows: LEDGER };
    expect(findTable([cover, detail], KNOWN)?.table.sheetName).toBe('明细');
  });
});
