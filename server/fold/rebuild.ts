import type { WorkCalendar } from '../../shared/calendar/workCalendar.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import { unborn, type ObjectState } from '../../shared/domain/object.ts';
import { objectTypeNames, type ObjectType } from '../../shared/domain/objectType.ts';
import type { Change, LogEvent } from '../../shared/log/event.ts';
import type { RuleSet } from '../../shared/rules/rule.ts';
import { copyRows } from '../db/copyRows.ts';
import { transaction, type Client, type Pool } from '../db/database.ts';
import { fold } from '../log/history.ts';
import { readEvent } from '../log/readEvent.ts';
import { columnOf, foldSteps, foldTables, foldVersion, tableOf, type FoldSchema } from './tables.ts';
import { deadlineRows, directoryValues, rowValues, type FoldMoment } from './writeState.ts';

/** What folding the log needs besides the log. */
export interface FoldRules {
  readonly rules: RuleSet;
  readonly calendar: WorkCalendar;
}

const PAGE = 4000;

interface Folded {
  readonly type: ObjectType;
  readonly state: ObjectState;
  readonly moment: FoldMoment;
}

/**
 * Folds the whole log into fresh tables of a schema. The caller holds the transaction. The tables it is only compared
 * with get no indexes. @returns lines folded.
 */
async function foldAll(client: Client, schema: FoldSchema, by: FoldRules): Promise<number> {
  const { tables, indexes } = foldSteps(schema);
  await client.query(tables);
  let lines = 0;
  let batch: Folded[] = [];
  for await (const { folded, count } of foldedObjects(client, by)) {
    lines += count;
    batch.push(folded);
    if (batch.length >= PAGE) {
      await writeBatch(client, schema, batch);
      batch = [];
    }
  }
  await writeBatch(client, schema, batch);
  await writeCounters(client, schema);
  if (schema === 'fold') {
    await client.query("SET LOCAL maintenance_work_mem = '256MB'");
    await client.query(indexes);
    // Without figures of the new tables the first questions would read them whole until autovacuum comes round.
    await client.query(`ANALYZE ${foldTables.map((table) => `fold.${table}`).join(', ')}`);
  }
  return lines;
}

interface OpenObject {
  readonly type: ObjectType;
  readonly state: ObjectState;
  readonly last: LogEvent;
  readonly count: number;
}

/** Every object's last state: the log read object by object, so memory holds one object at a time. */
async function* foldedObjects(
  client: Client,
  by: FoldRules,
): AsyncGenerator<{ folded: Folded; count: number }> {
  let open: OpenObject[] = [];
  for await (const event of eventsByObject(client)) {
    if (!event.change) continue;
    const [current] = open;
    if (current && current.state.id !== event.change.id) yield closed(current, by);
    open = [folded(current?.state.id === event.change.id ? current : null, event, event.change)];
  }
  for (const last of open) yield closed(last, by);
}

function folded(open: OpenObject | null, event: LogEvent, change: Change): OpenObject {
  const before = open?.state ?? unborn(change.id);
  return { type: change.type, state: fold(before, event), last: event, count: (open?.count ?? 0) + 1 };
}

function closed(open: OpenObject, by: FoldRules): { folded: Folded; count: number } {
  const moment = { seq: open.last.seq, day: dayOf(open.last.at), ...by };
  return { folded: { type: open.type, state: open.state, moment }, count: open.count };
}

async function* eventsByObject(client: Client): AsyncGenerator<LogEvent> {
  let id = '00000000-0000-0000-0000-000000000000';
  let seq = 0;
  for (;;) {
    const { rows } = await client.query<{ object_id: string; seq: number; body: string }>(
      `SELECT object_id, seq, body FROM log.event WHERE (object_id, seq) > ($1, $2) AND result = 'done' ORDER BY object_id, seq LIMIT $3`,
      [id, seq, PAGE],
    );
    for (const row of rows) yield readEvent(row.body);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    id = last.object_id;
    seq = last.seq;
  }
}

async function writeBatch(client: Client, schema: FoldSchema, batch: readonly Folded[]): Promise<void> {
  for (const type of objectTypeNames) {
    const mine = batch.filter((folded) => folded.type === type);
    if (mine.length === 0) continue;
    const columns = [
      'id',
      'rev',
      'state',
      'unit_id',
      'person',
      'seq',
      'body',
      ...Object.keys(objectDefs[type].columns).map(columnOf),
    ];
    await copyRows(
      client,
      tableOf(type, schema),
      columns,
      mine.map((f) => rowValues(type, f.state, f.moment.seq)),
    );
  }
  await copyRows(
    client,
    `${schema}.directory`,
    ['type', 'id', 'title', 'words', 'grams', 'unit_id', 'seq'],
    batch.map((f) => directoryValues(f.type, f.state, f.moment.seq)),
  );
  await copyRows(
    client,
    `${schema}.deadline`,
    ['type', 'id', 'key', 'rule', 'due', 'roles', 'text', 'unit_id'],
    batch.flatMap((f) => deadlineRows(f.type, f.state, f.moment)),
  );
}

/** The highest number of each series that any line took. */
async function writeCounters(client: Client, schema: FoldSchema): Promise<void> {
  await client.query(`INSERT INTO ${schema}.counter (series, value)
SELECT key, max(value::bigint) FROM log.event, jsonb_each_text((body::jsonb)->'facts'->'counters') WHERE body LIKE '%"counters":%' GROUP BY key`);
}

/** Folds the log anew when the shape of the tables has changed since they were made. @returns lines folded. */
export async function prepareFold(pool: Pool, by: FoldRules): Promise<number> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query<{ fold_version: string }>(
      'SELECT fold_version FROM log.head FOR UPDATE',
    );
    if (rows[0]?.fold_version === foldVersion()) return 0;
    return refold(client, by);
  });
}

/** Drops and rebuilds every derived table from the log. */
export async function rebuild(pool: Pool, by: FoldRules): Promise<number> {
  return transaction(pool, async (client) => {
    await client.query('SELECT 1 FROM log.head FOR UPDATE');
    return refold(client, by);
  });
}

async function refold(client: Client, by: FoldRules): Promise<number> {
  await client.query('SET LOCAL statement_timeout = 0');
  const lines = await foldAll(client, 'fold', by);
  await client.query('UPDATE log.head SET fold_version = $1', [foldVersion()]);
  return lines;
}

/** Rows by which one live table and the same table folded anew differ. */
export interface FoldDifference {
  readonly table: string;
  readonly rows: number;
}

/** Folds the log into a second set of tables and compares row by row; the live tables stay untouched. */
export async function checkFold(
  pool: Pool,
  by: FoldRules,
): Promise<{ lines: number; differences: readonly FoldDifference[] }> {
  return transaction(pool, async (client) => {
    await client.query('SELECT 1 FROM log.head FOR UPDATE');
    await client.query('SET LOCAL statement_timeout = 0');
    const lines = await foldAll(client, 'fold_check', by);
    const differences: FoldDifference[] = [];
    for (const table of foldTables) {
      const { rows } = await client.query<{ n: number }>(`SELECT count(*) AS n FROM (
(TABLE fold.${table} EXCEPT TABLE fold_check.${table}) UNION ALL (TABLE fold_check.${table} EXCEPT TABLE fold.${table})) d`);
      const n = rows[0]?.n ?? 0;
      if (n > 0) differences.push({ table, rows: n });
    }
    await client.query('DROP SCHEMA fold_check CASCADE');
    return { lines, differences };
  });
}
