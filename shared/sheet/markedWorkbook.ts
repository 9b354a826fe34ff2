import { type Language, say, type Text } from '../text.ts';
import { type Header, RESULT_HEADING } from './findHeader.ts';
import type { RawRow, RawTable } from './readTable.ts';
import type { SheetRow, Workbook } from './xlsx/model.ts';

/** What is wrong with one cell or, without a column, with a whole row of an import file. */
export interface CellFinding {
  /** Row number as in the file. */
  readonly row: number;
  /** Column index counted from 0; null for the row as a whole. */
  readonly column: number | null;
  /** Rule it rests on, or null. */
  readonly rule: string | null;
  readonly text: Text;
}

/** Who makes the workbook, when (UTC ISO instant), in which language. */
export interface MarkedBy {
  readonly creator: string;
  readonly created: string;
  readonly language: Language;
}

const MIN_WIDTH = 8;
const MAX_WIDTH = 40;
const RESULT_WIDTH = 60;
/** Rows that the column widths are taken from. */
const MEASURED_ROWS = 200;

/**
 * The import file once more, its table unchanged as text, bad cells filled and a last column that says what is
 * wrong and by which rule. It can be mended and imported again: the added column is passed over by `findHeader`,
 * and one that an earlier round added is replaced.
 */
export function markedWorkbook(
  table: RawTable,
  header: Header,
  findings: readonly CellFinding[],
  { creator, created, language }: MarkedBy,
): Workbook {
  const heading = table.rows[header.index]?.cells ?? [];
  const kept = keptColumns(table, heading, header.index);
  const body = table.rows.slice(header.index + 1);
  const byRow = Map.groupBy(findings, (finding) => finding.row);
  const columns = kept.map((column) => ({
    title: heading[column] ?? '',
    width: widthOf([
      heading[column] ?? '',
      ...body.slice(0, MEASURED_ROWS).map((row) => row.cells[column] ?? ''),
    ]),
    kind: 'text' as const,
  }));
  const result = { title: RESULT_HEADING, width: RESULT_WIDTH, kind: 'text' as const, wrap: true };
  const rows = function* () {
    for (const row of body) yield markedRow(row, kept, byRow.get(row.number) ?? [], heading, language);
  };
  const title = table.rows[header.index - 1]?.cells.find((cell) => cell.trim() !== '');
  const sheet = {
    name: table.sheetName,
    columns: [...columns, result],
    rows: { [Symbol.iterator]: rows },
    ...(title === undefined ? {} : { title }),
  };
  return { title: table.sheetName, creator, created, sheets: [sheet] };
}

/** Every column that holds anything, except the result column of an earlier round. */
function keptColumns(table: RawTable, heading: readonly string[], headIndex: number): number[] {
  const width = table.rows.slice(headIndex).reduce((widest, row) => Math.max(widest, row.cells.length), 0);
  const all = Array.from({ length: width }, (_, column) => column);
  const last = heading.lastIndexOf(RESULT_HEADING);
  return all.filter((column) => column !== last);
}

function markedRow(
  row: RawRow,
  kept: readonly number[],
  findings: readonly CellFinding[],
  heading: readonly string[],
  language: Language,
): SheetRow {
  const bad = new Set(findings.map((finding) => finding.column));
  const cells = kept.map((column) => {
    const value = row.cells[column] ?? '';
    return bad.has(column) ? { marked: value } : value;
  });
  const notes = findings.map((finding) => noteOf(finding, heading, language)).join('\n');
  return [...cells, notes === '' ? null : { marked: notes }];
}

function noteOf({ column, rule, text }: CellFinding, heading: readonly string[], language: Language): string {
  const place = column === null ? '' : `【${heading[column]?.trim() ?? column + 1}】`;
  const basis = rule === null ? '' : language === 'zh-CN' ? `（规则${rule}）` : ` (rule ${rule})`;
  return place + say(text, language) + basis;
}

/** Width in characters, a Chinese character counting two. */
function widthOf(texts: readonly string[]): number {
  const widest = texts.reduce((most, text) => {
    const width = [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0);
    return Math.max(most, width);
  }, 0);
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, widest + 2));
}
