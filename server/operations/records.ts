import { sql } from 'kysely';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import type { OperationOutput } from '../../shared/api/operations.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import { objectTypes, type ObjectType } from '../../shared/domain/objectType.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Actor } from '../../shared/log/event.ts';
import { Reader } from '../log/reader.ts';
import { foldHistory, lineView } from '../log/history.ts';
import { openCasesOf } from '../log/openCases.ts';
import { textMatch } from '../query/compile.ts';
import { idsIn, kyselyOf, list, titlesOf } from '../query/list.ts';
import type { SiteState } from '../../shared/domain/site/state.ts';
import type { IpState } from '../../shared/domain/ipRecord/state.ts';
import { siteReadiness } from '../../shared/domain/site/rules.ts';
import { sharedAddressImpact } from '../facts/impact.ts';
import { siteFacts } from '../facts/site.ts';
import { planningOf } from '../log/plan.ts';
import type { Handler, SignedInCall } from './call.ts';
import { maySee, readableTypes, scopeOf } from './visibility.ts';

export const recordsQuery: Handler<'records.query'> = async (call, input) =>
  list(call.center.pool, input, scopeOf(call.actor, input.type));

/** Loads a record the person may see. @throws ProblemError `record/not-found` for any other. */
export async function visibleRecord(call: SignedInCall, type: ObjectType, id: string): Promise<ObjectState> {
  const state = await new Reader(call.center.pool).load(type, id);
  if (state.state === 'none' || !maySee(call.actor, type, state)) throw new ProblemError('record/not-found');
  return state;
}

export const recordsGet: Handler<'records.get'> = async (call, input) => {
  const { center } = call;
  const state = await visibleRecord(call, input.type, input.id);
  const def = objectDefs[input.type];
  const head = await center.pool.query<{ seq: number }>('SELECT seq FROM log.head');
  const now = center.now();
  return {
    state: plain(state),
    titles: await titlesOf(center.pool, idsIn(state)),
    acts: Object.entries(def.acts)
      .filter(([, act]) => act.from.includes(state.state) && mayDo(call.actor, act.roles))
      .map(([name]) => name),
    deadlines: [...def.deadlines(state, dayOf(now), center.rules, center.calendar)].map((d) => ({
      ...d,
      text: { ...d.text },
      roles: [...d.roles],
    })),
    checklist: input.type === 'site' ? await checklistOf(call, state) : null,
    openCases: (await openCasesOf(new Reader(center.pool), input.type, input.id))
      .filter((open) => maySee(call.actor, 'case', open))
      .map((open) => ({
        id: open.id,
        title: objectDefs.case.title(open),
        proposer: open.proposer?.name ?? '',
      })),
    asOf: { seq: head.rows[0]?.seq ?? 0, at: now },
  };
};

/** What a site still lacks before it may go online. */
async function checklistOf(
  call: SignedInCall,
  state: ObjectState,
): Promise<OperationOutput<'records.get'>['checklist']> {
  const planning = planningOf(call.center, call.center.pool);
  const command = { type: 'site', id: state.id, act: 'goOnline', input: {}, reason: null } as const;
  const facts = await siteFacts({
    planning,
    command,
    state,
    by: { actor: call.actor, proposer: null, caseId: null, approved: false },
  });
  const site: SiteState = state;
  return siteReadiness(site, facts).map(({ rule, done, place, text }) => ({
    rule,
    done,
    place,
    text: { ...text },
  }));
}

function plain(state: ObjectState): OperationOutput<'records.get'>['state'] {
  return JSON.parse(JSON.stringify(state));
}

/** May a person with these roles do or propose the act. */
export function mayDo(actor: Actor, roles: readonly string[]): boolean {
  return roles.some((role) => role !== 'SYS' && actor.roles.some((held) => held === role));
}

export const recordsMany: Handler<'records.many'> = async (call, input) => {
  const states = await new Reader(call.center.pool).loadMany(input.type, input.ids);
  return { states: states.filter((state) => maySee(call.actor, input.type, state)).map(plain) };
};

export const recordsHistory: Handler<'records.history'> = async (call, input) => {
  await visibleRecord(call, input.type, input.id);
  const lines = await foldHistory(call.center.pool, input.type, input.id);
  return { lines, titles: await titlesOf(call.center.pool, idsIn(lines)) };
};

export const recordsLine: Handler<'records.line'> = async (call, input) => {
  if (!call.actor.roles.includes('AUD')) throw new ProblemError('access/role');
  const found = await lineView(call.center.pool, Number(input.seq));
  if (!found) throw new ProblemError('record/not-found');
  return { ...found, titles: await titlesOf(call.center.pool, idsIn(found.line)) };
};

/** Everything whose title, numbers or pinyin initials contain the text; best matches first. */
export const recordsSearch: Handler<'records.search'> = async (call, input) => {
  const text = input.text.trim();
  const types = readableTypes(call.actor);
  if (text === '' || types.length === 0) return { hits: [] };
  const scope = scopeOf(call.actor, types[0] ?? 'unit');
  const unit = scope.unitId === null ? sql`true` : sql`unit_id = ${scope.unitId}`;
  const { rows } = await sql<{ type: ObjectType; id: string; title: string; unit_id: string | null }>`
SELECT type, id::text AS id, title, unit_id FROM fold.directory
WHERE type = ANY(${types}) AND ${unit} AND ${textMatch(text)}
ORDER BY (lower(title) LIKE ${`${text.toLowerCase()}%`}) DESC, length(title), seq DESC LIMIT 30`.execute(
    kyselyOf(call.center.pool),
  );
  const units = await titlesOf(
    call.center.pool,
    rows.flatMap((row) => row.unit_id ?? []),
  );
  return {
    hits: rows.map((row) => ({
      type: row.type,
      id: row.id,
      title: row.title,
      detail: [objectTypes[row.type].zh, units[row.unit_id ?? ''] ?? ''].filter(Boolean).join(' · '),
    })),
  };
};

export const recordsImpact: Handler<'records.impact'> = async (call, input) => {
  const address: IpState = await visibleRecord(call, 'ipRecord', input.id);
  const lines = await sharedAddressImpact(new Reader(call.center.pool), address);
  return { sites: lines.map(({ id, name, domain, unit, via }) => ({ id, name, domain, unit, via })) };
};
