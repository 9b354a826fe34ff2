import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeSheetPorts } from './nodeSheetPorts.ts';
import { readTables } from '../../shared/sheet/readTable.ts';

const ports = nodeSheetPorts();
const folder = mkdtempSync(join(tmpdir(), 'sheet-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function codes(
  bytes: Uint8Array,
  limits?: { maxBytes: number; maxInflatedBytes: number },
): Promise<string[]> {
  const { value, findings } = await readTables(bytes, ports, limits);
  expect(value === null).toBe(findings.some((finding) => finding.severity === 'refuse'));
  return findings.map((finding) => finding.code);
}

async function cellsOf(bytes: Uint8Array): Promise<(readonly string[])[]> {
  const { value } = await readTables(bytes, ports);
  return value?.[0]?.rows.map((row) => row.cells) ?? [];
}

async function excelFile(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('台账'));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** 单位,域名 / 市财政局,a.gov.cn in GB 2312. */
const GBK = Buffer.from('b5a5cebb2cd3f2c3fb0d0acad0b2c6d5febed62c612e676f762e636e0d0a', 'hex');

describe('readTables', () => {
  it('reads identifiers stored as numbers and every kind of date as plain text', async () => {
    const bytes = await excelFile((sheet) => {
      sheet.addRow(['单位', '标识码', '手机', '日期', '公式', '富文本', '是否']);
      sheet.addRow([
        '市财政局',
        3204000012,
        1.38e10,
        new Date('2026-03-02T00:00:00Z'),
        { formula: 'B2+1', result: 7 },
      ]);
      sheet.getCell('D2').numFmt = 'yyyy"年"m"月"d"日"';
      sheet.getCell('F2').value = { richText: [{ text: '通知' }, { text: '公告', font: { bold: true } }] };
      sheet.getCell('G2').value = true;
      sheet.getCell('A5').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF00' } };
      sheet.getCell('A6').value = 'last';
    });
    const { value, findings } = await readTables(bytes, ports);
    expect(findings).toEqual([]);
    expect(value?.[0]?.sheetName).toBe('台账');
    expect(value?.[0]?.rows.map((row) => row.number)).toEqual([1, 2, 6]);
    expect(value?.[0]?.rows[1]?.cells).toEqual([
      '市财政局',
      '3204000012',
      '13800000000',
      '2026-03-02',
      '7',
      '通知公告',
      'TRUE',
    ]);
  });

  it('says where a file has lost the digits of a long number', async () => {
    const bytes = await excelFile((sheet) => sheet.addRow(['张三', Number('110101199003070011')]));
    const { findings } = await readTables(bytes, ports);
    expect(findings.map(({ code, place }) => [code, place])).toEqual([['sheet/digits-lost', '台账!1.2']]);
    expect(await codes(Buffer.from('张三,1.10101E+17\n'))).toEqual(['sheet/digits-lost']);
  });

  it('repeats a cell merged over several rows, so that each site has its unit', async () => {
    const bytes = await excelFile((sheet) => {
      sheet.addRows([
        ['单位', '网站'],
        ['市财政局', 'a'],
        ['', 'b'],
        ['', 'c'],
      ]);
      sheet.mergeCells('A2:A4');
    });
    expect((await cellsOf(bytes)).slice(1)).toEqual([
      ['市财政局', 'a'],
      ['市财政局', 'b'],
      ['市财政局', 'c'],
    ]);
  });

  it('passes over hidden sheets and reads every other', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('字典', { state: 'hidden' }).addRow(['x']);
    book.addWorksheet('封面').addRow(['a']);
    book.addWorksheet('空');
    book.addWorksheet('明细').addRow(['b']);
    const { value } = await readTables(new Uint8Array(await book.xlsx.writeBuffer()), ports);
    expect(value?.map((table) => table.sheetName)).toEqual(['封面', '明细']);
  });

  it('reads CSV in UTF-8 with and without mark, in GBK and as Unicode text', async () => {
    const expected = [
      ['单位', '域名'],
      ['市财政局', 'a.gov.cn'],
    ];
    const plain = '单位,域名\r\n市财政局,a.gov.cn\r\n';
    expect(await cellsOf(Buffer.from(plain))).toEqual(expected);
    expect(await cellsOf(Buffer.from(`\ufeff${plain}`))).toEqual(expected);
    expect(await cellsOf(GBK)).toEqual(expected);
    expect(await cellsOf(Buffer.from(`\ufeff${plain.replaceAll(',', '\t')}`, 'utf16le'))).toEqual(expected);
  });

  it('counts rows as the file does, blank ones included', async () => {
    const { value } = await readTables(Buffer.from('a,b\n\n,\n"c\nd",e\n'), ports);
    expect(value?.[0]?.rows).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 4, cells: ['c\nd', 'e'] },
    ]);
  });

  it('reads an old xls', async (ctx) => {
    try {
      execFileSync('which', ['soffice']);
    } catch {
      ctx.skip('LibreOffice (soffice) is not installed on this machine');
    }
    const source = join(folder, 'old.xlsx');
    writeFileSync(
      source,
      await excelFile((sheet) =>
        sheet.addRows([
          ['单位', '标识码'],
          ['市财政局', 3204000012],
        ]),
      ),
    );
    execFileSync(
      'soffice',
      ['--headless', '--norestore', '--convert-to', 'xls', '--outdir', folder, source],
      {
        env: { ...process.env, HOME: folder },
        stdio: 'ignore',
      },
    );
    expect(await cellsOf(readFileSync(join(folder, 'old.xls')))).toEqual([
      ['单位', '标识码'],
      ['市财政局', '3204000012'],
    ]);
  }, 120_000);

  it('tells an encrypted file from a broken one', async () => {
    const secret = await writeXlsx({
      sheets: [{ name: 's', rows: [['a']] }],
      encryption: { password: 'x', spinCount: 1000 },
    });
    expect(await codes(secret)).toEqual(['sheet/encrypted']);
    const whole = await excelFile((sheet) => sheet.addRow(['a']));
    expect(await codes(whole.slice(0, whole.length / 2))).toEqual(['sheet/broken']);
    expect(await codes(secret.slice(0, 600))).toEqual(['sheet/broken']);
  });

  it('judges by content, not by name', async () => {
    expect(await codes(Buffer.from('%PDF-1.7\n'))).toEqual(['sheet/other']);
    expect(await codes(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0))).toEqual([
      'sheet/other',
    ]);
    expect(await codes(Buffer.from('\ufeff<html><table><tr><td>1</td></tr></table></html>'))).toEqual([
      'sheet/html',
    ]);
    expect(await codes(Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64'))).toEqual(['sheet/other']);
    expect(await codes(new Uint8Array())).toEqual(['sheet/empty']);
    expect(await codes(Buffer.from(' \r\n,,\r\n'))).toEqual(['sheet/empty']);
    expect(await codes(Uint8Array.of(0x61, 0xff, 0xff, 0x0a))).toEqual(['sheet/encoding']);
    expect(await codes(Buffer.from('a,"never closed\nb'))).toEqual(['sheet/broken']);
  });

  it('refuses what is too large before it inflates it', async () => {
    const bomb = await excelFile((sheet) => {
      for (let row = 0; row < 2000; row += 1) sheet.addRow(['0'.repeat(1000)]);
    });
    expect(await codes(bomb, { maxBytes: 2 ** 20, maxInflatedBytes: 64 * 1024 })).toEqual([
      'sheet/too-large',
    ]);
    expect(await codes(bomb, { maxBytes: 1000, maxInflatedBytes: 2 ** 30 })).toEqual(['sheet/too-large']);
    // A directory that promises less than it holds: the reader stops at the promise.
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 46; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
    }
    expect(await codes(lying, { maxBytes: 2 ** 20, maxInflatedBytes: 64 * 1024 })).toEqual(['sheet/broken']);
  });

  it('never throws, whatever bytes it is given', async () => {
    const whole = await excelFile((sheet) =>
      sheet.addRows([
        ['单位', 'x'],
        ['市财政局', 1],
      ]),
    );
    const damaged = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 })
      .map((changes) => {
        const copy = whole.slice();
        for (const [at, byte] of changes) copy[at] = byte;
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        await codes(bytes);
      }),
      { numRuns: 300 },
    );
  });
});
