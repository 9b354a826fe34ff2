import { ByteBlock } from '../bytes.ts';
import { type CancelSignal, type SheetPorts, throwIfCancelled } from '../ports.ts';
import { rowWriter, textCell } from './cells.ts';
import type { PageSetup, Sheet } from './model.ts';
import type { RowSource } from './rowSource.ts';
import { STYLE } from './styles.ts';
import { columnLetters, headerText, xmlText } from './text.ts';

/** Bytes of XML that are gathered before a block is handed on: a few milliseconds of work. */
const BLOCK_BYTES = 512 * 1024;
/** Room behind a block's mark for the row that passes it, so that blocks hardly ever grow. */
const ROW_ROOM = 64 * 1024;
/** Most rows of a sheet (ECMA-376 as kept by Excel, WPS and LibreOffice). */
export const MAX_ROWS = 1_048_576;
/** A sheet's XML stays below the 4 GiB at which its zip entry would need zip64, with room for one huge row. */
const MAX_SHEET_BYTES = 3_500_000_000;

/** The block that sheets are gathered in, one for a whole workbook. */
export function sheetBlock(): ByteBlock {
  return new ByteBlock(BLOCK_BYTES + ROW_ROOM);
}

/** Rows of one written sheet, for the workbook's defined names. */
export interface SheetExtent {
  /** Row that carries the headings, counted from 1. */
  readonly headRow: number;
  /** Last row of the table body, or the heading row of an empty table. */
  lastRow: number;
}

/** Row of the headings: below the title and the second line where there are any. */
export function headRowOf(sheet: Sheet): number {
  return 1 + (sheet.title === undefined ? 0 : 1) + (sheet.subtitle === undefined ? 0 : 1);
}

/** What the sheets of one workbook have in common. */
export interface Surroundings {
  /** Where the XML is gathered; see `sheetBlock`. */
  readonly block: ByteBlock;
  readonly ports: SheetPorts;
  readonly signal: CancelSignal | undefined;
  /** Most rows of a sheet, heading and foot included. */
  readonly maxRows: number;
}

/**
 * The XML of one sheet, block by block (ECMA-376 part 1, 18.3.1.99). It takes rows from `source` until that
 * is empty or the sheet is full; what is left goes onto the next sheet.
 * @throws SheetCancelled between two rows once the signal is aborted
 */
export async function* worksheetXml(
  sheet: Sheet,
  source: RowSource,
  extent: SheetExtent,
  { block, ports, signal, maxRows }: Surroundings,
): AsyncGenerator<Uint8Array> {
  const write = rowWriter(sheet.columns, block);
  const lastBodyRow = maxRows - (sheet.foot?.length ?? 0);
  block.text(`${openXml(sheet, extent.headRow)}<sheetData>${topRows(sheet, extent.headRow)}`);
  let written = 0;
  while (extent.lastRow < lastBodyRow && written < MAX_SHEET_BYTES) {
    throwIfCancelled(signal);
    const row = await source.next();
    if (row === null) break;
    extent.lastRow += 1;
    write(row, extent.lastRow);
    if (block.length < BLOCK_BYTES) continue;
    written += block.length;
    yield block.take();
    await ports.breathe();
  }
  await source.look();
  const foot = source.isEmpty() ? (sheet.foot ?? []) : [];
  block.text(`${footRows(foot, extent.lastRow)}</sheetData>${closeXml(sheet, extent, foot.length)}`);
  yield block.take();
}

function openXml(sheet: Sheet, headRow: number): string {
  const cols = sheet.columns
    .map(
      (column, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${column.width}" customWidth="1"/>`,
    )
    .join('');
  const below = `A${headRow + 1}`;
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headRow}" topLeftCell="${below}" ` +
    `activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="${below}" sqref="${below}"/>` +
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>' +
    `<cols>${cols}</cols>`
  );
}

function topRows(sheet: Sheet, headRow: number): string {
  const { title, subtitle } = sheet;
  const rows: string[] = [];
  if (title !== undefined) {
    rows.push(`<row r="1" ht="42" customHeight="1">${textCell('A1', STYLE.title, title)}</row>`);
  }
  if (subtitle !== undefined) {
    const row = headRow - 1;
    const right = columnLetters(rightStart(sheet));
    const left = textCell(`A${row}`, STYLE.subtitleLeft, subtitle.left);
    rows.push(
      `<row r="${row}">${left}${textCell(`${right}${row}`, STYLE.subtitleRight, subtitle.right)}</row>`,
    );
  }
  const head = sheet.columns.map((column, index) =>
    textCell(`${columnLetters(index)}${headRow}`, STYLE.head, column.title),
  );
  rows.push(`<row r="${headRow}" ht="24" customHeight="1">${head.join('')}</row>`);
  return rows.join('');
}

/** First column of the second line's right half. */
function rightStart(sheet: Sheet): number {
  return Math.ceil(sheet.columns.length / 2);
}

function footRows(lines: readonly string[], lastRow: number): string {
  return lines
    .map((line, index) => {
      const row = lastRow + 1 + index;
      return `<row r="${row}">${textCell(`A${row}`, STYLE.foot, line)}</row>`;
    })
    .join('');
}

/** What follows the rows, in the order that the schema demands (CT_Worksheet). */
function closeXml(sheet: Sheet, extent: SheetExtent, footLines: number): string {
  const last = columnLetters(sheet.columns.length - 1);
  const body = `A${extent.headRow}:${last}${extent.lastRow}`;
  const merges = mergedRanges(sheet, extent, footLines);
  const filter = sheet.filter === false ? '' : `<autoFilter ref="${body}"/>`;
  const merged =
    merges.length === 0
      ? ''
      : `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  // Without this, programs put a warning corner on every identity and filing number.
  const ignored = `<ignoredErrors><ignoredError sqref="${body}" numberStoredAsText="1"/></ignoredErrors>`;
  return `${filter}${merged}${pageXml(sheet.page)}${ignored}</worksheet>`;
}

function mergedRanges(sheet: Sheet, extent: SheetExtent, footLines: number): string[] {
  const width = sheet.columns.length;
  if (width < 2) return [];
  const last = columnLetters(width - 1);
  const ranges = sheet.title === undefined ? [] : [`A1:${last}1`];
  if (sheet.subtitle !== undefined && width > 3) {
    const row = extent.headRow - 1;
    const middle = rightStart(sheet);
    ranges.push(`A${row}:${columnLetters(middle - 1)}${row}`, `${columnLetters(middle)}${row}:${last}${row}`);
  }
  for (let row = extent.lastRow + 1; row <= extent.lastRow + footLines; row += 1)
    ranges.push(`A${row}:${last}${row}`);
  return ranges;
}

/** Margins in inches: binding edge 28 mm, head 37 mm (GB/T 9704-2012); turned with the page when it lies. */
const MARGINS = {
  portrait: 'left="1.1" right="1.02" top="1.46" bottom="1.38"',
  landscape: 'left="0.79" right="0.79" top="1.1" bottom="0.98"',
} as const;

function pageXml(page: PageSetup | undefined): string {
  const orientation = page?.orientation ?? 'landscape';
  const header =
    page?.header === undefined ? '' : `<oddHeader>&amp;C${xmlText(headerText(page.header))}</oddHeader>`;
  const left = page?.footer === undefined ? '' : `&amp;L${xmlText(headerText(page.footer))}`;
  return (
    '<printOptions horizontalCentered="1"/>' +
    `<pageMargins ${MARGINS[orientation]} header="0.5" footer="0.5"/>` +
    `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>` +
    `<headerFooter>${header}<oddFooter>${left}&amp;R第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>`
  );
}
