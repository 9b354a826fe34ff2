import type { LedgerKind } from '../api/kinds.ts';
import { dayOf } from '../calendar/legalDay.ts';
import { filterWords } from '../query/filterWords.ts';
import type { QuerySpec } from '../query/spec.ts';
import { writeCsv } from '../sheet/csv.ts';
import type { CancelSignal, SheetPorts } from '../sheet/ports.ts';
import { createXlsx } from '../sheet/xlsx/createXlsx.ts';
import type { Sheet } from '../sheet/xlsx/model.ts';
import { say, type Language } from '../text.ts';
import { explanationColumns, explanationRows, explanationTitle, type Explanation } from './explanation.ts';
import type { LedgerCell, LedgerColumn } from './ledger.ts';
import { ledgerDefs } from './ledgers.ts';

/** A registered export and its rows, as they become a file. */
export interface LedgerFile {
  readonly ledger: LedgerKind;
  readonly format: 'xlsx' | 'csv';
  readonly query: QuerySpec;
  readonly purpose: string;
  readonly letter: string | null;
  readonly fileName: string;
  readonly language: Language;
  /** What the center answered when the export was registered. */
  readonly registered: {
    readonly number: string;
    readonly total: number;
    readonly upToSeq: number;
    readonly lastHash: string;
    readonly at: string;
    readonly by: string;
    readonly unit: string;
    /** Titles of the records that the filters name. */
    readonly names: Readonly<Record<string, string>>;
  };
  readonly rows: AsyncIterable<readonly LedgerCell[]>;
  readonly signal?: CancelSignal;
}

/** Bytes of the spreadsheet: the ledger itself and a second sheet that explains it; csv holds the ledger alone. */
export function ledgerFile(ports: SheetPorts, given: LedgerFile): AsyncIterable<Uint8Array> {
  const { title, columns } = ledgerDefs[given.ledger];
  const { registered, language } = given;
  const seen: Seen = { count: 0, first: null, last: null };
  const rows = counted(given.rows, seen);
  if (given.format === 'csv')
    return writeCsv(
      ports,
      columns.map((column) => say(column.title, language)),
      rows,
      given.signal,
    );
  const day = dayOf(registered.at);
  const ledger: Sheet = {
    name: say(title, language),
    columns: columns.map((column) => columnOf(column, language)),
    rows,
    title: say(title, language),
    subtitle: {
      left: language === 'zh-CN' ? `填报单位(盖章):${registered.unit}` : `Unit (seal): ${registered.unit}`,
      right: language === 'zh-CN' ? `填报日期:${day}` : `Date: ${day}`,
    },
    foot: [
      language === 'zh-CN'
        ? '单位负责人:        审核人:        填报人:        联系电话:'
        : 'Head of unit:        Reviewed by:        Filled in by:        Phone:',
    ],
    page: {
      orientation: 'landscape',
      header: `${registered.by} ${clockText(registered.at)} ${registered.number}`,
    },
  };
  const explanation: Sheet = {
    name: say(explanationTitle, language),
    columns: explanationColumns.map((column) => columnOf(column, language)),
    rows: later(() => explanationRows(explain(given, seen), language)),
    filter: false,
    page: { orientation: 'portrait' },
  };
  const workbook = {
    title: say(title, language),
    creator: registered.by,
    created: registered.at,
    sheets: [ledger, explanation],
  };
  return createXlsx(ports)(workbook, given.signal && { signal: given.signal });
}

interface Seen {
  count: number;
  first: LedgerCell;
  last: LedgerCell;
}

async function* counted(rows: LedgerFile['rows'], seen: Seen): AsyncGenerator<readonly LedgerCell[]> {
  for await (const row of rows) {
    if (seen.count === 0) seen.first = row[0] ?? null;
    seen.last = row[0] ?? null;
    seen.count += 1;
    yield row;
  }
}

/** Rows that are made only when the sheet's turn comes, after the ledger has been counted. */
function* later<T>(make: () => Iterable<T>): Generator<T> {
  yield* make();
}

function columnOf(column: LedgerColumn, language: Language) {
  const { title, ...rest } = column;
  return { ...rest, title: say(title, language) };
}

function explain(given: LedgerFile, seen: Seen): Explanation {
  const { registered, query } = given;
  const period = query.filters.find((filter) => filter.op === 'between' && filter.column === 'at');
  const [from = null, to = null] = (period?.values ?? []).map((value) =>
    typeof value === 'string' ? dayOf(value) : null,
  );
  const line = (value: LedgerCell) => (given.ledger === 'audit' && typeof value === 'number' ? value : null);
  return {
    title: ledgerDefs[given.ledger].title,
    number: registered.number,
    from,
    to,
    asOf: registered.at,
    filters: filterWords(query, registered.names),
    count: seen.count,
    firstSeq: line(seen.first),
    lastSeq: line(seen.last),
    upToSeq: registered.upToSeq,
    chainHash: registered.lastHash,
    chainOk: null,
    exportedBy: registered.by,
    unit: registered.unit,
    exportedAt: registered.at,
    approvedBy: null,
    purpose: given.purpose,
    letter: given.letter,
    fileName: given.fileName,
    format: given.format,
    clock: clockText,
  };
}

/** An instant in the official clock of China (UTC+8 all year), `2026-11-21 09:31:07`. */
function clockText(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
