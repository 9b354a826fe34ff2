import type { ObjectState } from '../domain/object.ts';
import type { ObjectType } from '../domain/objectType.ts';
import type { LogEvent } from '../log/event.ts';
import type { ColumnKind } from '../sheet/xlsx/model.ts';
import type { Text } from '../text.ts';

/** One column of a ledger; the Chinese title is the official heading. */
export interface LedgerColumn {
  readonly title: Text;
  /** Width in characters of the body font. */
  readonly width: number;
  readonly kind: ColumnKind;
  /** Breaks long text inside the cell. */
  readonly wrap?: boolean;
}

/** Value of one cell: text, a legal day or an instant as text, a whole number, or nothing. */
export type LedgerCell = string | number | null;

/** What the cells of a ledger rest on besides the record. */
export interface LedgerContext {
  /**
   * Titles of the records referred to, by id; the title of a site's column stands under `site/column`, the number of a
   * staff filing under `no/` and its id.
   */
  readonly names: Readonly<Record<string, string>>;
  /** Legal day the ledger is made for. */
  readonly today: string;
}

/** A ledger with one row for each present record. `cells` is a method, so that all ledgers fit in one table. */
export interface StateLedger<S extends ObjectState = ObjectState> {
  readonly source: 'state';
  readonly type: ObjectType;
  readonly title: Text;
  readonly columns: readonly LedgerColumn[];
  /** @param n number of the row, from 1 */
  cells(state: S, context: LedgerContext, n: number): readonly LedgerCell[];
}

/** One line of the log with what a ledger made of lines shows of it. */
export interface LedgerLine {
  readonly event: LogEvent;
  /** SM3 of the chain at this line, hex. */
  readonly hash: string;
  /** State of the line's object before and after it; null where it changes none. */
  readonly before: ObjectState | null;
  readonly after: ObjectState | null;
  /** The case under which it ran. */
  readonly case: { readonly no: string; readonly openedAt: string } | null;
}

/** A ledger made of the log: a line gives no, one or several rows. */
export interface LineLedger {
  readonly source: 'lines';
  readonly title: Text;
  readonly columns: readonly LedgerColumn[];
  /** Does the line belong into the ledger; asked before states are folded for it. */
  readonly takes: (event: LogEvent) => boolean;
  /** @param n number of the first row, from 1 */
  readonly rows: (line: LedgerLine, context: LedgerContext, n: number) => readonly (readonly LedgerCell[])[];
}

export type LedgerDef = StateLedger | LineLedger;

/** Builders of columns: identifiers are text, so that no digit is lost; days and instants are real dates. */
export const column = {
  text: (zh: string, en: string, width: number): LedgerColumn => ({ title: { zh, en }, width, kind: 'text' }),
  long: (zh: string, en: string, width: number): LedgerColumn => ({
    title: { zh, en },
    width,
    kind: 'text',
    wrap: true,
  }),
  day: (zh: string, en: string): LedgerColumn => ({ title: { zh, en }, width: 12, kind: 'date' }),
  instant: (zh: string, en: string): LedgerColumn => ({ title: { zh, en }, width: 20, kind: 'instant' }),
  count: (zh: string, en: string, width = 8): LedgerColumn => ({ title: { zh, en }, width, kind: 'integer' }),
};

/** 序号, the first column of every ledger. */
export const numberColumn: LedgerColumn = column.count('序号', 'No.', 6);
