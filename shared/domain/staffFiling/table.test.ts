import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../log/event.ts';
import { decide, unborn, type ObjectState } from '../object.ts';
import { actors, after, contextOf, digestOfAct, idOf, openActs } from '../testing/context.ts';
import { filingFacts, filingId, filingIn, filingSample, handoverSample } from '../testing/filings.ts';
import { staffFilingDef } from './staffFiling.ts';
import { finalStates } from './terms.ts';

const numbers = { filing: ['BA-320400-2026-00017'] };
const inputs: Readonly<Record<string, unknown>> = {
  enter: filingSample,
  edit: { department: '信息科' },
  submit: {},
  sendBack: { reasons: ['incomplete'], text: '缺少培训证明' },
  review: { opinion: '同意备案' },
  file: { lateAccepted: false },
  refuse: { rule: 'R118' },
  withdraw: {},
  takeEffect: {},
  startChange: { draft: idOf('b', 9), kind: 'change' },
  markReplacing: {},
  handover: handoverSample,
  end: { cause: 'dismissed' },
};

/** Who does what, by the table of domain.md 3.1. */
const doers: Readonly<Record<string, Actor>> = {
  ...Object.fromEntries(Object.keys(inputs).map((act) => [act, actors.C1])),
  enter: actors.U,
  edit: actors.U,
  submit: actors.U,
  withdraw: actors.U,
  refuse: actors.C2,
  takeEffect: actors.SYS,
};

function contextFor(act: string, today = '2026-03-02') {
  return contextOf(filingFacts, { actor: doers[act] ?? actors.C1, numbers, today, reason: '依据单位来函' });
}

describe('table of a staff filing', () => {
  it('opens exactly these acts in each state', () => {
    expect(openActs(staffFilingDef, filingIn('draft'), inputs, contextFor('review'))).toEqual({
      none: ['enter'],
      draft: ['edit', 'submit', 'withdraw'],
      submitted: ['sendBack', 'review', 'refuse', 'withdraw'],
      returned: ['edit', 'submit', 'withdraw'],
      reviewed: ['sendBack', 'file', 'refuse'],
      filed: ['takeEffect'],
      pending: ['takeEffect'],
      effective: ['startChange', 'markReplacing', 'handover', 'end'],
      replacing: ['handover', 'end'],
      ended: [],
      refused: [],
      withdrawn: [],
    });
  });

  it('gives each act to the roles of the table', () => {
    const roles = Object.fromEntries(
      Object.entries(staffFilingDef.acts).map(([act, { roles: who }]) => [act, who]),
    );
    expect(roles).toEqual({
      enter: ['U', 'C1', 'SYS'],
      edit: ['U', 'C1'],
      submit: ['U', 'C1'],
      sendBack: ['C1'],
      review: ['C1'],
      file: ['C1'],
      refuse: ['C2'],
      withdraw: ['U', 'C1'],
      takeEffect: ['SYS'],
      startChange: ['U', 'C1'],
      markReplacing: ['U', 'C1'],
      handover: ['U', 'C1'],
      end: ['SYS', 'C1'],
    });
  });

  it('asks C2 to approve the filing and nothing else', () => {
    const asked = Object.entries(staffFilingDef.acts).filter(([, act]) => 'approve' in act);
    expect(asked.map(([name]) => name)).toEqual(['file']);
    expect(staffFilingDef.acts['file']?.approve?.(filingIn('reviewed'), inputs['file'])).toEqual(['C2']);
  });

  it('leads a new person from the draft into force, with number, days and persons on record', () => {
    let state: ObjectState = unborn(filingId);
    for (const act of ['enter', 'submit', 'review', 'file'])
      state = after(staffFilingDef, state, act, inputs[act], contextFor(act));
    state = after(staffFilingDef, state, 'takeEffect', {}, contextFor('takeEffect', '2026-03-09'));
    expect(state).toMatchObject({
      state: 'effective',
      rev: 5,
      filingNo: 'BA-320400-2026-00017',
      enteredBy: 'u',
      submittedBy: 'u',
      filingDate: '2026-03-02',
      reviewedBy: 'c1',
      reviewOpinion: '同意备案',
      late: false,
      effectiveOn: '2026-03-09',
    });
  });

  it('proposes the filing with the review', () => {
    const decision = decide(
      staffFilingDef,
      filingIn('submitted'),
      'review',
      inputs['review'],
      contextFor('review'),
    );
    expect(decision).toMatchObject({
      ok: true,
      follow: [{ type: 'staffFiling', id: filingId, act: 'file', input: { lateAccepted: false } }],
    });
  });

  it('binds an approval to the same digest on another day and by another hand', () => {
    const digest = (today: string, actor: Actor) =>
      digestOfAct(staffFilingDef, filingIn('reviewed'), 'file', inputs['file'], {
        ...contextFor('file', today),
        actor,
      });
    expect(digest('2026-03-02', actors.C1)).toBe(digest('2026-03-05', actors.C2));
  });
});

describe('laws', () => {
  const step = fc.record({
    act: fc.constantFrom(...Object.keys(inputs)),
    day: fc.constantFrom('2026-03-02', '2026-03-09', '2028-04-01'),
    later: fc.boolean(),
  });

  it('never leaves its table, counts every act, and stays where it ended', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let state: ObjectState = unborn(filingId);
        for (const { act, day } of steps) {
          const decision = decide(staffFilingDef, state, act, inputs[act], contextFor(act, day));
          if (!decision.ok) continue;
          const next = after(staffFilingDef, state, act, inputs[act], contextFor(act, day));
          expect(finalStates.has(state.state)).toBe(false);
          expect(Object.keys(staffFilingDef.states)).toContain(next.state);
          expect([next.id, next.rev]).toEqual([filingId, state.rev + 1]);
          state = next;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('can reach every state but the draft from another one', () => {
    const context = (act: string) => contextFor(act, '2026-03-09');
    const reached = new Set(
      Object.keys(staffFilingDef.states).flatMap((from) =>
        Object.keys(inputs)
          .filter((act) => decide(staffFilingDef, filingIn(from), act, inputs[act], context(act)).ok)
          .map((act) => after(staffFilingDef, filingIn(from), act, inputs[act], context(act)).state),
      ),
    );
    for (const state of ['submitted', 'returned', 'reviewed', 'filed', 'effective', ...finalStates])
      expect(reached).toContain(state);
  });
});
