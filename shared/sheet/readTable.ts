import { type CellValue, readXlsx, readXls, type Sheet } from 'hucre/xlsx';
import { type Checked, type Finding, refuse, warn } from '../rules/finding.ts';
import { parseCsv } from './csv.ts';
import { type FileKind, fileKind, zipPromise } from './magic.ts';
import type { SheetPorts, TextEncoding } from './ports.ts';

/** One row as it stands in the file. */
export interface RawRow {
  /** Row number as the spreadsheet program shows it, counted from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** One sheet of a file; blank rows are left out, row numbers stay those of the file. */
export interface RawTable {
  readonly sheetName: string;
  readonly rows: readonly RawRow[];
}

/** How large a file may be; a spreadsheet of 100,000 ledger rows is about 10 MiB, inflated 100 MiB. */
export interface ReadLimits {
  readonly maxBytes: number;
  readonly maxInflatedBytes: number;
}

/** Limits for files that people upload. */
const READ_LIMITS: ReadLimits = { maxBytes: 64 * 2 ** 20, maxInflatedBytes: 512 * 2 ** 20 };

/** Digits beyond which a spreadsheet number has lost its end (IEEE 754 as Excel keeps it). */
const MAX_NUMBER_DIGITS = 15;
const SCIENTIFIC = /^-?\d(\.\d+)?E\+\d{2}$/i;

/**
 * Reads xlsx, xls or CSV, told apart by their bytes: every visible sheet that holds anything.
 * Numbers come without exponent, dates as `YYYY-MM-DD`, a cell merged over several rows in each of them.
 * A file that cannot be read gives one finding that says why and what to do; it never throws.
 * Numbers whose digits the file has lost (identity numbers stored as numbers) are reported with their place,
 * `sheet!row.column`.
 */
export async function readTables(
  bytes: Uint8Array,
  ports: Pick<SheetPorts, 'decodeText'>,
  limits: ReadLimits = READ_LIMITS,
): Promise<Checked<readonly RawTable[]>> {
  if (bytes.length > limits.maxBytes) return failed('too-large', sizeText(limits.maxBytes));
  const kind = fileKind(bytes);
  if (kind === 'text') return readText(bytes, ports);
  if (kind !== 'zip' && kind !== 'xls') return failed(kind === 'empty' ? 'empty' : kind, '');
  if (kind === 'zip') {
    const promise = zipPromise(bytes);
    if (promise === null) return failed('broken', '');
    if (!promise.names.some((name) => /^xl\//i.test(name))) return failed('other', '');
    if (promise.inflatedBytes > limits.maxInflatedBytes) {
      return failed('too-large', sizeText(limits.maxInflatedBytes));
    }
  }
  try {
    const workbook = await (kind === 'zip' ? readXlsx : readXls)(bytes);
    const visible = workbook.sheets.filter((sheet) => sheet.hidden !== true && sheet.veryHidden !== true);
    return finish(visible.map(tableOf));
  } catch {
    return failed('broken', '');
  }
}

function readText(bytes: Uint8Array, ports: Pick<SheetPorts, 'decodeText'>): Checked<readonly RawTable[]> {
  const text = decode(bytes, ports);
  if (text === null) return failed('encoding', '');
  try {
    const rows = parseCsv(text).map((cells, index): RawRow => ({ number: index + 1, cells }));
    const findings = rows.flatMap((row) => lostDigits('CSV', row, (cell) => SCIENTIFIC.test(cell)));
    return finish([{ table: { sheetName: 'CSV', rows: rows.filter(hasContent) }, findings }]);
  } catch {
    return failed('broken', '');
  }
}

/** Strict UTF-8 first: Chinese text in GB18030 is hardly ever valid UTF-8 by chance, the reverse often is. */
function decode(bytes: Uint8Array, ports: Pick<SheetPorts, 'decodeText'>): string | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const order: readonly TextEncoding[] = utf16 ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of order) {
    const text = ports.decodeText(bytes, encoding);
    if (text !== null) return text;
  }
  return null;
}

interface ReadSheet {
  readonly table: RawTable;
  readonly findings: readonly Finding[];
}

function finish(sheets: readonly ReadSheet[]): Checked<readonly RawTable[]> {
  const filled = sheets.filter(({ table }) => table.rows.length > 0);
  if (filled.length === 0) return failed('empty', '');
  return { value: filled.map(({ table }) => table), findings: filled.flatMap(({ findings }) => findings) };
}

function tableOf(sheet: Sheet): ReadSheet {
  const values = spreadMerged(sheet);
  const rows: RawRow[] = [];
  const findings: Finding[] = [];
  for (const [index, cells] of values.entries()) {
    const row: RawRow = { number: index + 1, cells: cells.map(cellText) };
    if (!hasContent(row)) continue;
    rows.push(row);
    findings.push(...lostDigits(sheet.name, row, (_, column) => isTooLong(cells[column])));
  }
  return { table: { sheetName: sheet.name, rows }, findings };
}

/** A cell merged over several rows speaks for each of them; one merged over columns is a title and stays. */
function spreadMerged(sheet: Sheet): readonly (readonly CellValue[])[] {
  const tall = (sheet.merges ?? []).filter((merge) => merge.startCol === merge.endCol);
  if (tall.length === 0) return sheet.rows;
  const values = sheet.rows.map((row) => [...row]);
  for (const { startRow, endRow, startCol } of tall) {
    const value = values[startRow]?.[startCol] ?? null;
    for (const row of values.slice(startRow + 1, endRow + 1)) row[startCol] = value;
  }
  return values;
}

function hasContent(row: RawRow): boolean {
  return row.cells.some((cell) => cell.trim() !== '');
}

function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return numberText(value);
  if (Number.isNaN(value.getTime())) return '';
  const iso = value.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) >= 1e21 ? String(BigInt(value)) : String(value);
}

function isTooLong(value: CellValue | undefined): boolean {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    numberText(Math.abs(value)).length > MAX_NUMBER_DIGITS
  );
}

function lostDigits(
  sheetName: string,
  row: RawRow,
  isLost: (cell: string, column: number) => boolean,
): Finding[] {
  return row.cells.flatMap((cell, column) =>
    isLost(cell, column)
      ? [
          warn('sheet/digits-lost', null, `${sheetName}!${row.number}.${column + 1}`, {
            zh: `第${row.number}行第${column + 1}列的长号码在文件中被存成数字“${cell}”，末尾数字已丢失；请把该列设为文本格式后重新填写`,
            en: `Row ${row.number}, column ${column + 1}: the file stores the long number as "${cell}" and has lost its last digits; set the column to text and enter it again`,
          }),
        ]
      : [],
  );
}

type Failure = Exclude<FileKind, 'zip' | 'xls' | 'text'> | 'broken' | 'encoding' | 'too-large';

const FAILURES: Record<Failure, { readonly zh: string; readonly en: string }> = {
  empty: {
    zh: '文件中没有内容；请确认选对了文件',
    en: 'The file holds nothing; make sure that it is the right one',
  },
  encrypted: {
    zh: '文件设有打开密码；请在 Excel 或 WPS 中取消密码后另存再导入',
    en: 'The file has a password; remove it in Excel or WPS, save and import again',
  },
  html: {
    zh: '文件其实是网页或 XML，不是表格；请在 Excel 或 WPS 中打开后另存为 xlsx 再导入',
    en: 'The file is really a web page or XML; open it in Excel or WPS, save it as xlsx and import that',
  },
  other: {
    zh: '文件不是 xlsx、xls 或 CSV 表格（按内容判断，与扩展名无关）；请另存为 xlsx 再导入',
    en: 'The file is no xlsx, xls or CSV (judged by its content, not its name); save it as xlsx and import that',
  },
  broken: {
    zh: '文件已损坏或不完整，无法读取；请在 Excel 或 WPS 中打开确认后另存再导入',
    en: 'The file is damaged or cut off; open it in Excel or WPS, save it again and import that',
  },
  encoding: {
    zh: '文本既不是 UTF-8 也不是 GB18030（GBK）编码；请另存为“CSV UTF-8”再导入',
    en: 'The text is neither UTF-8 nor GB18030 (GBK); save it as "CSV UTF-8" and import that',
  },
  'too-large': {
    zh: '文件超过允许的大小；请拆分后分批导入。上限：',
    en: 'The file is larger than allowed; split it and import the parts. Limit: ',
  },
};

function failed(failure: Failure, detail: string): Checked<readonly RawTable[]> {
  const { zh, en } = FAILURES[failure];
  return {
    value: null,
    findings: [refuse(`sheet/${failure}`, null, '', { zh: zh + detail, en: en + detail })],
  };
}

function sizeText(bytes: number): string {
  return `${Math.floor(bytes / 2 ** 20)} MiB`;
}
