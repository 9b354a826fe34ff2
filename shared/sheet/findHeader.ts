import type { RawRow, RawTable } from './readTable.ts';

/** A column that an import knows, under the names that districts give it. */
export interface KnownHeading {
  readonly key: string;
  /** The ledger's own title first, then its synonyms. */
  readonly names: readonly string[];
}

/** Where the table in a raw sheet begins and what its columns mean. */
export interface Header {
  /** Index of the heading row in the rows given. */
  readonly index: number;
  readonly rowNumber: number;
  /** Column index of each key that was found. */
  readonly columns: ReadonlyMap<string, number>;
  /** Headings that nothing known fits, with their column index. */
  readonly unmatched: readonly { readonly column: number; readonly text: string }[];
  /** Keys that no column carries. */
  readonly missing: readonly string[];
  /** Columns that repeat an already found heading and are not read. */
  readonly repeated: readonly { readonly column: number; readonly text: string }[];
}

/** Heading of the column that a marked workbook adds; imports pass over it. */
export const RESULT_HEADING = '校验结果';

/** Rows at the top of a sheet among which the heading is looked for: titles and notes stand above it. */
const SEARCHED_ROWS = 30;
const FOOT =
  /^(单位负责人|负责人|审核人|填报人|填表人|制表人|联系电话|填表说明|说明|备注|注|合计|总计)[:：\s]?/;

/**
 * Finds the heading row: the one among the first rows in which most known headings occur, at least two
 * (or the only one known). White space, width, case, marks such as `*` and remarks in brackets do not count.
 * Null when no row looks like it.
 */
export function findHeader(rows: readonly RawRow[], known: readonly KnownHeading[]): Header | null {
  const keys = new Map(
    known.flatMap(({ key, names }) => names.map((name) => [plainHeading(name), key] as const)),
  );
  let best: Header | null = null;
  for (const [index, row] of rows.slice(0, SEARCHED_ROWS).entries()) {
    const header = headerAt(index, row, keys, known);
    if (header.columns.size > (best?.columns.size ?? 0)) best = header;
  }
  return best !== null && best.columns.size >= Math.min(2, known.length) ? best : null;
}

/** The first sheet in which the heading is found. */
export function findTable(
  tables: readonly RawTable[],
  known: readonly KnownHeading[],
): { readonly table: RawTable; readonly header: Header } | null {
  for (const table of tables) {
    const header = findHeader(table.rows, known);
    if (header !== null) return { table, header };
  }
  return null;
}

/** The rows below the heading, without its repetitions on further pages and without foot lines. */
export function bodyRows(rows: readonly RawRow[], header: Header): RawRow[] {
  const heading = rows[header.index]?.cells.map(plainHeading) ?? [];
  const isHeading = (row: RawRow) =>
    heading.every(
      (plain, column) => plain === RESULT_HEADING || plain === plainHeading(row.cells[column] ?? ''),
    );
  return rows.slice(header.index + 1).filter((row) => !isHeading(row) && !isFoot(row));
}

function isFoot(row: RawRow): boolean {
  const filled = row.cells.filter((cell) => cell.trim() !== '');
  return filled.length === 1 && FOOT.test(filled[0]?.trim() ?? '');
}

function headerAt(
  index: number,
  row: RawRow,
  keys: ReadonlyMap<string, string>,
  known: readonly KnownHeading[],
): Header {
  const columns = new Map<string, number>();
  const unmatched: { column: number; text: string }[] = [];
  const repeated: { column: number; text: string }[] = [];
  for (const [column, text] of row.cells.entries()) {
    const plain = plainHeading(text);
    if (plain === '' || plain === RESULT_HEADING) continue;
    const key = keys.get(plain) ?? keys.get(withoutRemark(plain));
    if (key === undefined) unmatched.push({ column, text });
    else if (columns.has(key)) repeated.push({ column, text });
    else columns.set(key, column);
  }
  const missing = known.filter(({ key }) => !columns.has(key)).map(({ key }) => key);
  return { index, rowNumber: row.number, columns, unmatched, missing, repeated };
}

function plainHeading(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*:_·/、\u200b\ufeff-]/g, '');
}

function withoutRemark(plain: string): string {
  return plain.replace(/[([【〔{].*?[)\]】〕}]/g, '');
}
