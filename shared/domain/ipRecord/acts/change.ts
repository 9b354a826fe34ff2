import * as z from 'zod';
import { reportDeadline } from '../../../rules/checks/deadlines.ts';
import { warn, type Finding } from '../../../rules/finding.ts';
import { limitOf } from '../../../rules/ruleSet.ts';
import type { Json, JsonObject } from '../../../log/patch.ts';
import { checkFields } from '../../fields.ts';
import { checkOwnUnit, nothingChanged } from '../../guards.ts';
import { actsOf, type ActContext } from '../../object.ts';
import { fieldsOf, patchOf, revisionOf } from '../../patchOf.ts';
import { ipFields } from '../fields.ts';
import {
  checkAcknowledged,
  checkRecord,
  checkUnused,
  notFuture,
  plannedFindings,
  sharedFindings,
  spanOf,
} from '../rules.ts';
import type { FormerAddress, IpFacts, IpState, OpenIpChange } from '../state.ts';
import { reportFields, reportFindings } from './file.ts';

const act = actsOf<IpState, IpFacts>();

/** What a change may touch; reports, former addresses and the dates of use have acts of their own. */
const changeable = ipFields.omit({
  reportNo: true,
  reportedOn: true,
  reportTo: true,
  icpUpdated: true,
  icpUpdatedOn: true,
  previousAddress: true,
  effectiveDate: true,
  endDate: true,
});

const planChange = act({
  label: { zh: '申请变更', en: 'plan a change' },
  from: ['inUse'],
  to: 'changing',
  roles: ['U', 'C1'],
  input: z.strictObject({
    fields: changeable,
    plannedDay: z.iso.date(),
    /** Ids of every site on the impact list, as it was read (R020). */
    acknowledged: z.array(z.uuid()).max(5000),
  }),
  step: (state, input, { facts, actor, today }) => {
    const before = fieldsOf(ipFields, { ...state });
    const { data, findings } = checkRecord({ ...before, ...input.fields }, facts, true);
    const revision = revisionOf(before, data);
    return {
      findings: [
        ...checkOwnUnit(actor, state.unit, 'unit'),
        ...findings
          .filter((found) => found.severity === 'refuse')
          .map((found) => ({ ...found, place: `fields.${found.place}` })),
        ...(Object.keys(revision).length === 0 ? [nothingChanged()] : []),
        ...plannedFindings(input.plannedDay, today),
        ...checkAcknowledged(input.acknowledged, facts),
        ...sharedFindings(before, facts),
      ],
      patch: { openChange: patchOf({ ...openChangeOf(revision, input.plannedDay, input.acknowledged) }) },
      stamps: { changeProposedOn: 'day', changeProposedBy: 'actor' },
    };
  },
});

function openChangeOf(revision: JsonObject, planned: string, acknowledged: readonly string[]): OpenIpChange {
  const entries = Object.entries(revision);
  return {
    planned,
    fields: Object.fromEntries(entries.filter(([, value]) => value !== null)),
    cleared: entries.filter(([, value]) => value === null).map(([key]) => key),
    acknowledged: [...new Set(acknowledged)].sort(),
  };
}

const completeChange = act({
  label: { zh: '完成变更并登记报备', en: 'complete and report the change' },
  from: ['changing'],
  to: 'filed',
  roles: ['C1'],
  approve: ['C2'],
  input: reportFields.extend({ changedOn: z.iso.date() }),
  step: (state, input, context) => {
    const change = state.openChange;
    if (!change) return { findings: [nothingChanged()] };
    const { changedOn, ...report } = input;
    const { data, findings } = checkFields(reportFields, report, false);
    const cleared = Object.fromEntries(change.cleared.map((key): [string, Json] => [key, null]));
    const values = { ...change.fields, ...cleared };
    const before = fieldsOf(ipFields, { ...state });
    const record = { ...before, ...fieldsOf(ipFields, values) };
    const moved = record.address !== before.address && before.address;
    return {
      findings: [
        ...findings,
        ...checkRecord(record, context.facts, true).findings,
        ...reportFindings(data, record, context.today),
        ...notFuture(changedOn, 'changedOn', context.today),
        ...lateReport(changedOn, data.reportedOn, context),
      ],
      patch: {
        ...values,
        ...patchOf({ ...data, ...spanOf(record.address) }),
        ...(moved &&
          patchOf({
            previousAddress: before.address,
            history: [...(state.history ?? []), former(state, changedOn)],
          })),
        openChange: null,
        lastChangedOn: changedOn,
      },
    };
  },
});

function former(state: IpState, until: string): FormerAddress {
  const held = state.history?.at(-1)?.until ?? state.effectiveDate ?? null;
  return { address: state.address ?? '', from: held, until };
}

function lateReport(
  changedOn: string,
  reportedOn: string | null | undefined,
  { rules, calendar }: ActContext<IpFacts>,
): readonly Finding[] {
  if (!reportedOn) return [];
  const { due } = reportDeadline({
    changeDate: changedOn,
    report: limitOf(rules, 'R019', 'report'),
    calendar,
  });
  if (reportedOn <= due) return [];
  return [
    warn('ip/reported-late', 'R019', 'reportedOn', {
      zh: `变更应于 ${due} 前报备,实际报备 ${reportedOn};将如实记录`,
      en: `The change was to be reported by ${due} and was on ${reportedOn}; this is put on record`,
    }),
  ];
}

const cancelChange = act({
  label: { zh: '取消变更', en: 'cancel the change' },
  from: ['changing'],
  to: 'inUse',
  roles: ['U', 'C1'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (state, _input, { actor }) => ({
    findings: checkOwnUnit(actor, state.unit, 'unit'),
    patch: { openChange: null },
  }),
});

const stop = act({
  label: { zh: '停用', en: 'stop' },
  from: ['filed', 'inUse'],
  to: 'stopped',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  input: z.strictObject({ endDate: z.iso.date() }),
  step: (state, input, { facts, reason, today }) => ({
    findings: [
      ...checkUnused(facts),
      ...notFuture(input.endDate, 'endDate', today),
      ...checkRecord(
        { effectiveDate: state.effectiveDate, endDate: input.endDate },
        { ...facts, overlapping: [] },
        false,
      ).findings,
    ],
    patch: { endDate: input.endDate, endReason: reason },
  }),
});

const release = act({
  label: { zh: '释放', en: 'release' },
  from: ['stopped'],
  to: 'released',
  roles: ['C1'],
  approve: ['C2'],
  input: z.strictObject({}),
  step: (_state, _input, { facts }) => ({ findings: checkUnused(facts), stamps: { releasedOn: 'day' } }),
});

/** Acts of a change and of the end of an address (启用 → 变更待报 → 已备案; 启用 → 停用 → 已释放). */
export const changeActs = { planChange, completeChange, cancelChange, stop, release };
