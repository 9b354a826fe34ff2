import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, unborn, type ObjectState } from '../object.ts';
import { actors, after, contextOf, foundBy, openActs, unitIds } from '../testing/context.ts';
import { bureau, bureauFields, freeUnit } from '../testing/units.ts';
import type { UnitFields } from './fields.ts';
import { unitNeeds, type UnitFacts } from './rules.ts';
import { unitDef } from './unit.ts';

const successor = { id: unitIds.education, title: '常州市示范教育局', state: 'active' };
const context = contextOf({ ...freeUnit, successor }, { reason: '机构改革' });
const inputs = {
  enter: bureauFields,
  change: { phone: '0519-00000002' },
  merge: { successor: successor.id },
  close: {},
};

function entered(fields: Partial<UnitFields>, facts: Partial<UnitFacts> = {}) {
  return foundBy(
    unitDef,
    unborn(unitIds.bureau),
    'enter',
    { ...bureauFields, ...fields },
    {
      ...context,
      facts: { ...freeUnit, ...facts },
    },
  );
}

describe('table of a unit', () => {
  it('opens exactly these acts in each state', () => {
    expect(openActs(unitDef, bureau, inputs, context)).toEqual({
      none: ['enter'],
      active: ['change', 'merge', 'close'],
      merged: [],
      closed: [],
    });
  });

  it('enters, merges and closes by C1 with four eyes', () => {
    for (const act of ['enter', 'merge', 'close'] as const) {
      expect(unitDef.acts[act]?.roles).toEqual(['C1']);
      expect(unitDef.acts[act]?.approve?.(bureau, inputs[act])).toEqual(['C2']);
    }
  });

  it('lets C1 mend contact data alone and asks C2 for everything else', () => {
    const approve = (input: unknown) => unitDef.acts['change']?.approve?.(bureau, input);
    expect(approve({ phone: '0519-00000002', address: '新址' })).toBeNull();
    expect(approve({ name: '常州市样例发展局' })).toEqual(['C2']);
    expect(approve({ phone: '0519-00000002', uscc: '11320400990002063K' })).toEqual(['C2']);
    expect(approve({ name: bureauFields.name })).toBeNull();
  });
});

describe('rules of a unit', () => {
  it('takes a complete unit and stores the canonical code', () => {
    const state = after(
      unitDef,
      unborn(unitIds.bureau),
      'enter',
      { ...bureauFields, uscc: ' 11320400990000113m ' },
      context,
    );
    expect(state).toMatchObject({ state: 'active', rev: 1, uscc: '11320400990000113M' });
  });

  it('reports every mistake of a form at once', () => {
    expect(entered({ uscc: '13120400990002063K', postcode: '2130', leaderInCharge: null })).toEqual([
      'uscc/check-digit - uscc',
      'field/required - leaderInCharge',
      'postcode/format - postcode',
    ]);
  });

  it('warns of a code that fits neither area nor kind of body, and passes', () => {
    expect(entered({ divisionCode: '320402', unitType: 'institution' })).toEqual([
      'uscc/division - uscc',
      'uscc/body-class - uscc',
    ]);
  });

  it('refuses a code another active unit holds', () => {
    expect(entered({}, { sameUscc: [successor] })).toEqual(['unit/same-uscc - uscc']);
  });

  it('demands a superior of internal bodies and spares them a code', () => {
    expect(entered({ level: 'internal', uscc: null })).toEqual(['unit/superior-missing R038 parentUnit']);
    const parentUnit = successor.id;
    expect(entered({ level: 'internal', uscc: null, parentUnit }, { superiors: [successor] })).toEqual([]);
    expect(entered({ level: 'county', uscc: null })).toEqual(['field/required - uscc']);
  });

  it('refuses a superior that is the unit itself, below it, or gone', () => {
    const self = { id: unitIds.bureau, title: '本单位', state: 'active' };
    const cycle = ['unit/superior-cycle - parentUnit'];
    expect(entered({ parentUnit: unitIds.bureau }, { superiors: [self] })).toEqual(cycle);
    expect(entered({ parentUnit: successor.id }, { superiors: [successor, self] })).toEqual(cycle);
    const gone = { ...successor, state: 'merged' };
    expect(entered({ parentUnit: successor.id }, { superiors: [gone] })).toEqual([
      'ref/unknown - parentUnit',
    ]);
  });

  it('writes only what changed and refuses an empty change', () => {
    const decision = decide(
      unitDef,
      bureau,
      'change',
      { name: bureauFields.name, phone: '0519-00000009' },
      context,
    );
    expect(decision).toMatchObject({ ok: true, change: { patch: { phone: '0519-00000009' } } });
    expect(foundBy(unitDef, bureau, 'change', { phone: bureauFields.phone }, context)).toEqual([
      'act/nothing-changed - -',
    ]);
  });
});

describe('end of a unit', () => {
  const filing = { id: unitIds.office, title: '陈样一', state: 'effective' };

  it('ends the filings in force with it', () => {
    const facts = { ...freeUnit, successor, openFilings: [filing] };
    const decision = decide(unitDef, bureau, 'merge', inputs.merge, { ...context, facts });
    expect(decision).toMatchObject({
      ok: true,
      change: { patch: { state: 'merged', successor: successor.id, endReason: '机构改革' } },
      follow: [{ type: 'staffFiling', id: filing.id, act: 'end', input: { cause: 'unit-merged' } }],
    });
  });

  it('names everything that still hangs on it', () => {
    const named = { id: unitIds.office, title: '样例' };
    const facts = {
      ...freeUnit,
      openSites: [named],
      inferiors: [named],
      looseAccounts: [named],
      openFilings: [{ ...filing, state: 'submitted' }],
    };
    expect(foundBy(unitDef, bureau, 'close', {}, { ...context, facts })).toEqual([
      'unit/open-site R072 -',
      'unit/open-inferior R072 -',
      'unit/open-account R072 -',
      'unit/open-filing R072 -',
    ]);
  });

  it('needs a reason and a living successor other than itself', () => {
    const facts = { ...freeUnit, successor: null };
    expect(foundBy(unitDef, bureau, 'merge', inputs.merge, { ...context, facts, reason: ' ' })).toEqual([
      'ref/unknown - successor',
      'act/reason-missing R023 reason',
    ]);
    expect(foundBy(unitDef, bureau, 'merge', { successor: bureau.id }, context)).toEqual([
      'unit/own-successor R072 successor',
    ]);
  });
});

describe('laws', () => {
  it('stays inside its table and counts every act, whatever comes', () => {
    const acts = fc.constantFrom('enter', 'change', 'merge', 'close', 'unheard-of');
    fc.assert(
      fc.property(fc.array(fc.tuple(acts, fc.integer({ min: 1, max: 99 })), { maxLength: 12 }), (steps) => {
        let state: ObjectState = unborn(unitIds.bureau);
        for (const [act, n] of steps) {
          const input =
            act === 'change'
              ? { address: `示范路 ${n} 号` }
              : Object.entries(inputs).find(([k]) => k === act)?.[1];
          const decision = decide(unitDef, state, act, input ?? {}, context);
          if (!decision.ok) continue;
          const next = after(unitDef, state, act, input ?? {}, context);
          expect(next.id).toBe(unitIds.bureau);
          expect(next.rev).toBe(state.rev + 1);
          expect(Object.keys(unitDef.states)).toContain(next.state);
          expect(['merged', 'closed']).not.toContain(state.state);
          state = next;
        }
      }),
    );
  });

  it('says what to look up after canonical forms', () => {
    expect(unitNeeds(bureau, { uscc: '11320400990002063k', parentUnit: null })).toEqual({
      uscc: '11320400990002063K',
      parentUnit: null,
      successor: null,
    });
  });
});

it('is found by its codes and people and seen by its own clerks', () => {
  expect(unitDef.searchText(bureau)).toEqual(['市示范局', bureauFields.uscc, '陈样一', '李样二', '常州市']);
  expect(unitDef.unitOf(bureau)).toBe(bureau.id);
  expect(actors.U.unitId).toBe(bureau.id);
});
