import { type ByteBlock, utf8 } from '../bytes.ts';
import type { CellValue, MarkedCell, SheetColumn, SheetRow } from './model.ts';
import { daySerial, instantSerial } from './serial.ts';
import { bodyStyle } from './styles.ts';
import { columnLetters, MAX_CELL_TEXT, xmlText } from './text.ts';

/** Whole numbers beyond 15 digits lose digits in a spreadsheet, so they are kept as text. */
const MAX_EXACT_INTEGER = 999_999_999_999_999;

/** The constant bytes of a body cell, plain or marked. */
interface Look {
  readonly text: Uint8Array;
  readonly spacedText: Uint8Array;
  readonly number: Uint8Array;
  readonly empty: Uint8Array;
}

interface ColumnPen {
  readonly kind: SheetColumn['kind'];
  readonly start: Uint8Array;
  readonly plain: Look;
  readonly marked: Look;
}

const ROW_START = utf8('<row r="');
const ROW_OPEN = utf8('">');
const ROW_END = utf8('</row>');
const TEXT_END = utf8('</t></is></c>');
const NUMBER_END = utf8('</v></c>');

/** One inline-string cell (ECMA-376 part 1, 18.3.1.53): text that no program evaluates. */
export function textCell(reference: string, style: number, text: string): string {
  const space = hasOuterSpace(text) ? ' xml:space="preserve"' : '';
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${space}>${xmlText(text)}</t></is></c>`;
}

/**
 * Makes the function that appends a row to `block`. What is the same in every row is encoded once.
 * @throws RangeError for a row with more cells than the table has columns
 */
export function rowWriter(
  columns: readonly SheetColumn[],
  block: ByteBlock,
): (row: SheetRow, rowNumber: number) => void {
  const pens = columns.map(
    (column, index): ColumnPen => ({
      kind: column.kind,
      start: utf8(`<c r="${columnLetters(index)}`),
      plain: lookOf(bodyStyle(column, false)),
      marked: lookOf(bodyStyle(column, true)),
    }),
  );
  return (row, rowNumber) => {
    if (row.length > pens.length) {
      throw new RangeError(`row has ${row.length} cells, the table ${pens.length} columns`);
    }
    block.put(ROW_START);
    const numberAt = block.length;
    block.text(String(rowNumber));
    const numberLength = block.length - numberAt;
    block.put(ROW_OPEN);
    let index = 0;
    for (const pen of pens) {
      const cell = row[index];
      index += 1;
      block.put(pen.start);
      block.again(numberAt, numberLength);
      if (isMarked(cell)) writeValue(block, pen.kind, pen.marked, cell.marked);
      else writeValue(block, pen.kind, pen.plain, cell ?? null);
    }
    block.put(ROW_END);
  };
}

function lookOf(style: number): Look {
  return {
    text: utf8(`" s="${style}" t="inlineStr"><is><t>`),
    spacedText: utf8(`" s="${style}" t="inlineStr"><is><t xml:space="preserve">`),
    number: utf8(`" s="${style}"><v>`),
    empty: utf8(`" s="${style}"/>`),
  };
}

function isMarked(cell: CellValue | MarkedCell | undefined): cell is MarkedCell {
  return typeof cell === 'object' && cell !== null;
}

function writeValue(block: ByteBlock, kind: SheetColumn['kind'], look: Look, value: CellValue): void {
  if (value === null || value === '') {
    block.put(look.empty);
    return;
  }
  const number = kind === 'text' ? null : typed(kind, value);
  if (number !== null) {
    block.put(look.number);
    block.text(number);
    block.put(NUMBER_END);
    return;
  }
  const text = String(value);
  block.put(hasOuterSpace(text) ? look.spacedText : look.text);
  if (text.length > MAX_CELL_TEXT || !block.plainXml(text)) block.text(xmlText(text));
  block.put(TEXT_END);
}

/** The number as it stands in the file; null when the value does not fit the column's kind. */
function typed(kind: SheetColumn['kind'], value: string | number): string | null {
  if (kind === 'integer') return integer(value);
  if (typeof value === 'number') return null;
  return kind === 'date' ? daySerial(value) : instantSerial(value);
}

function integer(value: string | number): string | null {
  if (typeof value === 'string') return /^(0|-?[1-9]\d{0,14})$/.test(value) ? value : null;
  return Number.isInteger(value) && Math.abs(value) <= MAX_EXACT_INTEGER ? String(value) : null;
}

/** XML readers may trim white space at the ends, and with it line breaks, unless told to keep it. */
function hasOuterSpace(text: string): boolean {
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32;
}
