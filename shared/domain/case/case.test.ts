import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateCalendar } from '../../calendar/stateCalendar.ts';
import type { Actor, Change } from '../../log/event.ts';
import { ruleSetFor } from '../../rules/ruleSet.ts';
import { decide, unborn, type ActContext } from '../object.ts';
import { actorOf, after, contextOf, foundBy, idOf, openActs } from '../testing/context.ts';
import { caseDef } from './case.ts';
import { effectDigest } from './effect.ts';
import { proposerOf, type CaseState } from './state.ts';

const P1 = actorOf('p1', 'P1');
const P2 = actorOf('p2', 'P2');
const change: Change = {
  type: 'account',
  id: idOf('e', 1),
  act: 'grant',
  patch: { state: 'toEnable', grants: { 'QX-2026-000001': { state: 'granted', suspension: null } } },
  stamps: {},
  reason: '岗位需要',
  noted: [],
};
const digest = effectDigest([change]);
const follow = {
  type: 'staffFiling',
  id: idOf('f', 1),
  act: 'sendBack',
  input: { code: null },
  reason: '',
} as const;

const opening = {
  kind: 'approval',
  commands: [
    {
      type: 'account',
      id: change.id,
      act: 'grant',
      input: { from: null, to: '2027-03-01' },
      reason: '岗位需要',
    },
  ],
  effect: [change],
  digest,
  baseRevs: { [change.id]: 4 },
  title: '授权 · czs-fzj-0008 陈样一',
  unit: null,
  proposer: P1,
  beneficiaries: ['digest of the holder'],
  approveRoles: ['P2'],
  numbers: [],
  onSendBack: [follow],
  onRefuse: [{ ...follow, act: 'refuse' }],
};

const as = (actor: Actor, more: Partial<ActContext<unknown>> = {}): ActContext<unknown> =>
  contextOf<unknown>(null, { actor, reason: '岗位需要', numbers: { case: ['AJ-2026-000001'] }, ...more });
const opened = (more: object = {}): CaseState =>
  after(caseDef, unborn(idOf('d', 1)), 'open', { ...opening, ...more }, as(P1));
const review = (): CaseState => opened({ kind: 'after-review' });
const found = (state: CaseState, act: string, input: unknown, actor: Actor): readonly string[] =>
  foundBy(caseDef, state, act, input, as(actor)).map((line) => line.split(' ')[0] ?? '');

describe('table of states', () => {
  test('an open case is decided once, a decided one never again', () => {
    const coded = { code: 'other', text: '说明' };
    const inputs = {
      open: opening,
      approve: { digest },
      confirm: { digest },
      sendBack: coded,
      refuse: coded,
      object: coded,
    };
    const none: readonly string[] = [];
    expect(openActs(caseDef, opened(), inputs, as(P2))).toEqual({
      none: ['open'],
      open: ['approve', 'sendBack', 'refuse', 'withdraw', 'confirm', 'object'],
      approved: none,
      returned: none,
      refused: none,
      withdrawn: none,
      confirmed: none,
      objected: none,
    });
  });

  test('each decision leads to its own state and says who decided', () => {
    const run = (state: CaseState, act: string, input: unknown, actor = P2): unknown =>
      after(caseDef, state, act, input, as(actor));
    expect(run(opened(), 'approve', { digest })).toMatchObject({ state: 'approved', decidedBy: 'p2' });
    expect(run(opened(), 'sendBack', { code: 'term' })).toMatchObject({
      state: 'returned',
      decisionCode: 'term',
    });
    expect(run(opened(), 'refuse', { code: 'duplicate' })).toMatchObject({ state: 'refused' });
    expect(run(opened(), 'withdraw', {}, P1)).toMatchObject({ state: 'withdrawn', decidedBy: 'p1' });
    expect(run(review(), 'confirm', { digest })).toMatchObject({ state: 'confirmed' });
    expect(run(review(), 'object', { code: 'no-cause' })).toMatchObject({ state: 'objected' });
  });

  test('what already ran is confirmed or objected to, what has not is approved, returned or refused', () => {
    expect(found(review(), 'approve', { digest }, P2)).toEqual(['case/kind']);
    expect(found(review(), 'sendBack', { code: 'term' }, P2)).toEqual(['case/kind']);
    expect(found(opened(), 'confirm', { digest }, P2)).toEqual(['case/kind']);
    expect(found(opened(), 'object', { code: 'no-cause' }, P2)).toEqual(['case/kind']);
  });
});

describe('four eyes', () => {
  const decisions = [
    ['approve', opened, { digest }],
    ['sendBack', opened, { code: 'term' }],
    ['refuse', opened, { code: 'duplicate' }],
    ['confirm', review, { digest }],
    ['object', review, { code: 'no-cause' }],
  ] as const;

  test.each(decisions)('%s: never the proposer, under whichever account', (act, state, input) => {
    expect(found(state(), act, input, { ...P2, id: P1.id })).toEqual(['case/own-proposal']);
    expect(found(state(), act, input, { ...P2, person: P1.person })).toEqual(['case/own-proposal']);
  });

  test.each(decisions)('%s: nobody who gains by it, nobody without the role', (act, state, input) => {
    expect(found(state(), act, input, { ...P2, person: 'digest of the holder' })).toEqual([
      'case/beneficiary',
    ]);
    expect(found(state(), act, input, actorOf('dir', 'DIR'))).toEqual(['case/role']);
  });

  test('all obstacles are named at once', () => {
    expect(found(opened({ beneficiaries: [P1.person] }), 'approve', { digest: 'f'.repeat(64) }, P1)).toEqual([
      'case/own-proposal',
      'case/beneficiary',
      'case/role',
      'case/digest',
    ]);
  });

  test('only the content that was seen is approved', () => {
    expect(found(opened(), 'approve', { digest: effectDigest([]) }, P2)).toEqual(['case/digest']);
    expect(found(opened(), 'approve', { digest }, P2)).toEqual([]);
  });

  test('only the proposer withdraws', () => {
    expect(found(opened(), 'withdraw', {}, P2)).toEqual(['case/not-proposer']);
    expect(found(opened(), 'withdraw', {}, P1)).toEqual([]);
  });

  test('a case whose content does not have its digest is not opened', () => {
    expect(found(unborn(idOf('d', 2)), 'open', { ...opening, effect: [] }, P1)).toEqual(['case/digest']);
  });
});

describe('what the case keeps', () => {
  test('command, effect and proposer come back exactly, nulls included, so that deciding again gives the same digest', () => {
    const state = opened({ proposer: { ...P1, unitId: null, person: null } });
    expect(state.commands).toEqual(opening.commands);
    expect(effectDigest(state.effect ?? [])).toBe(digest);
    expect(proposerOf(state)).toEqual({ ...P1, unitId: null, person: null });
    expect(proposerOf(unborn(idOf('d', 2)))).toBeNull();
  });

  test('a returned or refused case lets its follow-ups run, with the words of the decision', () => {
    const follows = (act: string, input: unknown): unknown => {
      const decision = decide(caseDef, opened(), act, input, as(P2));
      return decision.ok && decision.follow;
    };
    expect(follows('sendBack', { code: 'incomplete', text: '缺公章' })).toEqual([
      { ...follow, reason: '材料不全:缺公章' },
    ]);
    expect(follows('refuse', { code: 'no-basis' })).toEqual([{ ...follow, act: 'refuse', reason: '无依据' }]);
    expect(follows('approve', { digest })).toEqual([]);
  });

  test('the reason "other" needs words', () => {
    expect(found(opened(), 'sendBack', { code: 'other', text: ' ' }, P2)).toEqual(['case/text-missing']);
    expect(found(opened(), 'sendBack', { code: 'other', text: '见附件' }, P2)).toEqual([]);
  });

  test('an approval is due in three working days, an after-review in one, for the deciding roles', () => {
    const due = (state: CaseState): unknown =>
      caseDef
        .deadlines(state, '2026-03-02', ruleSetFor('320400'), stateCalendar)
        .map(({ due, roles }) => ({ due, roles }));
    expect(due(opened())).toEqual([{ due: '2026-03-05', roles: ['P2'] }]);
    expect(due(review())).toEqual([{ due: '2026-03-03', roles: ['P2'] }]);
    const friday = after(
      caseDef,
      unborn(idOf('d', 3)),
      'open',
      { ...opening, kind: 'after-review' },
      as(P1, { today: '2026-03-06' }),
    );
    expect(due(friday)).toEqual([{ due: '2026-03-09', roles: ['P2'] }]);
    expect(due(after(caseDef, opened(), 'approve', { digest }, as(P2)))).toEqual([]);
  });
});

describe('digest of an effect', () => {
  const json = fc.dictionary(
    fc.string({ maxLength: 5 }),
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
  );
  const changes = fc.array(
    fc
      .record({ id: fc.string(), act: fc.constantFrom('grant', 'split'), patch: json })
      .map((part) => ({ ...change, ...part })),
    { maxLength: 3 },
  );
  const reversed = (value: object): object => Object.fromEntries(Object.entries(value).reverse());

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(changes, (effect) => {
        const turned = effect.map((one) => ({ ...one, ...reversed({ ...one, patch: reversed(one.patch) }) }));
        expect(effectDigest(turned)).toBe(effectDigest(effect));
      }),
    );
  });

  test('is equal exactly when the effects are', () => {
    fc.assert(
      fc.property(changes, changes, (a, b) => {
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(effectDigest(a) === effectDigest(b)).toBe(same);
      }),
    );
    expect(effectDigest([{ ...change, reason: null }])).not.toBe(digest);
    expect(effectDigest([{ ...change, noted: ['x'] }])).not.toBe(digest);
    expect(effectDigest([change, change])).not.toBe(digest);
  });
});

/** Keys in order all the way down, an independent way to compare JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
