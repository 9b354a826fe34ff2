import type { ImportKind } from '../api/kinds.ts';
import { canonicalJson, sm3Hex } from '../log/canonical.ts';
import type { JsonObject } from '../log/patch.ts';
import { refuse } from '../rules/finding.ts';
import { readAddressRow } from './addresses.ts';
import type { ImportContext } from './context.ts';
import { readDomainRow } from './domains.ts';
import type { ImportFinding } from './finding.ts';
import { readStaffRow } from './staff.ts';

/** Cells of one row of a file by field key; columns that are not taken over are left out. */
export type Cells = Readonly<Record<string, string>>;

/** One row of a file as a record. */
export interface ReadRow {
  /**
   * Finds the same matter again: canonical domain or address, keyed digest of a person; where that is missing
   * `code/host`, `name/unit`, else `row:` and a digest of the cells.
   */
  readonly key: string;
  /** Input of the act that takes the record over; of a bad row what could be read of it. */
  readonly record: JsonObject;
  readonly findings: readonly ImportFinding[];
}

/** What a reader of one kind finds; a null key means that nothing names the matter. */
export interface ReadParts {
  readonly key: string | null;
  readonly record: JsonObject;
  readonly findings: readonly ImportFinding[];
}

/** Reads one row: pure, every finding at once, each with field, rule and the value as it stood. */
export function readRow(kind: ImportKind, cells: Cells, context: ImportContext): ReadRow {
  const parts = readerOf(kind)(cells, context);
  return { ...parts, key: parts.key ?? `row:${sm3Hex(canonicalJson(cells)).slice(0, 16)}` };
}

/** Reads the rows of a file; a matter that stands in it twice is bad from its second row on. */
export function readRows(
  kind: ImportKind,
  rows: readonly Cells[],
  context: ImportContext,
): readonly ReadRow[] {
  const seen = new Map<string, number>();
  return rows.map((cells, index) => {
    const row = readRow(kind, cells, context);
    const first = seen.get(row.key);
    if (first === undefined) {
      seen.set(row.key, index);
      return row;
    }
    return { ...row, findings: [...row.findings, repeated(kind, row, first + 1)] };
  });
}

function repeated(kind: ImportKind, row: ReadRow, first: number): ImportFinding {
  const place = { domains: 'domain', addresses: 'address', staff: 'idNumber' }[kind];
  return {
    ...refuse('import/repeated', null, place, {
      zh: `与本文件第 ${first} 条数据重复;请保留一条`,
      en: `The same matter stands in row ${first} of the data; keep one of them`,
    }),
    value: kind === 'staff' ? '' : row.key,
  };
}

function readerOf(kind: ImportKind): (cells: Cells, context: ImportContext) => ReadParts {
  switch (kind) {
    case 'domains':
      return readDomainRow;
    case 'addresses':
      return readAddressRow;
    case 'staff':
      return readStaffRow;
    default:
      return kind satisfies never;
  }
}
