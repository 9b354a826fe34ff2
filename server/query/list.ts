import { Kysely, PostgresDialect, type RawBuilder } from 'kysely';
import type { QueryResult, QuerySpec, Row } from '../../shared/query/spec.ts';
import type { Pool } from '../db/database.ts';
import { compile, type Scope } from './compile.ts';
import { listTable } from './columns.ts';

const instances = new WeakMap<Pool, Kysely<unknown>>();

/** The query builder over a pool; one per pool. */
export function kyselyOf(pool: Pool): Kysely<unknown> {
  const known = instances.get(pool);
  if (known) return known;
  const made = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  instances.set(pool, made);
  return made;
}

async function run<T>(pool: Pool, query: RawBuilder<T>): Promise<readonly T[]> {
  return (await query.execute(kyselyOf(pool))).rows;
}

/** Answers one list query from the live tables. */
export async function list(pool: Pool, spec: QuerySpec, scope: Scope): Promise<QueryResult> {
  const compiled = compile(spec, scope);
  const [rows, totals, head] = await Promise.all([
    run(pool, compiled.rows),
    run(pool, compiled.total),
    pool.query<{ seq: number; at: string }>('SELECT seq, now() AS at FROM log.head'),
  ]);
  const plain = rows.map(plainRow);
  return {
    rows: plain,
    total: totals[0]?.total ?? 0,
    titles: await titlesOf(pool, refsIn(spec, plain)),
    source: 'server',
    asOf: { seq: head.rows[0]?.seq ?? 0, at: head.rows[0]?.at ?? '' },
  };
}

/** Rows leave as JSON: instants and days are text already, everything else is plain. */
function plainRow(row: Record<string, unknown>): Row {
  return JSON.parse(JSON.stringify(row));
}

function refsIn(spec: QuerySpec, rows: readonly Row[]): string[] {
  const refs = Object.entries(listTable(spec.type).columns).filter(
    ([, column]) => column.kind === 'ref' || column.kind === 'list',
  );
  const ids = new Set<string>();
  for (const row of rows) {
    if (spec.type === 'deadline') ids.add(row.id);
    for (const [key] of refs)
      for (const value of [row[key]].flat())
        if (typeof value === 'string' && UUID.test(value)) ids.add(value);
  }
  return [...ids];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** How people call the objects with these ids. */
export async function titlesOf(pool: Pool, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const { rows } = await pool.query<{ id: string; title: string }>({
    name: 'titles',
    text: 'SELECT id, title FROM fold.directory WHERE id = ANY($1)',
    values: [ids],
  });
  return Object.fromEntries(rows.map((row) => [row.id, row.title]));
}

/** Every object id that stands anywhere in a value. */
export function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return UUID.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value === 'object' && value !== null)
    return [...Object.keys(value).filter((k) => UUID.test(k)), ...Object.values(value).flatMap(idsIn)];
  return [];
}
