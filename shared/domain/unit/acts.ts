import * as z from 'zod';
import { refuse, type Finding } from '../../rules/finding.ts';
import { nothingChanged, unknownRef } from '../guards.ts';
import { actsOf, type FollowUp } from '../object.ts';
import { fieldsOf, patchOf, revisionOf } from '../patchOf.ts';
import { unitFields } from './fields.ts';
import { checkLoose, checkUnit, inForce, type UnitFacts, type UnitState } from './rules.ts';

const act = actsOf<UnitState, UnitFacts>();

/** Fields that say how to reach a unit; all others say what it is, and their change takes four eyes. */
const contactFields: ReadonlySet<string> = new Set([
  'shortName',
  'contact',
  'phone',
  'address',
  'postcode',
  'remarks',
]);

const enter = act({
  label: { zh: '登记单位', en: 'enter the unit' },
  from: ['none'],
  to: 'active',
  roles: ['C1'],
  approve: ['C2'],
  input: unitFields,
  step: (state, input, { facts }) => {
    const { data, findings } = checkUnit(state.id, input, facts);
    return { findings, patch: patchOf(data), stamps: { enteredBy: 'proposer', enteredAt: 'at' } };
  },
});

const change = act({
  label: { zh: '变更单位信息', en: 'change the unit' },
  from: ['active'],
  to: 'same',
  roles: ['C1'],
  approve: (state, input) => {
    const before = fieldsOf(unitFields, { ...state });
    const touched = Object.keys(revisionOf(before, { ...before, ...input }));
    return touched.every((key) => contactFields.has(key)) ? null : ['C2'];
  },
  input: unitFields,
  step: (state, input, { facts }) => {
    const before = fieldsOf(unitFields, { ...state });
    const { data, findings } = checkUnit(state.id, { ...before, ...input }, facts);
    const patch = revisionOf(before, data);
    const unchanged = Object.keys(patch).length === 0 ? [nothingChanged()] : [];
    return { findings: [...findings, ...unchanged], patch };
  },
});

const merge = act({
  label: { zh: '撤并', en: 'merge into another unit' },
  from: ['active'],
  to: 'merged',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  input: z.strictObject({ successor: z.uuid() }),
  step: (state, input, { facts, reason }) => ({
    findings: [...checkSuccessor(state, input.successor, facts), ...checkLoose(facts)],
    patch: { successor: input.successor, endReason: reason },
    stamps: { endedOn: 'day' },
    follow: endFilings(facts, 'unit-merged', '单位撤并'),
  }),
});

const close = act({
  label: { zh: '停用单位', en: 'close the unit' },
  from: ['active'],
  to: 'closed',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (_state, _input, { facts, reason }) => ({
    findings: checkLoose(facts),
    patch: { endReason: reason },
    stamps: { endedOn: 'day' },
    follow: endFilings(facts, 'unit-closed', '单位停用'),
  }),
});

function checkSuccessor(state: UnitState, successor: string, facts: UnitFacts): readonly Finding[] {
  if (successor === state.id) {
    return [
      refuse('unit/own-successor', 'R072', 'successor', {
        zh: '承接单位不能是被撤并的单位本身;请选择其他单位',
        en: 'A unit cannot take over from itself; choose another',
      }),
    ];
  }
  if (facts.successor?.state === 'active') return [];
  return [unknownRef('successor', { zh: '承接单位', en: 'Successor' })];
}

/** Staff filings in force end with their unit, and with them the accounts (domain.md 3.1). */
function endFilings(facts: UnitFacts, cause: string, reason: string): readonly FollowUp[] {
  return facts.openFilings
    .filter((filing) => inForce.has(filing.state))
    .map((filing) => ({ type: 'staffFiling', id: filing.id, act: 'end', input: { cause }, reason }));
}

/** Acts of a unit: the table of its transitions. */
export const unitActs = { enter, change, merge, close };
