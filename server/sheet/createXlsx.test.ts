import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeSheetPorts } from './nodeSheetPorts.ts';
import { parseCsv } from '../../shared/sheet/csv.ts';
import { SheetCancelled } from '../../shared/sheet/ports.ts';
import { readTables } from '../../shared/sheet/readTable.ts';
import { createXlsx, type XlsxOptions } from '../../shared/sheet/xlsx/createXlsx.ts';
import type { Sheet, SheetColumn, SheetRow, Workbook } from '../../shared/sheet/xlsx/model.ts';
import { legalText } from '../../shared/sheet/xlsx/text.ts';
import { BLOCKS_IN_FLIGHT } from '../../shared/sheet/xlsx/zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'xlsx-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ports = nodeSheetPorts();
const text = (title: string): SheetColumn => ({ title, width: 20, kind: 'text' });

function book(...sheets: Sheet[]): Workbook {
  return { title: '审计日志', creator: '安全审计员', created: '2026-03-02T01:02:03Z', sheets };
}

async function bytesOf(workbook: Workbook, options?: XlsxOptions): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of createXlsx(ports)(workbook, options)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const LEDGER: Sheet = {
  name: '明细',
  title: '审计日志',
  subtitle: { left: '填报单位(盖章):市电子政务中心', right: '填报日期: 2026年3月2日' },
  foot: ['单位负责人:  审核人:  填报人:  联系电话:'],
  page: { orientation: 'landscape', header: '张三 & 李四 2026-03-02 SJ-2026-0147', footer: '一式两份' },
  columns: [
    { title: '序号', width: 8, kind: 'integer' },
    { title: '时间', width: 20, kind: 'instant' },
    { title: '生效日期', width: 12, kind: 'date' },
    text('证件号码'),
    { title: '变更后', width: 30, kind: 'text', wrap: true },
  ],
  rows: [
    [1, '2026-03-01T16:00:00.000Z', '2024-02-29', '110101199003070011', '=1+1'],
    [2, '2025-12-31T15:59:59.999Z', '2026-12-31', '00320412', '政务公开·通知公告'],
    [-3, '2026-07-04T05:06:07Z', '2026-02-30', '+86 0519-85681234', '-1 <b>&amp;"引号" \'@'],
    [999_999_999_999_999, null, null, null, '第一行\n第二行'],
    [null, 'not an instant', '', '＝全角', '𠮷野\u0007家 _x000A_ '],
  ],
};

const LEDGER_AS_SHOWN = [
  ['审计日志', '', '', '', ''],
  ['填报单位(盖章):市电子政务中心', '', '', '填报日期: 2026年3月2日', ''],
  ['序号', '时间', '生效日期', '证件号码', '变更后'],
  ['1', '2026-03-02 00:00:00', '2024-02-29', '110101199003070011', '=1+1'],
  ['2', '2025-12-31 23:59:59', '2026-12-31', '00320412', '政务公开·通知公告'],
  ['-3', '2026-07-04 13:06:07', '2026-02-30', '+86 0519-85681234', '-1 <b>&amp;"引号" \'@'],
  ['999999999999999', '', '', '', '第一行\n第二行'],
  ['', 'not an instant', '', '＝全角', '𠮷野家 _x000A_ '],
  ['单位负责人:  审核人:  填报人:  联系电话:', '', '', '', ''],
];

/** Path of a program, or null where the machine has none. */
function programPath(name: string): string | null {
  try {
    return execFileSync('which', [name], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

describe('xlsx', () => {
  it('shows in LibreOffice exactly what was put in', { timeout: 120_000 }, async (ctx) => {
    const soffice = programPath('soffice');
    if (soffice === null) ctx.skip('LibreOffice (soffice) is not installed on this machine');
    const times = Array.from({ length: 300 }, (_, index) => Date.UTC(2026, 0, 1) + index * 7_919_317);
    const seconds = times.map((time): SheetRow => [new Date(time).toISOString()]);
    const instants: Sheet = {
      name: '时刻',
      columns: [{ title: '时间', width: 20, kind: 'instant' }],
      rows: seconds,
    };
    writeFileSync(join(folder, 'ledger.xlsx'), await bytesOf(book(LEDGER, instants)));
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
    execFileSync(
      soffice ?? '',
      ['--headless', '--norestore', '--convert-to', filter, '--outdir', folder, join(folder, 'ledger.xlsx')],
      { env: { ...process.env, HOME: folder }, stdio: 'ignore' },
    );
    const shown = (name: string) => parseCsv(readFileSync(join(folder, `ledger-${name}.csv`), 'utf8'));
    expect(shown('明细')).toEqual(LEDGER_AS_SHOWN);
    const wall = times.map((time) => [
      new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
    ]);
    expect(shown('时刻')).toEqual([['时间'], ...wall]);
  });

  it('is an archive that unzip finds whole, and a spreadsheet by its first bytes', async (ctx) => {
    const unzip = programPath('unzip');
    if (unzip === null) ctx.skip('unzip is not installed on this machine');
    const file = join(folder, 'whole.xlsx');
    writeFileSync(file, await bytesOf(book(LEDGER)));
    expect(execFileSync(unzip ?? '', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected');
  });

  it('carries types, heading freeze, filter, merges and print set-up', async () => {
    const { sheets, ...workbook } = await readXlsx(await bytesOf(book(LEDGER)), { readStyles: true });
    const sheet = sheets[0];
    expect(sheet?.cells?.get('3,0')?.type).toBe('number');
    expect(sheet?.rows[3]?.[1]).toEqual(new Date('2026-03-02T00:00:00Z'));
    expect(sheet?.rows[3]?.[3]).toBe('110101199003070011');
    expect(sheet?.freezePane).toMatchObject({ rows: 3 });
    expect(sheet?.autoFilter?.range).toBe('A3:E8');
    expect(sheet?.merges).toContainEqual({ startRow: 0, startCol: 0, endRow: 0, endCol: 4 });
    expect(sheet?.pageSetup).toMatchObject({
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
    });
    expect(sheet?.headerFooter?.oddHeader).toBe('&C张三 && 李四 2026-03-02 SJ-2026-0147');
    expect(sheet?.headerFooter?.oddFooter).toBe('&L一式两份&R第 &P 页 共 &N 页');
    expect(workbook.properties?.title).toBe('审计日志');
    expect([...(sheet?.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined)).toEqual([]);
  });

  it('fills marked cells and leaves their value as it was', async () => {
    const rows: SheetRow[] = [['a', { marked: 'b' }]];
    const { sheets } = await readXlsx(
      await bytesOf(book({ name: 's', columns: [text('x'), text('y')], rows })),
      {
        readStyles: true,
      },
    );
    const fill = (key: string) => JSON.stringify(sheets[0]?.cells?.get(key)?.style?.fill ?? null);
    expect(sheets[0]?.rows[1]).toEqual(['a', 'b']);
    expect(fill('1,1')).toContain('FFC7CE');
    expect(fill('1,0')).not.toContain('FFC7CE');
  });

  it('gives any text back but for what no file can carry', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.stringMatching(/^_?x00[0-4]A_[<&\r\n\t ]?$/),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyText, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const bytes = await bytesOf(book({ name: '表', columns: [text('甲'), text('乙')], rows }));
          const { value } = await readTables(bytes, ports);
          const legal = rows.map((row) => row.map(legalText));
          const kept = legal.flatMap((cells, index) =>
            cells.some((cell) => cell.trim() !== '') ? [{ number: index + 2, cells }] : [],
          );
          expect(value?.[0]?.rows.slice(1)).toEqual(kept);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('goes on on a further sheet when one is full, loses no row, and puts the foot on the last', async () => {
    const rows = Array.from({ length: 10 }, (_, index): SheetRow => [`第${index}行`]);
    const sheet: Sheet = { name: '明细', title: '题', columns: [text('行')], rows, foot: ['完'] };
    const { value } = await readTables(
      await bytesOf(book(sheet, { ...sheet, name: '明细 (2)', rows: [] }), { maxRows: 7 }),
      ports,
    );
    expect(value?.map((table) => table.sheetName)).toEqual(['明细', '明细 (3)', '明细 (4)', '明细 (2)']);
    const parts = value?.slice(0, 3).map((table) => table.rows.slice(2).map((row) => row.cells[0])) ?? [];
    expect(parts.flat()).toEqual([...rows.flat(), '完']);
    expect(parts[0]).toHaveLength(4);
  });

  it('cuts a text longer than a cell holds and says so', async () => {
    const bytes = await bytesOf(book({ name: 's', columns: [text('x')], rows: [['字'.repeat(40_000)]] }));
    const { value } = await readTables(bytes, ports);
    const cell = value?.[0]?.rows[1]?.cells[0] ?? '';
    expect(cell).toHaveLength(32_767);
    expect(cell).toContain('原文共40000字');
  });

  it('pulls rows only as its bytes are taken', async () => {
    const cells = 'x'.repeat(10_000);
    let pulled = 0;
    const rows = function* (): Generator<SheetRow> {
      for (; pulled < 5_000; pulled += 1) yield [cells + pulled];
    };
    const stream = createXlsx(ports)(book({ name: 's', columns: [text('x')], rows: rows() }));
    // A block is half a MiB, 53 such rows; as many as are being compressed and the one being filled may be ahead.
    const ahead = (BLOCKS_IN_FLIGHT + 1) * 53;
    let taken = 0;
    for await (const _ of stream) {
      taken += 1;
      expect(pulled).toBeLessThanOrEqual(taken * 53 + ahead);
    }
    expect(pulled).toBe(5_000);
  });

  it('stops pulling and closes the source when it is cancelled or abandoned', async () => {
    const signal = { aborted: false };
    let closed = 0;
    const rows = async function* (): AsyncGenerator<SheetRow> {
      try {
        for (let row = 0; ; row += 1) {
          if (row === 20_000) signal.aborted = true;
          yield [`行${row}`];
        }
      } finally {
        closed += 1;
      }
    };
    const sheet = (): Sheet => ({ name: 's', columns: [text('x')], rows: rows() });
    await expect(bytesOf(book(sheet()), { signal })).rejects.toThrow(SheetCancelled);
    expect(closed).toBe(1);
    for await (const piece of createXlsx(ports)(book(sheet()))) if (piece.length > 1000) break;
    expect(closed).toBe(2);
  });

  it('passes on what the source throws, and refuses a row wider than the table', async () => {
    const broken = function* (): Generator<SheetRow> {
      yield ['a'];
      throw new Error('database gone');
    };
    await expect(bytesOf(book({ name: 's', columns: [text('x')], rows: broken() }))).rejects.toThrow(
      'database gone',
    );
    await expect(bytesOf(book({ name: 's', columns: [text('x')], rows: [['a', 'b']] }))).rejects.toThrow(
      RangeError,
    );
  });

  it('gives the same bytes for the same input', async () => {
    expect((await bytesOf(book(LEDGER))).equals(await bytesOf(book(LEDGER)))).toBe(true);
  });
});
