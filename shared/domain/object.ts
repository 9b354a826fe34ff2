import type * as z from 'zod';
import type { ActorRole, AppRole } from '../access/roles.ts';
import type { WorkCalendar } from '../calendar/workCalendar.ts';
import type { Actor, Change, EventCategory, Stamps } from '../log/event.ts';
import { applyPatch, isObject, type JsonObject } from '../log/patch.ts';
import { needsReason, refuse, type Finding } from '../rules/finding.ts';
import type { RuleSet } from '../rules/rule.ts';
import type { Text } from '../text.ts';
import type { ObjectType } from './objectType.ts';
import type { Options } from './options.ts';

/**
 * Methods below are written in method form on purpose: their parameters compare bivariantly, so that the
 * deciders of different objects fit in one registry, whose callers always pass an object's own state.
 */

/** What every object's state carries besides its own fields. `state` is `none` before the first event. */
export interface ObjectState {
  readonly id: string;
  readonly rev: number;
  readonly state: string;
}

/** Series of numbers the server hands out gap-free per area and year. */
export type NumberKind = 'filing' | 'grant' | 'case' | 'export' | 'report';

/** Everything `step` may know besides the state: values, never ports. */
export interface ActContext<F> {
  readonly now: string;
  readonly today: string;
  readonly actor: Actor;
  /** Who proposed the act when it runs under an approved case. */
  readonly proposer: Actor | null;
  readonly reason: string | null;
  /** Looked up under the log's lock, so it cannot change before the act is written. */
  readonly facts: F;
  readonly rules: RuleSet;
  readonly calendar: WorkCalendar;
  /** Numbers handed out for this act, in order, by kind; an act declares how many it needs. */
  readonly numbers: Readonly<Partial<Record<NumberKind, readonly string[]>>>;
}

/** A command that has to follow from an act, in the same transaction, by the system. */
export interface FollowUp {
  readonly type: ObjectType;
  readonly id: string;
  readonly act: string;
  readonly input: JsonObject;
  readonly reason: string;
}

/** Consequences outside the object that the server carries out in the same transaction. */
export type Effect = { readonly kind: 'end-sessions'; readonly accountId: string; readonly text: Text };

/** What one act would do. */
export interface Step {
  readonly findings?: readonly Finding[];
  readonly patch?: JsonObject;
  readonly stamps?: Stamps;
  readonly effects?: readonly Effect[];
  readonly follow?: readonly FollowUp[];
}

/** One act of an object's state machine: a row of its table of transitions. */
export interface Act<S extends ObjectState, F> {
  readonly label: Text;
  /** Terms of the act in the past, for timelines: 已提交 / submitted. */
  readonly category: EventCategory;
  readonly from: readonly string[];
  /** State after the act; `same` keeps it; a list means `step` chooses by setting `patch.state`. */
  readonly to: string | readonly string[];
  /** Who may do it, or propose it when it needs approval. */
  readonly roles: readonly ActorRole[];
  /** Four eyes: who may approve; absent when the act runs at once. */
  approve?(state: S, input: unknown): readonly AppRole[] | null;
  /** The approvers where they are always the same; absent where state and input decide. For documents only. */
  readonly approvers?: readonly AppRole[];
  /** Runs at once but opens an after-review case for these roles. */
  readonly afterReview?: readonly AppRole[];
  readonly reasonRequired: boolean;
  /** Needs a fresh proof of presence (step-up). */
  readonly dangerous: boolean;
  numbers(input: unknown): Readonly<Partial<Record<NumberKind, number>>>;
  readonly input: z.ZodType;
  step(state: S, input: unknown, context: ActContext<F>): Step;
}

interface ActGiven<S extends ObjectState, F, I extends z.ZodType> {
  readonly label: Text;
  readonly category?: EventCategory;
  readonly from: readonly string[];
  readonly to: string | readonly string[];
  readonly roles: readonly ActorRole[];
  readonly approve?: readonly AppRole[] | ((state: S, input: z.output<I>) => readonly AppRole[] | null);
  readonly afterReview?: readonly AppRole[];
  readonly reasonRequired?: boolean;
  readonly dangerous?: boolean;
  readonly numbers?:
    | Readonly<Partial<Record<NumberKind, number>>>
    | ((input: z.output<I>) => Readonly<Partial<Record<NumberKind, number>>>);
  readonly input: I;
  readonly step: (state: S, input: z.output<I>, context: ActContext<F>) => Step;
}

/** Typed builder of the acts of one object; the input is parsed with the act's own schema. */
export function actsOf<S extends ObjectState, F>() {
  return function act<I extends z.ZodType>(given: ActGiven<S, F, I>): Act<S, F> {
    const { approve, numbers = {} } = given;
    return {
      label: given.label,
      category: given.category ?? 'business',
      from: given.from,
      to: given.to,
      roles: given.roles,
      ...(approve && {
        approve: (state, input) =>
          typeof approve === 'function' ? approve(state, given.input.parse(input)) : approve,
      }),
      ...(approve && typeof approve !== 'function' && { approvers: approve }),
      ...(given.afterReview && { afterReview: given.afterReview }),
      reasonRequired: given.reasonRequired ?? false,
      dangerous: given.dangerous ?? false,
      numbers: (input) => (typeof numbers === 'function' ? numbers(given.input.parse(input)) : numbers),
      input: given.input,
      step: (state, input, context) => given.step(state, given.input.parse(input), context),
    };
  };
}

/** A dated demand that follows from an object's present state; the workbench is the list of these. */
export interface Deadline {
  readonly rule: string | null;
  /** Stable key within the object (`icp-change`, `review`, ...). */
  readonly key: string;
  readonly due: string;
  readonly text: Text;
  /** Who has to act. */
  readonly roles: readonly AppRole[];
}

/** A typed, indexed column of the object's table. */
export interface Column<S> {
  readonly label: Text;
  readonly kind: 'text' | 'enum' | 'day' | 'instant' | 'integer' | 'boolean' | 'ref' | 'list';
  readonly options?: Options;
  readonly ref?: ObjectType;
  value(state: S): string | number | boolean | readonly string[] | null;
  /** Width in the list in px; absent = not shown unless chosen. */
  readonly width?: number;
}

/** A business object: its table of states and acts, its fields, and what lists and search need. */
export interface ObjectDef<S extends ObjectState, F> {
  readonly type: ObjectType;
  readonly label: Text;
  readonly states: Options;
  /** Wire schema of the fields, with metadata (`metaOf`). */
  readonly fields: z.ZodObject;
  readonly groups: Options;
  readonly acts: Readonly<Record<string, Act<S, F>>>;
  readonly columns: Readonly<Record<string, Column<S>>>;
  /** How people call this object. */
  title(state: S): string;
  /** Words it is found by, besides the title. */
  searchText(state: S): readonly string[];
  /** Unit whose clerks may see it; null when only the center may. */
  unitOf(state: S): string | null;
  /** Keyed digest of the person who gains by acts on it; such a person may not act on it. */
  personOf(state: S): string | null;
  readonly readers: readonly AppRole[];
  readonly deadlines: (
    state: S,
    today: string,
    rules: RuleSet,
    calendar: WorkCalendar,
  ) => readonly Deadline[];
}

/** What `decide` answers: a change with its consequences, or every finding that stops it. */
export type Decision =
  | {
      readonly ok: true;
      readonly change: Change;
      readonly findings: readonly Finding[];
      readonly effects: readonly Effect[];
      readonly follow: readonly FollowUp[];
    }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** The state of an object that has no event yet. */
export function unborn(id: string): ObjectState {
  return { id, rev: 0, state: 'none' };
}

/**
 * Decides one act: pure, all findings at once.
 * The caller has already checked the actor's roles; here stand the table of transitions, the demand for a
 * reason, the rule that nobody acts for their own benefit, and the act's own rules.
 */
export function decide<S extends ObjectState, F>(
  def: ObjectDef<S, F>,
  state: S,
  actName: string,
  input: unknown,
  context: ActContext<F>,
): Decision {
  const act = def.acts[actName];
  if (!act) return { ok: false, findings: [unknownAct(def, actName)] };
  if (!act.from.includes(state.state)) return { ok: false, findings: [wrongState(def, act, state)] };
  const step = act.step(state, input, context);
  const findings = [...ownBenefit(def, state, context), ...(step.findings ?? [])];
  const hasReason = (context.reason ?? '').trim() !== '';
  if (act.reasonRequired && !hasReason) findings.push(reasonMissing(act));
  const stops = findings.some(
    (f) => f.severity === 'refuse' || (f.severity === 'needs-reason' && !hasReason),
  );
  if (stops) return { ok: false, findings };
  const patch = { ...step.patch, ...(act.to !== 'same' && typeof act.to === 'string' && { state: act.to }) };
  assertTarget(act, patch, state);
  return {
    ok: true,
    change: {
      type: def.type,
      id: state.id,
      act: actName,
      patch,
      stamps: step.stamps ?? {},
      reason: context.reason,
      noted: findings.filter((f) => f.severity !== 'refuse').map((f) => f.code),
    },
    findings,
    effects: step.effects ?? [],
    follow: step.follow ?? [],
  };
}

/** Values the moment of writing supplies to a change's stamps. */
export interface Moment {
  readonly at: string;
  readonly day: string;
  readonly actor: Actor;
  readonly proposer: Actor | null;
}

/** Folds one change into a state; the same function serves the server, the history and the client. */
export function evolve(state: ObjectState, change: Change, moment: Moment): ObjectState {
  const stamped: Record<string, string> = {};
  for (const [key, stamp] of Object.entries(change.stamps)) stamped[key] = stampValue(stamp, moment);
  const next = applyPatch({ ...state }, { ...change.patch, ...stamped });
  if (!isObject(next) || typeof next['state'] !== 'string')
    throw new TypeError('a change must leave an object with a state');
  return { ...next, id: state.id, rev: state.rev + 1, state: next['state'] };
}

function stampValue(stamp: Stamps[string], moment: Moment): string {
  switch (stamp) {
    case 'at':
      return moment.at;
    case 'day':
      return moment.day;
    case 'actor':
      return moment.actor.id;
    case 'proposer':
      return (moment.proposer ?? moment.actor).id;
    default:
      return stamp satisfies never;
  }
}

function assertTarget<S extends ObjectState, F>(act: Act<S, F>, patch: JsonObject, state: S): void {
  if (typeof act.to === 'string') return;
  const target = patch['state'] ?? state.state;
  if (typeof target !== 'string' || !act.to.includes(target))
    throw new Error(`act leads outside its table: ${JSON.stringify(target)}`);
}

function ownBenefit<S extends ObjectState, F>(
  def: ObjectDef<S, F>,
  state: S,
  context: ActContext<F>,
): readonly Finding[] {
  const person = def.personOf(state);
  if (person === null || person !== context.actor.person) return [];
  return [
    refuse('access/own-benefit', 'R134', '', {
      zh: '不得办理涉及本人的事项;请由其他有权人员办理',
      en: 'Nobody may act on a matter of their own; let another entitled person do it',
    }),
  ];
}

function unknownAct<S extends ObjectState, F>(def: ObjectDef<S, F>, actName: string): Finding {
  return refuse('act/unknown', null, '', {
    zh: `${def.label.zh}没有「${actName}」这一操作`,
    en: `There is no act "${actName}" on ${def.label.en}`,
  });
}

function wrongState<S extends ObjectState, F>(def: ObjectDef<S, F>, act: Act<S, F>, state: S): Finding {
  const now = def.states[state.state] ?? { zh: '不存在', en: 'not existing' };
  const names = act.from.map((from) => def.states[from] ?? { zh: '新建', en: 'new' });
  return refuse('act/wrong-state', null, '', {
    zh: `当前状态为「${now.zh}」,不能${act.label.zh};可${act.label.zh}的状态:${names.map((n) => n.zh).join('、')}`,
    en: `The state is "${now.en}"; ${act.label.en} is possible from: ${names.map((n) => n.en).join(', ')}`,
  });
}

function reasonMissing<S extends ObjectState, F>(act: Act<S, F>): Finding {
  return needsReason('act/reason-missing', 'R023', 'reason', {
    zh: `${act.label.zh}必须填写事由`,
    en: `${act.label.en} needs a written reason`,
  });
}
