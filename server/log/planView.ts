import type { OperationOutput } from '../../shared/api/operations.ts';
import { effectDigest } from '../../shared/domain/case/effect.ts';
import { evolve, type Deadline, type ObjectState } from '../../shared/domain/object.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import type { Change } from '../../shared/log/event.ts';
import type { Text } from '../../shared/text.ts';
import type { Center } from '../center.ts';
import type { OpenedCase } from './caseOf.ts';
import { stateAt } from './history.ts';
import type { Plan } from './plan.ts';
import { Reader } from './reader.ts';
import { systemActor } from './systemActor.ts';

type View = OperationOutput<'commands.preview'>;
type ChangeView = View['changes'][number];

/** Shows a plan: the command's own changes, or what the case it became would change. */
export async function viewOfPlan(plan: Plan, today: string, center: Center): Promise<View> {
  const opened = plan.changes.find(
    (planned) => planned.change.type === 'case' && planned.change.act === 'open',
  );
  const approve = plan.proposed && opened ? rolesOf(opened.after) : null;
  const shown = plan.changes.filter((planned) => planned.change.type !== 'case');
  const changes =
    plan.proposed && opened
      ? await viewsOfEffect(center, effectOf(opened.after))
      : shown.map((p) => viewOf(p.change, p.before, p.after));
  return {
    ok: plan.ok,
    findings: plan.findings.map((f) => ({ ...f, text: { ...f.text } })),
    changes,
    consequences: [
      ...plan.effects.map((effect) => ({ ...effect.text })),
      ...deadlinesOpened(changes, today, center),
    ],
    approve,
    afterReview: plan.afterReview === null ? null : [...plan.afterReview],
    digest: plan.proposed?.digest ?? effectDigest(shown.map((planned) => planned.change)),
  };
}

/** Shows the stored effect of a case against the present states. */
export async function previewOfCase(center: Center, opened: OpenedCase): Promise<View> {
  const changes = await viewsOfEffect(center, opened.effect, await baseOf(center, opened));
  const today = dayOf(center.now());
  return {
    ok: true,
    findings: [],
    changes,
    consequences: [...sessionsThatEnd(opened.effect), ...deadlinesOpened(changes, today, center)],
    approve: opened.kind === 'after-review' ? null : [...opened.approveRoles],
    afterReview: opened.kind === 'after-review' ? [...opened.approveRoles] : null,
    digest: opened.digest,
  };
}

function rolesOf(state: ObjectState): string[] {
  const roles = 'approveRoles' in state ? state.approveRoles : [];
  return Array.isArray(roles) ? roles.map(String) : [];
}

function effectOf(state: ObjectState): readonly Change[] {
  const effect: unknown = 'effect' in state ? state.effect : [];
  return Array.isArray(effect) ? effect : [];
}

/**
 * Line of the log on whose states a case rests: an open case is shown against the present, a decided one against
 * what stood when it was opened, because by now its effect may have happened.
 */
async function baseOf(center: Center, opened: OpenedCase): Promise<number | null> {
  if (opened.state === 'open' && opened.kind !== 'after-review') return null;
  const { rows } = await center.pool.query<{ seq: number; request_id: string }>(
    'SELECT seq, request_id FROM log.event WHERE object_id = $1 ORDER BY seq LIMIT 1',
    [opened.id],
  );
  const [opening] = rows;
  if (!opening) return null;
  if (opened.kind !== 'after-review') return opening.seq;
  // What is reviewed afterwards was done by the same request, in the lines just before the case.
  const first = await center.pool.query<{ seq: number }>(
    'SELECT min(seq) AS seq FROM log.event WHERE seq <= $1 AND seq > $1 - 1000 AND request_id = $2',
    [opening.seq, opening.request_id],
  );
  return (first.rows[0]?.seq ?? opening.seq) - 1;
}

async function viewsOfEffect(
  center: Center,
  effect: readonly Change[],
  base: number | null = null,
): Promise<ChangeView[]> {
  const reader = new Reader(center.pool);
  const objects = new Map(base === null ? [] : effect.map(({ id, type }) => [id, type]));
  for (const [id, type] of objects) reader.plan(type, await stateAt(center.pool, id, base ?? 0));
  const moment = { at: center.now(), day: dayOf(center.now()), actor: systemActor, proposer: null };
  const views: ChangeView[] = [];
  for (const change of effect) {
    const before = await reader.load(change.type, change.id);
    const after = evolve(before, { ...change, stamps: {} }, moment);
    reader.plan(change.type, after);
    views.push(viewOf(change, before, after));
  }
  return views;
}

function viewOf(change: Change, before: ObjectState, after: ObjectState): ChangeView {
  return {
    type: change.type,
    id: change.id,
    title: objectDefs[change.type].title(after),
    act: change.act,
    before: before.state === 'none' ? {} : JSON.parse(JSON.stringify(before)),
    after: JSON.parse(JSON.stringify(after)),
  };
}

/** Accounts that leave force lose their sessions at once. */
function sessionsThatEnd(effect: readonly Change[]): Text[] {
  return effect
    .filter((change) => change.type === 'account' && (change.act === 'suspend' || change.act === 'revoke'))
    .map(() => ({ zh: '该账号的全部会话立即结束', en: 'All sessions of the account end at once' }));
}

function deadlinesOpened(changes: readonly ChangeView[], today: string, center: Center): Text[] {
  return changes.flatMap((change) => {
    const before = deadlinesOf(change, change.before, today, center);
    const known = new Set(before.map((d) => `${d.key} ${d.due}`));
    return deadlinesOf(change, change.after, today, center)
      .filter((d) => !known.has(`${d.key} ${d.due}`))
      .map((d) => ({ zh: `产生时限:${d.due} ${d.text.zh}`, en: `Opens a deadline: ${d.due} ${d.text.en}` }));
  });
}

function deadlinesOf(
  change: ChangeView,
  state: ChangeView['after'],
  today: string,
  center: Center,
): readonly Deadline[] {
  const { id, rev, state: name } = state;
  if (typeof id !== 'string' || typeof rev !== 'number' || typeof name !== 'string') return [];
  return objectDefs[change.type].deadlines(
    { ...state, id, rev, state: name },
    today,
    center.rules,
    center.calendar,
  );
}
