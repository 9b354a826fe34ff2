import type { AppRole } from '../../shared/access/roles.ts';
import { effectDigest } from '../../shared/domain/case/effect.ts';
import {
  decide,
  evolve,
  type Act,
  type Effect,
  type FollowUp,
  type ObjectState,
} from '../../shared/domain/object.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Actor, Change, EventCategory } from '../../shared/log/event.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import { refuse, type Finding } from '../../shared/rules/finding.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import type { Center } from '../center.ts';
import type { Queryable } from '../db/database.ts';
import { factsOf } from '../facts/facts.ts';
import { Numbers, type GivenNumber } from './numbers.ts';
import { checkProposedBefore } from './openCases.ts';
import { Reader } from './reader.ts';
import { systemActor } from './systemActor.ts';

/** One act on one object as somebody asks for it, secrets already sealed. */
export interface Command {
  readonly type: ObjectType;
  readonly id: string;
  readonly act: string;
  readonly input: JsonObject;
  readonly reason: string | null;
}

/** A change that would be written, with what it leads from and to. */
interface PlannedChange {
  readonly change: Change;
  readonly category: EventCategory;
  readonly before: ObjectState;
  readonly after: ObjectState;
  readonly title: string;
  readonly actor: Actor;
  readonly proposer: Actor | null;
  readonly caseId: string | null;
}

/** Everything one command would do, follow-ups included; nothing is written yet. */
export interface Plan {
  readonly changes: PlannedChange[];
  readonly effects: Effect[];
  readonly findings: Finding[];
  /** The case the command itself became, when it needs another person's approval. */
  proposed: { id: string; no: string; digest: string } | null;
  /** Case that asks for a review afterwards. */
  afterReview: readonly AppRole[] | null;
  ok: boolean;
}

export function emptyPlan(): Plan {
  return { changes: [], effects: [], findings: [], proposed: null, afterReview: null, ok: true };
}

/** In whose name and under which case the changes of a plan are made. */
export interface Authority {
  readonly actor: Actor;
  readonly proposer: Actor | null;
  readonly caseId: string | null;
  /** Approved already: acts run instead of becoming cases. */
  readonly approved: boolean;
}

/** What planning works with; one per transaction. */
export interface Planning {
  readonly center: Center;
  readonly reader: Reader;
  readonly numbers: Numbers;
  readonly now: string;
  readonly today: string;
}

/** Planning over a database, at the center's now; what it has loaded by id it does not load again. */
export function planningOf(center: Center, db: Queryable): Planning {
  const now = center.now();
  const today = dayOf(now);
  return {
    center,
    reader: new Reader(db, new Map()),
    numbers: new Numbers(db, center.area, today),
    now,
    today,
  };
}

/**
 * Plans one command on top of what is already planned: decides it, and either lists its change with all
 * follow-ups, or opens the case that has to approve it.
 */
export async function planCommand(p: Planning, plan: Plan, command: Command, by: Authority): Promise<void> {
  const def = objectDefs[command.type];
  const act = def.acts[command.act];
  const state = await p.reader.load(command.type, command.id);
  const approve = by.approved || !act ? null : (act.approve?.(state, command.input) ?? null);
  if (act && approve !== null) return propose(p, plan, command, by, act, approve);
  const planned = await planChange(p, plan, command, by, state);
  if (!planned || !act) return;
  for (const follow of planned.follow) await planFollowUp(p, plan, follow, by);
  if (act.afterReview && plan.ok && !by.approved)
    await openAfterReview(p, plan, command, by, act.afterReview, planned.from);
}

const idTaken = refuse('record/id-taken', null, '', {
  zh: '编号已属于另一类记录,未作任何更改;请重新打开表单后提交',
  en: 'The id belongs to a record of another kind; nothing was changed. Open the form anew and send it again',
});

async function planChange(p: Planning, plan: Plan, command: Command, by: Authority, state: ObjectState) {
  const def = objectDefs[command.type];
  const act = def.acts[command.act];
  if (state.state === 'none' && (await p.reader.isOfAnother(command.type, command.id))) {
    plan.findings.push(idTaken);
    plan.ok = false;
    return null;
  }
  const decision = decide(def, state, command.act, command.input, {
    now: p.now,
    today: p.today,
    actor: by.actor,
    proposer: by.proposer,
    reason: command.reason,
    facts: await factsOf(p, command, state, by),
    rules: p.center.rules,
    calendar: p.center.calendar,
    numbers: act ? await p.numbers.take(act.numbers(command.input)) : {},
  });
  plan.findings.push(...decision.findings);
  if (!decision.ok || !act) {
    plan.ok = false;
    return null;
  }
  const from = plan.changes.length;
  const moment = { at: p.now, day: p.today, actor: by.actor, proposer: by.proposer };
  const after = evolve(state, decision.change, moment);
  p.reader.plan(command.type, after);
  plan.changes.push({
    change: decision.change,
    category: act.category,
    before: state,
    after,
    title: def.title(after),
    actor: by.actor,
    proposer: by.proposer,
    caseId: by.caseId,
  });
  plan.effects.push(...decision.effects);
  return { follow: decision.follow, from };
}

/** A follow-up that needs approval is proposed by the same person; any other is the system's own act. */
async function planFollowUp(p: Planning, plan: Plan, follow: FollowUp, by: Authority): Promise<void> {
  const command: Command = {
    type: follow.type,
    id: follow.id,
    act: follow.act,
    input: follow.input,
    reason: follow.reason,
  };
  const act = objectDefs[follow.type].acts[follow.act];
  const needsApproval = act?.approve?.(await p.reader.load(follow.type, follow.id), follow.input) ?? null;
  const bySystem = act?.roles.includes('SYS') ?? false;
  if (needsApproval !== null && !bySystem) {
    const waits = (await checkProposedBefore(p.reader, command)).length > 0;
    return waits ? undefined : planCommand(p, plan, command, { ...by, approved: false });
  }
  await planCommand(p, plan, command, { ...by, actor: systemActor, approved: true });
}

/** Plans the command in a fork to learn its exact effect, then opens the case that carries it. */
async function propose(
  p: Planning,
  plan: Plan,
  command: Command,
  by: Authority,
  act: Act<ObjectState, unknown>,
  roles: readonly AppRole[],
): Promise<void> {
  const proposedBefore = await checkProposedBefore(p.reader, command);
  if (proposedBefore.length > 0) {
    plan.findings.push(...proposedBefore);
    plan.ok = false;
    return;
  }
  const trial = emptyPlan();
  const fork: Planning = { ...p, reader: p.reader.fork() };
  const mark = p.numbers.given.length;
  await planCommand(fork, trial, command, { ...by, approved: true });
  plan.findings.push(...trial.findings);
  if (!trial.ok) {
    plan.ok = false;
    return;
  }
  const opened = await openCase(
    p,
    plan,
    {
      kind: 'approval',
      commands: [command],
      trial,
      roles,
      label: act.label.zh,
      numbers: p.numbers.given.slice(mark),
    },
    by,
  );
  if (opened && plan.proposed === null) plan.proposed = opened;
}

async function openAfterReview(
  p: Planning,
  plan: Plan,
  command: Command,
  by: Authority,
  roles: readonly AppRole[],
  from: number,
): Promise<void> {
  plan.afterReview = roles;
  const trial: Plan = { ...emptyPlan(), changes: plan.changes.slice(from) };
  const label = objectDefs[command.type].acts[command.act]?.label.zh ?? command.act;
  await openCase(
    p,
    plan,
    { kind: 'after-review', commands: [command], trial, roles, label, numbers: [] },
    by,
  );
}

export interface Opening {
  readonly kind: 'approval' | 'after-review' | 'batch';
  readonly commands: readonly Command[];
  readonly trial: Plan;
  readonly roles: readonly AppRole[];
  readonly label: string;
  readonly numbers: readonly GivenNumber[];
  /** Files the matter came from. */
  readonly sources?: readonly { readonly name: string; readonly digest: string }[];
}

/** Opens a case over the effect of a trial plan. */
export async function openCase(
  p: Planning,
  plan: Plan,
  opening: Opening,
  by: Authority,
): Promise<Plan['proposed']> {
  const { trial } = opening;
  const id = p.center.newId();
  const changes = trial.changes.map((planned) => planned.change);
  const digest = effectDigest(changes);
  const first = trial.changes[0];
  const def = first && objectDefs[first.change.type];
  const input = {
    kind: opening.kind,
    commands: opening.commands,
    effect: changes,
    digest,
    baseRevs: Object.fromEntries(trial.changes.map((c) => [c.change.id, c.before.rev]).toReversed()),
    title:
      first === undefined || opening.kind === 'batch' ? opening.label : `${opening.label} · ${first.title}`,
    unit: first && def ? def.unitOf(first.after) : null,
    beneficiaries: [
      ...new Set(trial.changes.flatMap((c) => objectDefs[c.change.type].personOf(c.after) ?? [])),
    ],
    approveRoles: opening.roles,
    proposer: by.actor,
    numbers: opening.numbers,
    ...(opening.sources && { sources: opening.sources }),
  };
  const command: Command = {
    type: 'case',
    id,
    act: 'open',
    input: JSON.parse(JSON.stringify(input)),
    reason: opening.commands[0]?.reason ?? null,
  };
  const planned = await planChange(p, plan, command, { ...by, caseId: id }, await p.reader.load('case', id));
  const [no = ''] = p.numbers.given
    .filter((given) => given.kind === 'case')
    .map((given) => given.number)
    .slice(-1);
  return planned ? { id, no, digest } : null;
}
