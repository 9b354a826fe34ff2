import { parse } from 'csv-parse/browser/esm/sync';
import { ByteBlock } from './bytes.ts';
import { type CancelSignal, type SheetPorts, throwIfCancelled } from './ports.ts';

/** Field separators that ledgers come with; Excel writes the semicolon in some regions. */
export type CsvDelimiter = ',' | '\t' | ';';

const DELIMITERS: readonly CsvDelimiter[] = [',', '\t', ';'];
const BYTE_ORDER_MARK = '\ufeff';
const BLOCK_BYTES = 256 * 1024;
/** Records that the delimiter is judged by. */
const SAMPLE_RECORDS = 20;
const SAMPLE_CHARS = 64 * 1024;

// Spreadsheet programs run a cell that begins so, the full-width forms included. Apostrophes in front are part
// of the pattern, so that a text which already has one gains a second and both ways stay exact.
const RISKY = /^'*[=+\-@\t\r\n＝＋－＠]/;
const NEUTRALIZED = /^'+[=+\-@\t\r\n＝＋－＠]/;
// Separators of other dialects are quoted too: then a reader cannot guess the wrong one.
const NEEDS_QUOTES = /[",;\t\r\n]/;
const FORCED_TEXT = /^="([^"]*)"$/;

/** Puts the apostrophe in front of a text that a spreadsheet program would run as a formula (CWE-1236). */
export function neutralizeFormula(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

/** Takes off exactly the apostrophe that `neutralizeFormula` puts on. */
export function restoreFormula(text: string): string {
  return NEUTRALIZED.test(text) ? text.slice(1) : text;
}

/** One record with its CRLF (RFC 4180), formulas neutralized. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const fields = cells.map((cell) => {
    const text = neutralizeFormula(cell === null ? '' : String(cell));
    return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  // A lone empty field would read as an empty line, a record of no fields.
  const line = fields.length === 1 && fields[0] === '' ? '""' : fields.join(',');
  return `${line}\r\n`;
}

/**
 * Writes CSV that Excel and WPS open with the right characters: UTF-8 with byte order mark, CRLF, RFC 4180.
 * Rows are pulled as fast as the bytes are taken.
 * @throws SheetCancelled between two rows once the signal is aborted
 */
export async function* writeCsv(
  ports: Pick<SheetPorts, 'breathe'>,
  headings: readonly string[],
  rows: AsyncIterable<readonly (string | number | null)[]> | Iterable<readonly (string | number | null)[]>,
  signal?: CancelSignal,
): AsyncGenerator<Uint8Array> {
  const block = new ByteBlock(BLOCK_BYTES);
  block.text(BYTE_ORDER_MARK + csvLine(headings));
  for await (const row of rows) {
    throwIfCancelled(signal);
    block.text(csvLine(row));
    if (block.length < BLOCK_BYTES) continue;
    yield block.take();
    await ports.breathe();
  }
  yield block.take();
}

/**
 * Reads CSV text: any of the three separators, CRLF, CR or LF, quoted fields with line breaks, ragged rows.
 * Cells come back as they were before `csvLine`; `="0012"`, with which other systems force text, loses its wrapping.
 * Empty lines are records too, so that a record's index tells its row as spreadsheet programs count.
 * @throws CsvError when a quoted field is never closed
 */
export function parseCsv(text: string): string[][] {
  const plain = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return records(plain, detectDelimiter(plain)).map((cells) => cells.map(restoreCell));
}

function restoreCell(cell: string): string {
  const forced = FORCED_TEXT.exec(cell);
  return forced?.[1] ?? restoreFormula(cell);
}

function records(text: string, delimiter: CsvDelimiter): string[][] {
  return parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
  });
}

/**
 * The separator that cuts most of the first records into the same number of fields; a comma when nothing
 * tells. What stands inside quotes does not count.
 */
export function detectDelimiter(text: string): CsvDelimiter {
  const sample = separatorsOf(text.slice(0, SAMPLE_CHARS));
  let best: CsvDelimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = sample.map((separators) => separators.filter((found) => found === delimiter).length);
    const usual = mode(counts.filter((count) => count > 0));
    const score = counts.filter((count) => count === usual).length * SAMPLE_CHARS + usual;
    if (usual > 0 && score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** The characters outside quotes that may be separators, for each of the first records. */
function separatorsOf(text: string): string[][] {
  const found: string[][] = [];
  let current: string[] = [];
  let quoted = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    if (quoted) continue;
    if (char === '\n' || char === '\r') {
      if (current.length > 0) found.push(current);
      current = [];
      if (found.length >= SAMPLE_RECORDS) return found;
    } else if (char === ',' || char === '\t' || char === ';') current.push(char);
  }
  return current.length > 0 ? [...found, current] : found;
}

function mode(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best = 0;
  for (const [number, count] of counts) if (count > (counts.get(best) ?? 0)) best = number;
  return best;
}
