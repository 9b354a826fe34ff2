import { utf8 } from '../bytes.ts';
import type { CancelSignal, SheetPorts } from '../ports.ts';
import type { Sheet, Workbook } from './model.ts';
import {
  contentTypesXml,
  corePropertiesXml,
  rootRelsXml,
  sheetPath,
  type WrittenSheet,
  workbookRelsXml,
  workbookXml,
} from './parts.ts';
import { openRows, type RowSource } from './rowSource.ts';
import { stylesXml } from './styles.ts';
import { sheetName } from './text.ts';
import {
  headRowOf,
  MAX_ROWS,
  type SheetExtent,
  type Surroundings,
  sheetBlock,
  worksheetXml,
} from './worksheet.ts';
import { type ZipEntry, zip } from './zip.ts';

/** How one export runs. */
export interface XlsxOptions {
  readonly signal?: CancelSignal;
  /** Rows of a sheet after which the table goes on on a further one; the format's limit unless lower. */
  readonly maxRows?: number;
}

/**
 * Makes the function that writes a workbook (ECMA-376, transitional) as a stream of bytes.
 *
 * Rows are pulled only as fast as the bytes are taken, at most some thousands ahead of them; nothing is
 * gathered. A table longer than a sheet goes on on a further sheet with the same heading. Text stays text:
 * no cell can become a formula. The same input gives the same bytes, whatever the machine.
 *
 * The stream throws SheetCancelled once the signal is aborted, RangeError for a sheet without columns, a row
 * wider than its table or an archive beyond 4 GiB, and whatever the rows throw; the bytes so far are then no
 * whole file.
 */
export function createXlsx(
  ports: SheetPorts,
): (workbook: Workbook, options?: XlsxOptions) => AsyncGenerator<Uint8Array> {
  return (workbook, options = {}) =>
    zip(entries(workbook, ports, options), ports, workbook.created, options.signal);
}

/** What the sheets of one workbook share while it is being written. */
interface Progress extends Surroundings {
  readonly written: WrittenSheet[];
  readonly taken: Set<string>;
}

async function* entries(
  workbook: Workbook,
  ports: SheetPorts,
  { signal, maxRows = MAX_ROWS }: XlsxOptions,
): AsyncGenerator<ZipEntry> {
  const part = (name: string, xml: string): ZipEntry => ({ name, content: [utf8(xml)] });
  // In front, since file type detectors look at the first entries only.
  yield part('_rels/.rels', rootRelsXml());
  yield part('docProps/core.xml', corePropertiesXml(workbook));
  yield part('xl/styles.xml', stylesXml());
  const progress: Progress = {
    written: [],
    taken: new Set(),
    block: sheetBlock(),
    ports,
    signal,
    maxRows: Math.min(maxRows, MAX_ROWS),
  };
  const names = workbook.sheets.map((sheet) => sheetName(sheet.name, progress.taken));
  for (const [index, sheet] of workbook.sheets.entries()) {
    if (sheet.columns.length === 0) throw new RangeError(`sheet ${sheet.name} has no columns`);
    const source = openRows(sheet.rows);
    try {
      yield* sheetEntries(sheet, names[index] ?? sheet.name, source, progress);
    } finally {
      await source.close();
    }
  }
  yield part('xl/workbook.xml', workbookXml(progress.written));
  yield part('xl/_rels/workbook.xml.rels', workbookRelsXml(progress.written));
  yield part('[Content_Types].xml', contentTypesXml(progress.written));
}

/** One entry for each sheet that the table fills; an empty table still gets its heading. */
async function* sheetEntries(
  sheet: Sheet,
  firstName: string,
  source: RowSource,
  { written, taken, ...around }: Progress,
): AsyncGenerator<ZipEntry> {
  const headRow = headRowOf(sheet);
  let name = firstName;
  do {
    const extent: SheetExtent = { headRow, lastRow: headRow };
    written.push({ name, sheet, extent });
    yield {
      name: sheetPath(written.length - 1),
      content: worksheetXml(sheet, source, extent, around),
      release: (block) => around.block.giveBack(block),
    };
    if (!source.isEmpty()) name = sheetName(sheet.name, taken);
  } while (!source.isEmpty());
}
