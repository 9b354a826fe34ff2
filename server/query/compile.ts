import { sql, type RawBuilder } from 'kysely';
import type { Filter, QuerySpec } from '../../shared/query/spec.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { refuse } from '../../shared/rules/finding.ts';
import { queryGrams } from '../fold/grams.ts';
import { listTable, type ListColumn, type ListTable } from './columns.ts';

/** Limits a list to what a person may see. */
export interface Scope {
  /** Unit whose records alone are visible; null = all. */
  readonly unitId: string | null;
  /** Nothing after this log line (frozen exports); null = now. */
  readonly upToSeq: number | null;
}

/** The statements that answer a list: its window of rows and its total. */
export interface Compiled {
  readonly rows: RawBuilder<Record<string, unknown>>;
  readonly total: RawBuilder<{ total: number }>;
}

/**
 * Compiles a list query. Column names come from the registry only; every value is a parameter.
 * @throws ProblemError `request/invalid` naming each unknown column.
 */
export function compile(spec: QuerySpec, scope: Scope): Compiled {
  const { table, from, where, order } = partsOf(spec, scope);
  const selected = sql.join(
    Object.entries(table.columns).map(([key, column]) => sql`${sql.raw(column.sql)} AS ${sql.ref(key)}`),
  );
  return {
    rows: sql`SELECT ${sql.raw(table.id)} AS id, ${sql.raw(table.rev)} AS rev, ${selected} FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ${spec.window.limit} OFFSET ${spec.window.offset}`,
    total: sql`SELECT count(*) AS total FROM ${from} WHERE ${where}`,
  };
}

/** The objects a register list holds, in its order, written down as the frozen set of an export. */
export function compileFrozen(spec: QuerySpec, scope: Scope, exportId: string): RawBuilder<unknown> {
  const { from, where, order } = partsOf(spec, scope);
  return sql`INSERT INTO access.export_item (export_id, n, object_id)
SELECT ${exportId}::uuid, row_number() OVER (ORDER BY ${order}), id FROM ${from} WHERE ${where}`;
}

/** One page of the log in the order it was written, after a line. */
export function compileEventPage(
  spec: QuerySpec,
  scope: Scope,
  after: number,
  limit: number,
): RawBuilder<{ seq: number; body: string; hash: string }> {
  const { where } = partsOf({ ...spec, sort: [] }, scope);
  return sql`SELECT seq, body, hash FROM log.event WHERE ${where} AND seq > ${after} ORDER BY seq LIMIT ${limit}`;
}

interface Parts {
  readonly table: ListTable;
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
}

function partsOf(spec: QuerySpec, scope: Scope): Parts {
  const table = listTable(spec.type);
  refuseUnknownColumns(spec, table);
  return {
    table,
    from: sql.raw(table.table),
    where: sql.join([sql`true`, ...conditions(spec, table, scope)], sql` AND `),
    order: sql.join(orderOf(spec, table), sql`, `),
  };
}

function refuseUnknownColumns(spec: QuerySpec, table: ListTable): void {
  const named = [...spec.filters.map((f) => f.column), ...spec.sort.map((s) => s.column)];
  const unknown = [...new Set(named.filter((name) => !(name in table.columns)))];
  if (unknown.length === 0) return;
  throw new ProblemError('request/invalid', {
    findings: unknown.map((name) =>
      refuse('query/unknown-column', null, name, {
        zh: `列表没有「${name}」这一列`,
        en: `The list has no column "${name}"`,
      }),
    ),
  });
}

function conditions(spec: QuerySpec, table: ListTable, scope: Scope): RawBuilder<unknown>[] {
  const found = spec.filters.map((filter) => condition(filter, columnIn(table, filter.column)));
  if (spec.text.trim() !== '') found.push(textCondition(spec.text.trim(), spec.type));
  if (scope.unitId !== null && spec.type !== 'event') found.push(sql`unit_id = ${scope.unitId}`);
  if (scope.upToSeq !== null && spec.type !== 'deadline') found.push(sql`seq <= ${scope.upToSeq}`);
  return found;
}

function columnIn(table: ListTable, name: string): ListColumn {
  const column = table.columns[name];
  if (!column) throw new ProblemError('request/invalid');
  return column;
}

function condition(filter: Filter, column: ListColumn): RawBuilder<unknown> {
  const name = sql.raw(column.sql);
  const cast = sql.raw(column.kind === 'day' ? '::date' : column.kind === 'instant' ? '::timestamptz' : '');
  switch (filter.op) {
    case 'in':
      return sql`${name}::text = ANY(${filter.values.map((value) => String(value))})`;
    case 'not':
      return sql`coalesce(${name}::text, '') <> ALL(${filter.values.map((value) => String(value))})`;
    case 'between': {
      const [low = null, high = null] = filter.values;
      const bounds = [
        ...(low === null ? [] : [sql`${name} >= ${low}${cast}`]),
        ...(high === null ? [] : [sql`${name} <= ${high}${cast}`]),
      ];
      return bounds.length === 0 ? sql`true` : sql.join(bounds, sql` AND `);
    }
    case 'contains':
      return sql`(${sql.join(
        filter.values.map((value) => sql`${name}::text ILIKE ${likePattern(String(value))}`),
        sql` OR `,
      )})`;
    case 'has':
      return column.kind === 'list'
        ? sql`${name} && ${filter.values.map(String)}::text[]`
        : sql`${name}::text = ANY(${filter.values.map(String)})`;
    case 'empty':
      return column.kind === 'list' ? sql`coalesce(cardinality(${name}), 0) = 0` : sql`${name} IS NULL`;
    default:
      return filter.op satisfies never;
  }
}

function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;
}

/** Text search: every word must occur; the grams index narrows, the comparison decides. */
export function textMatch(text: string): RawBuilder<unknown> {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 5);
  return sql.join(
    words.map((word) => sql`(grams @> ${queryGrams(word)}::text[] AND words LIKE ${likePattern(word)})`),
    sql` AND `,
  );
}

function textCondition(text: string, type: QuerySpec['type']): RawBuilder<unknown> {
  if (type === 'event') {
    const like = likePattern(text);
    return sql`(object_title ILIKE ${like} OR actor_name ILIKE ${like} OR reason ILIKE ${like} OR request_id = ${text})`;
  }
  const ofType = type === 'deadline' ? sql`true` : sql`type = ${type}`;
  return sql`id IN (SELECT id FROM fold.directory WHERE ${ofType} AND ${textMatch(text)})`;
}

function orderOf(spec: QuerySpec, table: ListTable): RawBuilder<unknown>[] {
  const given = spec.sort.map((s) => {
    const column = sql.raw(columnIn(table, s.column).sql);
    return s.dir === 'asc' ? sql`${column} ASC` : sql`${column} DESC`;
  });
  const last = spec.sort.at(-1)?.dir === 'desc' ? sql.raw('DESC') : sql.raw('ASC');
  // The table's own column: a bare `id` would be the text in the answer, which no index is sorted by.
  const key = sql.raw(`${table.table}.${spec.type === 'event' ? 'seq' : 'id'}`);
  const tie = sql`${key} ${spec.type === 'event' && spec.sort.length === 0 ? sql.raw('DESC') : last}`;
  return [...given, tie];
}
