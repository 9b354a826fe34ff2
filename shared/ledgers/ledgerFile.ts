import type { LedgerKind } from '../api/kinds.ts';
import type { OperationInput, OperationOutput } from '../api/operations.ts';
import { explanationColumns, explanationRows, explanationTitle } from './explanation.ts';
import type { LedgerColumn } from './ledger.ts';
import { ledgerDefs } from './ledgers.ts';
import { writeCsv } from '../sheet/csv.ts';
import type { CancelSignal, SheetPorts } from '../sheet/ports.ts';
import { createXlsx } from '../sheet/xlsx/createXlsx.ts';
import type { SheetColumn, Workbook } from '../sheet/xlsx/model.ts';
import { say, type Language, type Text } from '../text.ts';
import { filterWords } from '../query/filterWords.ts';

type Cells = OperationOutput<'exports.page'>['rows'][number];

/** One export on its way into a file. */
export interface LedgerFile {
  readonly request: OperationInput<'exports.open'>;
  readonly registered: OperationOutput<'exports.open'>;
  readonly rows: AsyncIterable<Cells>;
  readonly fileName: string;
  readonly language: Language;
  /** Result of recomputing the log's chain; null when it was not. */
  readonly chainOk: boolean | null;
  readonly signal?: CancelSignal;
}

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** Official title of a ledger. */
export function ledgerTitle(ledger: LedgerKind): Text {
  return ledgerDefs[ledger].title;
}

/** The bytes of the file, pulled row by row: the ledger, and in a workbook the sheet that explains it. */
export function ledgerBytes(ports: SheetPorts, file: LedgerFile): AsyncIterable<Uint8Array> {
  const { request, language, rows, signal } = file;
  if (request.format === 'xlsx') return createXlsx(ports)(workbook(file), signal && { signal });
  const titles = ledgerDefs[request.ledger].columns.map((column) => say(column.title, language));
  return writeCsv(ports, titles, rows, signal);
}

function workbook(file: LedgerFile): Workbook {
  const { request, registered, language } = file;
  const { columns } = ledgerDefs[request.ledger];
  const title = say(ledgerTitle(request.ledger), language);
  const lines: Lines = { first: null, last: null };
  const day = chinaClock(registered.at).slice(0, 10);
  return {
    title,
    creator: registered.by,
    created: registered.at,
    sheets: [
      {
        name: title,
        title,
        subtitle: subtitle(registered.unit, day, language),
        columns: columns.map((column) => sheetColumn(column, language)),
        rows: request.ledger === 'audit' ? noting(file.rows, lines) : file.rows,
        page: {
          orientation: 'landscape',
          header: `${registered.by} ${chinaClock(registered.at)} ${registered.number}`,
        },
        foot: [footLine[language]],
      },
      {
        name: say(explanationTitle, language),
        columns: explanationColumns.map((column) => sheetColumn(column, language)),
        // Pulled after the ledger's own rows, so it can tell what they were.
        rows: { [Symbol.iterator]: () => explain(file, lines)[Symbol.iterator]() },
        filter: false,
      },
    ],
  };
}

interface Lines {
  first: number | null;
  last: number | null;
}

/** The log's own numbers stand in the first column of the audit ledger. */
async function* noting(rows: AsyncIterable<Cells>, lines: Lines): AsyncGenerator<Cells> {
  for await (const row of rows) {
    const [seq] = row;
    if (typeof seq === 'number') {
      lines.first ??= seq;
      lines.last = seq;
    }
    yield row;
  }
}

function explain({ request, registered, fileName, language, chainOk }: LedgerFile, lines: Lines) {
  const days = request.query.filters.find(
    ({ column, op }) => op === 'between' && ['at', 'day'].includes(column),
  );
  const dayOf = (value: unknown) => (typeof value === 'string' ? value.slice(0, 10) : null);
  return explanationRows(
    {
      title: ledgerTitle(request.ledger),
      number: registered.number,
      from: dayOf(days?.values[0]),
      to: dayOf(days?.values[1]),
      asOf: registered.at,
      filters: filterWords(request.query, registered.names),
      count: registered.total,
      firstSeq: lines.first,
      lastSeq: lines.last,
      upToSeq: registered.upToSeq,
      chainHash: registered.lastHash,
      chainOk,
      exportedBy: registered.by,
      unit: registered.unit,
      exportedAt: registered.at,
      approvedBy: null,
      purpose: request.purpose,
      letter: request.letter ?? null,
      fileName,
      format: request.format,
      clock: chinaClock,
    },
    language,
  );
}

function sheetColumn({ title, width, kind, wrap }: LedgerColumn, language: Language): SheetColumn {
  return { title: say(title, language), width, kind, ...(wrap !== undefined && { wrap }) };
}

/** Official tables name who fills them in on the left and when on the right (official form). */
function subtitle(unit: string, day: string, language: Language): { left: string; right: string } {
  return language === 'zh-CN'
    ? { left: `填报单位(盖章)：${unit}`, right: `填报日期：${day}` }
    : { left: `Filled in by (seal): ${unit}`, right: `Date: ${day}` };
}

const footLine: Readonly<Record<Language, string>> = {
  'zh-CN': '单位负责人：　　　　　审核人：　　　　　填报人：　　　　　联系电话：',
  'en-US': 'Head of unit:            Reviewed by:            Filled in by:            Telephone:',
};

/** Instant in the official clock of China: 2026-03-02 09:31:07. */
function chinaClock(instant: string): string {
  const shifted = new Date(Date.parse(instant) + CHINA_OFFSET_MS);
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}
