import { dayOf } from '../../../../shared/calendar/legalDay.ts';
import { objectDefs } from '../../../../shared/domain/registry.ts';
import type { ObjectType } from '../../../../shared/domain/objectType.ts';
import { canonicalJson } from '../../../../shared/log/canonical.ts';
import type { LogEvent } from '../../../../shared/log/event.ts';
import { isObject } from '../../../../shared/log/patch.ts';
import type { Pool } from '../../../db/database.ts';
import { tableOf } from '../../../fold/tables.ts';
import { readEvent } from '../../../log/readEvent.ts';
import { cut, numberSlot, textSlot, withSlots, type Splice } from './splice.ts';

/** One line of a template: its body with slots, and what its row repeats of it. */
export interface TemplateLine {
  readonly event: LogEvent;
  readonly body: Splice;
  readonly objectId: Splice | null;
  readonly objectTitle: Splice | null;
  readonly caseId: Splice | null;
  readonly reason: Splice | null;
}

/** Effect of a case whose digest the copy has to reckon anew. */
interface TemplateDigest {
  readonly slot: string;
  readonly effect: Splice;
}

/** The lines of objects that really went through the deciders, ready to be copied with other values. */
export interface Template {
  readonly lines: readonly TemplateLine[];
  readonly digests: readonly TemplateDigest[];
  /** How many ids, and how many numbers of each series, a copy takes. */
  readonly ids: number;
  readonly numbers: Readonly<Record<'BA' | 'QX' | 'AJ', number>>;
}

const SERIES = /\b(?:BA-\d{6}|QX|AJ)-\d{4}-\d+\b/g;

/**
 * Makes a template of objects: all their lines and those of the cases over them, in the log's order.
 * @param tokens values that differ from copy to copy, with the names of their slots
 */
export async function templateOf(
  pool: Pool,
  objects: readonly { readonly type: ObjectType; readonly id: string }[],
  tokens: ReadonlyMap<string, string>,
): Promise<Template> {
  const events = await linesOf(
    pool,
    objects.map((object) => object.id),
  );
  const last = events.at(-1);
  if (!last) throw new Error('a template needs lines');
  const all = new Map(tokens);
  const ids = new Set([
    ...objects.map((object) => object.id),
    ...events.flatMap((event) => event.change?.id ?? []),
  ]);
  for (const [index, id] of [...ids].entries()) all.set(id, `id${index}`);
  const numbers = { BA: 0, QX: 0, AJ: 0 };
  for (const no of new Set(JSON.stringify(events).match(SERIES) ?? [])) {
    const series = no.startsWith('BA') ? 'BA' : no.startsWith('QX') ? 'QX' : 'AJ';
    all.set(no, `${series}${numbers[series]}`);
    numbers[series] += 1;
  }
  const digests: TemplateDigest[] = [];
  for (const event of events) collectDigest(event, all, digests, dayOf(last.at));
  const lines = events.map((event) => lineOf(event, all, dayOf(last.at)));
  return { lines, digests, ids: ids.size, numbers };
}

async function linesOf(pool: Pool, ids: readonly string[]): Promise<readonly LogEvent[]> {
  const { rows } = await pool.query<{ body: string }>(
    `SELECT body FROM log.event WHERE result = 'done' AND (object_id = ANY($1) OR object_id IN (SELECT id FROM ${tableOf('case')} WHERE "c_objectId" = ANY($2))) ORDER BY seq`,
    [ids, ids],
  );
  return rows.map((row) => readEvent(row.body));
}

function collectDigest(
  event: LogEvent,
  tokens: Map<string, string>,
  digests: TemplateDigest[],
  day: string,
): void {
  const patch = event.change?.patch;
  if (event.event !== 'case.open' || !patch || typeof patch['digest'] !== 'string') return;
  const slot = `digest${digests.length}`;
  digests.push({ slot, effect: cut(canonicalJson(withSlots(patch['effect'], tokens, day))) });
  tokens.set(patch['digest'], slot);
}

function lineOf(event: LogEvent, tokens: ReadonlyMap<string, string>, day: string): TemplateLine {
  const { actor, source, at: _at, seq: _seq, requestId: _request, facts, ...rest } = event;
  const counters = isObject(facts['counters']) ? Object.keys(facts['counters']) : [];
  const marked = withSlots(rest, tokens, day);
  const body = {
    ...(typeof marked === 'object' ? marked : {}),
    actor,
    source,
    at: textSlot('at'),
    seq: numberSlot('seq'),
    requestId: textSlot('request'),
    facts: { ...facts, ...(counters.length > 0 && { counters: countersOf(counters) }) },
  };
  const text = (value: string | null | undefined) =>
    value ? cut(String(withSlots(value, tokens, day))) : null;
  return {
    event,
    body: cut(canonicalJson(body)),
    objectId: text(event.object?.id),
    objectTitle: text(event.object?.title),
    caseId: text(event.caseId),
    reason: text(event.change?.reason),
  };
}

/** The counters of a copy's year and last numbers, `{"AJ-2026": 12}`; keys keep their order because only the year differs. */
function countersOf(keys: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    keys.map((key) => [key.replace(/\d{4}$/, textSlot('year')), numberSlot(`last-${key.slice(0, 2)}`)]),
  );
}

/** An object in a state among those of one unit; a template needs one. @throws Error when there is none */
export async function oneOf(pool: Pool, type: ObjectType, where: string, values: readonly unknown[] = []) {
  const { rows } = await pool.query<{
    body: { readonly id: string; readonly rev: number; readonly state: string };
  }>(`SELECT body FROM ${tableOf(type)} WHERE ${where} ORDER BY seq LIMIT 1`, [...values]);
  const [row] = rows;
  if (!row) throw new Error(`no ${objectDefs[type].label.en.toLowerCase()} to make a template of: ${where}`);
  return row.body;
}
