import type { CellValue, MarkedCell, SheetColumn, SheetRow } from './model.ts';
import { daySerial, instantSerial } from './serial.ts';
import { bodyStyle } from './styles.ts';
import { columnLetters, xmlText } from './text.ts';

/** Whole numbers beyond 15 digits lose digits in a spreadsheet, so they are kept as text. */
const MAX_EXACT_INTEGER = 999_999_999_999_999;

interface ColumnPen {
  readonly kind: SheetColumn['kind'];
  readonly start: string;
  readonly style: string;
  readonly markedStyle: string;
}

/** One inline-string cell (ECMA-376 part 1, 18.3.1.53): text that no program evaluates. */
export function textCell(reference: string, style: number, text: string): string {
  return `<c r="${reference}" s="${style}"${inlineText(text)}`;
}

/**
 * Makes the function that turns a row into XML. The parts that are the same in every row are built once.
 * @throws RangeError for a row with more cells than the table has columns
 */
export function rowWriter(columns: readonly SheetColumn[]): (row: SheetRow, rowNumber: number) => string {
  const pens = columns.map(
    (column, index): ColumnPen => ({
      kind: column.kind,
      start: `<c r="${columnLetters(index)}`,
      style: `" s="${bodyStyle(column, false)}"`,
      markedStyle: `" s="${bodyStyle(column, true)}"`,
    }),
  );
  return (row, rowNumber) => {
    if (row.length > pens.length) {
      throw new RangeError(`row has ${row.length} cells, the table ${pens.length} columns`);
    }
    const number = String(rowNumber);
    let xml = `<row r="${number}">`;
    let index = 0;
    for (const pen of pens) {
      const cell = row[index];
      index += 1;
      const marked = isMarked(cell);
      const value = marked ? cell.marked : (cell ?? null);
      xml += pen.start + number + (marked ? pen.markedStyle : pen.style) + content(pen.kind, value);
    }
    return `${xml}</row>`;
  };
}

function isMarked(cell: CellValue | MarkedCell | undefined): cell is MarkedCell {
  return typeof cell === 'object' && cell !== null;
}

function content(kind: SheetColumn['kind'], value: CellValue): string {
  if (value === null || value === '') return '/>';
  if (kind === 'text') return inlineText(String(value));
  const number = typed(kind, value);
  return number === null ? inlineText(String(value)) : `><v>${number}</v></c>`;
}

function typed(kind: SheetColumn['kind'], value: string | number): string | number | null {
  if (kind === 'integer') return integer(value);
  if (typeof value === 'number') return null;
  return kind === 'date' ? daySerial(value) : instantSerial(value);
}

function integer(value: string | number): number | null {
  const number = typeof value === 'number' ? value : /^(0|-?[1-9]\d{0,14})$/.test(value) ? Number(value) : null;
  return number !== null && Number.isInteger(number) && Math.abs(number) <= MAX_EXACT_INTEGER ? number : null;
}

function inlineText(text: string): string {
  const space = needsPreserve(text) ? ' xml:space="preserve"' : '';
  return ` t="inlineStr"><is><t${space}>${xmlText(text)}</t></is></c>`;
}

/** XML readers may trim white space at the ends and fold line breaks unless told to keep them. */
function needsPreserve(text: string): boolean {
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32 || text.includes('\n');
}
