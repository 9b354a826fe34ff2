import type { ActorRole } from '../../access/roles.ts';
import { stateCalendar } from '../../calendar/stateCalendar.ts';
import type { Actor } from '../../log/event.ts';
import { digestOf, sm3Hex } from '../../log/canonical.ts';
import { ruleSetFor } from '../../rules/ruleSet.ts';
import { decide, evolve, type ActContext, type ObjectDef, type ObjectState } from '../object.ts';
import type { Sealed } from '../sealed.ts';

/** Fictional units of domain.md 5.3, by what they are. */
export const unitIds = {
  bureau: 'a0000000-0000-4000-8000-000000000001',
  education: 'a0000000-0000-4000-8000-000000000002',
  center: 'a0000000-0000-4000-8000-000000000003',
  office: 'a0000000-0000-4000-8000-000000000004',
} as const;

/** An id that is stable over runs, such as `idOf('f', 1)`. */
export function idOf(prefix: 'a' | 'b' | 'c' | 'd' | 'e' | 'f', serial: number): string {
  return `${prefix}0000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
}

/** An actor of the center with some roles; `U` belongs to the sample bureau. */
export function actorOf(name: string, ...roles: readonly ActorRole[]): Actor {
  const ofUnit = roles.every((role) => role === 'U');
  return {
    id: name,
    accountNo: `czs-${name}`,
    name,
    unitId: ofUnit ? unitIds.bureau : unitIds.center,
    unitName: ofUnit ? '常州市示范发展局' : '常州市示范信息中心',
    person: sm3Hex(`person ${name}`),
    roles,
  };
}

/** One person for each duty, and a second filing clerk. */
export const actors = {
  C1: actorOf('c1', 'C1'),
  otherC1: actorOf('c1-b', 'C1'),
  C2: actorOf('c2', 'C2'),
  U: actorOf('u', 'U'),
  P1: actorOf('p1', 'P1'),
  SYS: { ...actorOf('system', 'SYS'), person: null, unitId: null },
} as const satisfies Readonly<Record<string, Actor>>;

/** The standing moment of tests: Monday 2 March 2026, 09:00 in China, Changzhou's rules. */
export function contextOf<F>(facts: F, more: Partial<ActContext<F>> = {}): ActContext<F> {
  return {
    now: '2026-03-02T01:00:00.000Z',
    today: '2026-03-02',
    actor: actors.C1,
    proposer: null,
    reason: null,
    facts,
    rules: ruleSetFor('320400'),
    calendar: stateCalendar,
    numbers: {},
    ...more,
  };
}

/** A sealed secret as the server would make it, with a plain digest in place of the keyed one. */
export function sealedSample(raw: string, mask: string): Sealed {
  const hex = sm3Hex(raw);
  const ref = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { mask, digest: hex, ref };
}

/**
 * The state after an act that must succeed.
 * @throws Error naming every finding when it does not
 */
export function after<S extends ObjectState, F>(
  def: ObjectDef<S, F>,
  state: S,
  act: string,
  input: unknown,
  context: ActContext<F>,
): ObjectState {
  const decision = decide(def, state, act, input, context);
  if (!decision.ok) throw new Error(`${act}: ${decision.findings.map((f) => f.code).join(', ')}`);
  return evolve(state, decision.change, {
    at: context.now,
    day: context.today,
    actor: context.actor,
    proposer: context.proposer,
  });
}

/** Codes of everything found, in order, with rule and place: `staff/late-filing R122 effectiveDate`. */
export function foundBy<S extends ObjectState, F>(
  def: ObjectDef<S, F>,
  state: S,
  act: string,
  input: unknown,
  context: ActContext<F>,
): readonly string[] {
  return decide(def, state, act, input, context).findings.map(
    (finding) => `${finding.code} ${finding.rule ?? '-'} ${finding.place || '-'}`,
  );
}

/** Digest an approval would be bound to. */
export function digestOfAct<S extends ObjectState, F>(
  def: ObjectDef<S, F>,
  state: S,
  act: string,
  input: unknown,
  context: ActContext<F>,
): string {
  const decision = decide(def, state, act, input, context);
  return digestOf(decision.ok ? decision.change : null);
}

/** For each state the acts that the state machine does not turn away, whatever else they demand. */
export function openActs<S extends ObjectState, F>(
  def: ObjectDef<S, F>,
  sample: S,
  inputs: Readonly<Record<string, unknown>>,
  context: ActContext<F>,
): Readonly<Record<string, readonly string[]>> {
  const states = ['none', ...Object.keys(def.states)];
  return Object.fromEntries(
    states.map((state) => [
      state,
      Object.keys(def.acts).filter((act) => {
        const decision = decide(def, { ...sample, state }, act, inputs[act] ?? {}, context);
        const turnedAway = decision.findings.some((finding) => finding.code === 'act/wrong-state');
        if (turnedAway && (decision.ok || decision.findings.length > 1))
          throw new Error(`${act} in ${state} is turned away and yet does something`);
        return !turnedAway;
      }),
    ]),
  );
}
