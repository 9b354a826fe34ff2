import type { WorkCalendar } from '../../shared/calendar/workCalendar.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { RuleSet } from '../../shared/rules/rule.ts';
import type { ColumnValue } from '../db/copyRows.ts';
import type { Queryable } from '../db/database.ts';
import { gramsOf, searchWords } from './grams.ts';
import { columnOf, tableOf } from './tables.ts';

/** What a fold needs besides the state: the line it stems from and that line's legal day. */
export interface FoldMoment {
  readonly seq: number;
  readonly day: string;
  readonly rules: RuleSet;
  readonly calendar: WorkCalendar;
}

const statements = new Map<ObjectType, { readonly name: string; readonly text: string }>();

function upsertOf(type: ObjectType): { readonly name: string; readonly text: string } {
  const known = statements.get(type);
  if (known) return known;
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
  const text = `INSERT INTO ${tableOf(type)} (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})
ON CONFLICT (id) DO UPDATE SET ${columns
    .slice(1)
    .map((c) => `${c} = excluded.${c}`)
    .join(', ')}`;
  const statement = { name: `upsert-${type}`, text };
  statements.set(type, statement);
  return statement;
}

/** Values of one row of an object's table, in the order of its columns. */
export function rowValues(type: ObjectType, state: ObjectState, seq: number): ColumnValue[] {
  const def = objectDefs[type];
  return [
    state.id,
    state.rev,
    state.state,
    def.unitOf(state),
    def.personOf(state),
    seq,
    JSON.stringify(state),
    ...Object.values(def.columns).map((column) => column.value(state)),
  ];
}

/** Values of the object's line in the search directory. */
export function directoryValues(type: ObjectType, state: ObjectState, seq: number): ColumnValue[] {
  const def = objectDefs[type];
  const title = def.title(state);
  const words = searchWords([title, ...def.searchText(state)]);
  return [type, state.id, title, words, gramsOf(words), def.unitOf(state), seq];
}

/** Writes one object's present state into its table, the directory and the list of deadlines. */
export async function writeState(
  db: Queryable,
  type: ObjectType,
  state: ObjectState,
  moment: FoldMoment,
): Promise<void> {
  const { name, text } = upsertOf(type);
  await db.query({ name, text, values: rowValues(type, state, moment.seq) });
  await db.query({
    name: 'upsert-directory',
    text: `INSERT INTO fold.directory (type, id, title, words, grams, unit_id, seq) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, words = excluded.words, grams = excluded.grams, unit_id = excluded.unit_id, seq = excluded.seq`,
    values: directoryValues(type, state, moment.seq),
  });
  await writeDeadlines(db, type, state, moment);
}

/** The object's open deadlines as its last line left them. */
function deadlinesOf(type: ObjectType, state: ObjectState, moment: FoldMoment) {
  const def = objectDefs[type];
  return def
    .deadlines(state, moment.day, moment.rules, moment.calendar)
    .map((d) => ({ type, id: state.id, ...d, unit_id: def.unitOf(state) }));
}

/** The same as rows of `fold.deadline`. */
export function deadlineRows(
  type: ObjectType,
  state: ObjectState,
  moment: FoldMoment,
): readonly ColumnValue[][] {
  return deadlinesOf(type, state, moment).map((d) => [
    d.type,
    d.id,
    d.key,
    d.rule,
    d.due,
    d.roles,
    JSON.stringify(d.text),
    d.unit_id,
  ]);
}

/** Most acts leave an object's deadlines as they were: one statement, which then writes nothing. */
const replaceDeadlines = {
  name: 'replace-deadlines',
  text: `WITH fresh AS (
  SELECT * FROM jsonb_to_recordset($2) AS f (type text, id uuid, key text, rule text, due date, roles text[], text jsonb, unit_id text)
), gone AS (
  DELETE FROM fold.deadline WHERE id = $1 AND key NOT IN (SELECT key FROM fresh)
)
INSERT INTO fold.deadline AS d (type, id, key, rule, due, roles, text, unit_id) TABLE fresh
ON CONFLICT (id, key) DO UPDATE SET rule = excluded.rule, due = excluded.due, roles = excluded.roles, text = excluded.text, unit_id = excluded.unit_id
WHERE (d.rule, d.due, d.roles, d.text, d.unit_id) IS DISTINCT FROM (excluded.rule, excluded.due, excluded.roles, excluded.text, excluded.unit_id)`,
};

async function writeDeadlines(
  db: Queryable,
  type: ObjectType,
  state: ObjectState,
  moment: FoldMoment,
): Promise<void> {
  const deadlines = JSON.stringify(deadlinesOf(type, state, moment));
  await db.query({ ...replaceDeadlines, values: [state.id, deadlines] });
}
