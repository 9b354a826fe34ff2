import type { ImportKind } from '../../shared/api/kinds.ts';
import type { OperationOutput } from '../../shared/api/operations.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import { readRows, type Cells, type ReadRow } from '../../shared/import/row.ts';
import { changedFields, checkBrake, verdictOf, type Verdict } from '../../shared/import/verdict.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import type { Center } from '../center.ts';
import { isFinal } from '../facts/describe.ts';
import { columnOf, tableOf } from '../fold/tables.ts';
import type { Reader } from '../log/reader.ts';
import { importContext } from './context.ts';

/** The object type each kind of import fills, and the column its keys are found by (null = the person). */
export const targets: Readonly<
  Record<ImportKind, { readonly type: ObjectType; readonly column: string | null }>
> = {
  staff: { type: 'staffFiling', column: null },
  domains: { type: 'domainRecord', column: 'domainAscii' },
  addresses: { type: 'ipRecord', column: 'address' },
};

export interface GivenRow {
  readonly row: number;
  readonly cells: Cells;
}

/** One row with what it would do to the register. */
export interface JudgedRow {
  readonly row: number;
  readonly read: ReadRow;
  readonly verdict: Verdict | 'bad';
  readonly existing: ObjectState | null;
  /** For a change: the fields that differ. */
  readonly changes: JsonObject;
}

export interface Judged {
  readonly rows: readonly JudgedRow[];
  readonly existing: number;
}

/** Reads and judges every row of a file against the present register; nothing is written. */
export async function judgeRows(
  center: Center,
  reader: Reader,
  kind: ImportKind,
  given: readonly GivenRow[],
): Promise<Judged> {
  const context = await importContext(center, reader.db);
  const read = readRows(
    kind,
    given.map((row) => row.cells),
    context,
  );
  const known = await existingByKey(reader, kind, read);
  const rows = read.map((row, i): JudgedRow => {
    const existing = known.get(row.key) ?? null;
    const digestOf = (raw: string, field: string) => center.vault.digestOf(field, raw);
    const bad = row.findings.some((found) => found.severity === 'refuse');
    return {
      row: given[i]?.row ?? i + 1,
      read: row,
      verdict: bad ? 'bad' : verdictOf(existing && { ...existing }, row.record, digestOf),
      existing,
      changes: existing === null ? {} : changedFields({ ...existing }, row.record, digestOf),
    };
  });
  return { rows, existing: await countLiving(reader, kind) };
}

/** Records on hand that the rows speak of, by the rows' keys; ended ones do not count. */
async function existingByKey(
  reader: Reader,
  kind: ImportKind,
  rows: readonly ReadRow[],
): Promise<ReadonlyMap<string, ObjectState>> {
  const { type, column } = targets[kind];
  const keys = [...new Set(rows.map((row) => row.key))];
  const name = column === null ? 'person' : columnOf(column);
  const { rows: found } = await reader.db.query<{ key: string; body: ObjectState }>(
    `SELECT ${name} AS key, body FROM ${tableOf(type)} WHERE ${name} = ANY($1)`,
    [keys],
  );
  return new Map(found.filter((row) => !isFinal(type, row.body)).map((row) => [row.key, row.body]));
}

async function countLiving(reader: Reader, kind: ImportKind): Promise<number> {
  const { type } = targets[kind];
  const living = Object.keys(objectDefs[type].states).filter(
    (state) => !isFinal(type, { id: '', rev: 0, state }),
  );
  const { rows } = await reader.db.query<{ n: number }>(
    `SELECT count(*) AS n FROM ${tableOf(type)} WHERE state = ANY($1)`,
    [living],
  );
  return rows[0]?.n ?? 0;
}

/** The dry run as the screen and the marked workbook show it. */
export function reportOf(judged: Judged): OperationOutput<'imports.check'> {
  const count = (verdict: JudgedRow['verdict']) =>
    judged.rows.filter((row) => row.verdict === verdict).length;
  const counts = {
    new: count('new'),
    change: count('change'),
    same: count('same'),
    bad: count('bad'),
    existing: judged.existing,
  };
  return {
    rows: judged.rows.map(({ row, read, verdict }) => ({
      row,
      verdict,
      key: read.key,
      record: JSON.parse(JSON.stringify(withoutSecrets(read.record))),
      findings: read.findings.map((found) => ({ ...found, text: { ...found.text } })),
    })),
    counts,
    ...checkBrake(counts),
  };
}

/** Identity numbers and mobiles of a staff roll never come back from the dry run. */
function withoutSecrets(record: JsonObject): JsonObject {
  const { idNumber: _id, mobile: _mobile, ...rest } = record;
  return rest;
}
