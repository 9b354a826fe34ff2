import * as z from 'zod';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { checkFields } from '../../fields.ts';
import { checkOwnUnit, nothingChanged } from '../../guards.ts';
import { actsOf } from '../../object.ts';
import { fieldsOf, patchOf, revisionOf } from '../../patchOf.ts';
import { ipFields, type IpFields } from '../fields.ts';
import { checkRecord, notFuture, sharedFindings, spanOf } from '../rules.ts';
import type { IpFacts, IpState } from '../state.ts';

const act = actsOf<IpState, IpFacts>();

const plan = act({
  label: { zh: '登记拟用地址', en: 'plan the address' },
  from: ['none'],
  to: 'planned',
  roles: ['U', 'C1'],
  input: ipFields,
  step: (_state, input, { facts, actor }) => {
    const { data, findings } = checkRecord(input, facts, false);
    return {
      findings: [...checkOwnUnit(actor, data.unit, 'unit'), ...findings],
      patch: patchOf({ ...data, ...spanOf(data.address) }),
      stamps: { enteredBy: 'actor', enteredAt: 'at' },
    };
  },
});

const edit = act({
  label: { zh: '修改', en: 'edit' },
  from: ['planned'],
  to: 'same',
  roles: ['U', 'C1'],
  input: ipFields,
  step: (state, input, { facts, actor }) => {
    const before = fieldsOf(ipFields, { ...state });
    const { data, findings } = checkRecord({ ...before, ...input }, facts, false);
    const patch = revisionOf(before, data);
    return {
      findings: [
        ...checkOwnUnit(actor, state.unit, 'unit'),
        ...checkOwnUnit(actor, data.unit, 'unit'),
        ...findings,
        ...(Object.keys(patch).length === 0 ? [nothingChanged()] : []),
      ],
      patch: { ...patch, ...patchOf(spanOf(data.address)) },
    };
  },
});

const submit = act({
  label: { zh: '提交报备', en: 'submit for the report' },
  from: ['planned'],
  to: 'reporting',
  roles: ['U', 'C1'],
  input: z.strictObject({}),
  step: (state, _input, { facts, actor }) => {
    const record = fieldsOf(ipFields, { ...state });
    const { findings } = checkRecord(record, facts, true);
    return {
      findings: [...checkOwnUnit(actor, state.unit, 'unit'), ...findings, ...sharedFindings(record, facts)],
      patch: { returnReason: null },
      stamps: { submittedBy: 'actor', submittedOn: 'day' },
    };
  },
});

const returnBack = act({
  label: { zh: '退回补正', en: 'return' },
  from: ['reporting'],
  to: 'planned',
  roles: ['C1'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (_state, _input, { reason }) => ({ patch: { returnReason: reason } }),
});

const withdraw = act({
  label: { zh: '撤回', en: 'withdraw' },
  from: ['planned', 'reporting'],
  to: 'withdrawn',
  roles: ['U', 'C1'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (state, _input, { actor, reason }) => ({
    findings: checkOwnUnit(actor, state.unit, 'unit'),
    patch: { endReason: reason },
  }),
});

/** What a report to the authority says (报备回执). */
export const reportFields = ipFields.pick({
  reportNo: true,
  reportedOn: true,
  reportTo: true,
  icpUpdated: true,
  icpUpdatedOn: true,
});

/** A report has number and day; an Internet address is also in the ICP access data (domain.md 2.6, R019). */
export function reportFindings(
  report: z.output<typeof reportFields>,
  record: IpFields,
  today: string,
): readonly Finding[] {
  const required = (place: string, zh: string, en: string) =>
    refuse('field/required', 'R019', place, { zh: `「${zh}」未填写`, en: `${en} is missing` });
  const findings: Finding[] = [];
  if (!report.reportNo) findings.push(required('reportNo', '报备编号', 'Report number'));
  if (!report.reportedOn) findings.push(required('reportedOn', '报备日期', 'Reported on'));
  if (record.netKind === 'internet' && record.purpose === 'front' && report.icpUpdated !== true) {
    findings.push(
      refuse('ip/icp-not-updated', 'R019', 'icpUpdated', {
        zh: 'ICP备案的接入信息尚未更新;请先更新,再登记报备',
        en: 'The access data of the ICP filing are not updated; do that before the report is recorded',
      }),
    );
  }
  return [
    ...findings,
    ...notFuture(report.reportedOn, 'reportedOn', today),
    ...notFuture(report.icpUpdatedOn, 'icpUpdatedOn', today),
  ];
}

const recordReport = act({
  label: { zh: '登记报备', en: 'record the report' },
  from: ['reporting'],
  to: 'filed',
  roles: ['C1'],
  approve: ['C2'],
  input: reportFields,
  step: (state, input, { facts, today }) => {
    const { data, findings } = checkFields(reportFields, input, false);
    const record = fieldsOf(ipFields, { ...state });
    return {
      findings: [
        ...findings,
        ...checkRecord(record, facts, true).findings,
        ...reportFindings(data, record, today),
      ],
      patch: patchOf(data),
    };
  },
});

const putInUse = act({
  label: { zh: '启用', en: 'put in use' },
  from: ['filed'],
  to: 'inUse',
  roles: ['SA', 'C1'],
  input: z.strictObject({ effectiveDate: z.iso.date() }),
  step: (state, input, { facts, today }) => ({
    findings: [...notFuture(input.effectiveDate, 'effectiveDate', today), ...linked(state, facts)],
    patch: { effectiveDate: input.effectiveDate },
    stamps: { startedOn: 'day' },
  }),
});

/** An address of a front end belongs to a domain; any other says by its purpose what it is for (domain.md 3.4). */
function linked(state: IpState, facts: IpFacts): readonly Finding[] {
  if (state.purpose && state.purpose !== 'front') return [];
  if (facts.pointing.length > 0 || state.domains?.length) return [];
  return [
    refuse('ip/no-domain', 'R019', 'domains', {
      zh: '网站前台地址须至少关联一个域名',
      en: 'An address of a front end is linked with at least one domain',
    }),
  ];
}

/** Acts from the plan to the use of an address (拟用 → 待报备 → 已备案 → 启用). */
export const fileActs = { plan, edit, submit, return: returnBack, withdraw, recordReport, putInUse };
