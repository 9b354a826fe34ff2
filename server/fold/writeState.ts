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

/** Rows of the object's open deadlines as its last line left them. */
export function deadlineRows(
  type: ObjectType,
  state: ObjectState,
  moment: FoldMoment,
): readonly ColumnValue[][] {
  const def = objectDefs[type];
  return def
    .deadlines(state, moment.day, moment.rules, moment.calendar)
    .map((d) => [type, state.id, d.key, d.rule, d.due, d.roles, JSON.stringify(d.text), def.unitOf(state)]);
}

async function writeDeadlines(
  db: Queryable,
  type: ObjectType,
  state: ObjectState,
  moment: FoldMoment,
): Promise<void> {
  await db.query({
    name: 'delete-deadlines',
    text: 'DELETE FROM fold.deadline WHERE id = $1',
    values: [state.id],
  });
  for (const values of deadlineRows(type, state, moment)) {
    await db.query({
      name: 'insert-deadline',
      text: 'INSERT INTO fold.deadline (type, id, key, rule, due, roles, text, unit_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      values,
    });
  }
}
