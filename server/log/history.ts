import type { OperationOutput } from '../../shared/api/operations.ts';
import { evolve, unborn, type ObjectState } from '../../shared/domain/object.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import type { LogEvent } from '../../shared/log/event.ts';
import { applyPatch, isObject, type Json, type JsonObject } from '../../shared/log/patch.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Queryable } from '../db/database.ts';
import { readEvent } from './readEvent.ts';

export type HistoryLine = OperationOutput<'records.history'>['lines'][number];

/** The timeline of one object, newest first: every line about it with what it changed. */
export async function foldHistory(db: Queryable, type: ObjectType, id: string): Promise<HistoryLine[]> {
  const { rows } = await db.query<{ body: string }>(
    'SELECT body FROM log.event WHERE object_id = $1 AND object_type = $2 ORDER BY seq',
    [id, type],
  );
  let state = unborn(id);
  const lines = rows.map((row) => {
    const event = readEvent(row.body);
    const before = state;
    state = event.change ? fold(state, event) : state;
    return toLine(event, before, state);
  });
  return lines.reverse();
}

/** One line with before and after, folded from the object's own lines up to it. */
export async function lineView(
  db: Queryable,
  seq: number,
): Promise<{ line: HistoryLine; hash: string; prev: string } | null> {
  const { rows } = await db.query<{ body: string; hash: string; prev: string | null }>(
    'SELECT body, hash, (SELECT hash FROM log.event WHERE seq = $1 - 1) AS prev FROM log.event WHERE seq = $1',
    [seq],
  );
  const [row] = rows;
  if (!row) return null;
  const event = readEvent(row.body);
  const before = event.change ? await stateAt(db, event.change.id, seq - 1) : unborn('');
  const after = event.change ? fold(before, event) : before;
  return { line: toLine(event, before, after), hash: row.hash, prev: row.prev ?? '' };
}

/** An object as it stood after a line of the log; unborn when it did not exist yet. */
export async function stateAt(db: Queryable, id: string, seq: number): Promise<ObjectState> {
  const { rows } = await db.query<{ body: string }>(
    `SELECT body FROM log.event WHERE object_id = $1 AND seq <= $2 AND result = 'done' ORDER BY seq`,
    [id, seq],
  );
  return rows.map((row) => readEvent(row.body)).reduce(fold, unborn(id));
}

/** Folds one line into its object's state. */
export function fold(state: ObjectState, event: LogEvent): ObjectState {
  if (!event.change) return state;
  return evolve(state, event.change, {
    at: event.at,
    day: dayOf(event.at),
    actor: event.actor,
    proposer: event.proposer,
  });
}

function toLine(event: LogEvent, before: ObjectState, after: ObjectState): HistoryLine {
  const [was, is] = event.change ? touched(before, after, event.change.patch) : [{}, {}];
  return {
    seq: event.seq,
    at: event.at,
    event: event.event,
    result: event.result,
    actor: event.actor.name,
    actorUnit: event.actor.unitName,
    actorRoles: [...event.actor.roles],
    reason: event.change?.reason ?? null,
    caseId: event.caseId,
    before: JSON.parse(JSON.stringify(was)),
    after: JSON.parse(JSON.stringify(is)),
    facts: JSON.parse(JSON.stringify(event.facts)),
  };
}

/** The parts of two states that a patch touches. */
function touched(before: ObjectState, after: ObjectState, patch: JsonObject): [JsonObject, JsonObject] {
  return [pick(toJson(before), patch), pick(toJson(after), patch)];
}

function toJson(state: ObjectState): JsonObject {
  const json = applyPatch(undefined, { ...state });
  return isObject(json) ? json : {};
}

function pick(source: JsonObject, patch: JsonObject): JsonObject {
  const picked: Record<string, Json> = {};
  for (const [key, value] of Object.entries(patch)) {
    const found = source[key];
    if (found === undefined) continue;
    picked[key] = isObject(found) && isObject(value) ? pick(found, value) : found;
  }
  return picked;
}
