import * as z from 'zod';
import { checkIcpChange } from '../../../rules/checks/deadlines.ts';
import { checkHolderChange } from '../../../rules/checks/domains.ts';
import { checkMajorChange } from '../../../rules/checks/sites.ts';
import { needsReason, refuse, type Finding } from '../../../rules/finding.ts';
import { limitOf } from '../../../rules/ruleSet.ts';
import { checkFields, field } from '../../fields.ts';
import { checkOwnUnit, nothingChanged } from '../../guards.ts';
import { actsOf, type ActContext } from '../../object.ts';
import { fieldsOf, patchOf, revisionOf } from '../../patchOf.ts';
import type { Json, JsonObject } from '../../../log/patch.ts';
import { domainFields, type DomainFields } from '../fields.ts';
import { checkRecord, notFuture } from '../rules.ts';
import type { DomainFacts, DomainState, OpenChange } from '../state.ts';

const act = actsOf<DomainState, DomainFacts>();

/** What a change may touch: another domain is another record, numbers and terms have acts of their own. */
const changeable = domainFields.pick({
  unit: true,
  site: true,
  siteName: true,
  isPrimary: true,
  purpose: true,
  registrant: true,
  uscc: true,
  registrar: true,
  registry: true,
  contactName: true,
  contactInService: true,
  contactPhone: true,
  dnsServers: true,
  dnssec: true,
  records: true,
  ipv6Enabled: true,
});

/** Fields the ICP filing holds: sponsor, site and where it is hosted (X03). */
const icpKeys = ['unit', 'site', 'siteName', 'records'];
/** Fields the registrar holds (X16). */
const registrationKeys = ['unit', 'registrant', 'uscc', 'registrar', 'contactName', 'contactPhone'];

const proposeChange = act({
  label: { zh: '申请变更', en: 'propose a change' },
  from: ['inUse'],
  to: 'changing',
  roles: ['U', 'C1'],
  input: z.strictObject({
    fields: changeable,
    plannedDay: z.iso.date(),
    /** Day the ICP change was asked for, when it already was. */
    icpFiledOn: field.day({ zh: 'ICP变更申请日期', en: 'ICP change asked for on', group: 'filing' }),
    /** The supervising unit consents to a change of holder (X16). */
    supervisorConsent: z.boolean().optional(),
    consentScan: field.files({ zh: '主管单位同意文件', en: 'Consent of the supervisor', group: 'papers' }),
  }),
  step: (state, input, context) => {
    const { facts, rules, actor, today } = context;
    const before = fieldsOf(domainFields, { ...state });
    const { data, findings } = checkRecord({ ...before, ...input.fields }, facts, rules, true);
    const revision = revisionOf(before, data);
    const openChange = openChangeOf(revision, input.plannedDay, input.icpFiledOn ?? null);
    const unchanged = Object.keys(revision).length === 0 ? [nothingChanged()] : [];
    return {
      findings: [
        ...checkOwnUnit(actor, state.unit, 'unit'),
        ...findings.filter((found) => found.severity === 'refuse').map(underFields),
        ...unchanged,
        ...plannedFindings(input.plannedDay, today),
        ...holderFindings(state, data, input, facts),
        ...icpFindings(openChange, context),
      ],
      patch: {
        openChange: patchOf({ ...openChange }),
        ...(input.consentScan ? patchOf({ consentScan: input.consentScan }) : {}),
      },
      stamps: { changeProposedOn: 'day', changeProposedBy: 'actor' },
    };
  },
});

function underFields(found: Finding): Finding {
  return { ...found, place: `fields.${found.place}` };
}

function openChangeOf(revision: JsonObject, planned: string, icpFiledOn: string | null): OpenChange {
  const entries = Object.entries(revision);
  const keys = entries.map(([key]) => key);
  return {
    planned,
    fields: Object.fromEntries(entries.filter(([, value]) => value !== null)),
    cleared: entries.filter(([, value]) => value === null).map(([key]) => key),
    icp: keys.some((key) => icpKeys.includes(key)),
    registration: keys.some((key) => registrationKeys.includes(key)),
    ...(icpFiledOn !== null && { icpFiledOn }),
  };
}

function plannedFindings(planned: string, today: string): readonly Finding[] {
  if (planned >= today) return [];
  return [
    needsReason('domain/change-in-the-past', 'R019', 'plannedDay', {
      zh: `计划变更日期 ${planned} 早于今天;如变更已经发生,请写明原因`,
      en: `The planned day ${planned} is past; if the change has already been made, give the reason`,
    }),
  ];
}

function holderFindings(
  state: DomainState,
  data: DomainFields,
  input: { readonly supervisorConsent?: boolean | undefined },
  facts: DomainFacts,
): readonly Finding[] {
  const unitType = facts.unit?.unitType;
  if (data.unit === state.unit || !unitType) return [];
  return checkHolderChange({
    supervisorConsent: input.supervisorConsent === true,
    newHolderType: unitType,
  });
}

/** Missing the lead of 30 days does not stop a change that has to be made, but it has to be answered for (X03). */
function icpFindings(change: OpenChange, { today, rules }: ActContext<DomainFacts>): readonly Finding[] {
  if (!change.icp) return [];
  return checkIcpChange({
    plannedChange: change.planned,
    filedOn: change.icpFiledOn ?? null,
    today,
    lead: limitOf(rules, 'X03', 'lead'),
  }).map((found) => needsReason(found.code, found.rule, 'plannedDay', found.text));
}

const recordIcpChange = act({
  label: { zh: '登记ICP变更受理', en: 'record the ICP change' },
  from: ['changing'],
  to: 'same',
  roles: ['U', 'C1'],
  input: z.strictObject({ icpFiledOn: z.iso.date() }),
  step: (state, input, { actor, today }) => ({
    findings: [
      ...checkOwnUnit(actor, state.unit, 'unit'),
      ...notFuture(input.icpFiledOn, 'icpFiledOn', today),
    ],
    patch: { openChange: { icpFiledOn: input.icpFiledOn } },
  }),
});

const reportFields = domainFields.pick({ reportNo: true, reportedOn: true }).extend({
  /** Day the registrar took over the changed data (X16). */
  registrarChangedOn: field.day({
    zh: '注册信息变更日期',
    en: 'Registrar changed on',
    group: 'registration',
  }),
});

const completeChange = act({
  label: { zh: '完成变更', en: 'complete the change' },
  from: ['changing'],
  to: 'inUse',
  roles: ['C1'],
  approve: ['C2'],
  input: reportFields.extend({ changedOn: z.iso.date() }),
  step: (state, input, { facts, rules, today }) => {
    const change = state.openChange;
    if (!change) return { findings: [nothingChanged()] };
    const cleared = Object.fromEntries(change.cleared.map((key): [string, Json] => [key, null]));
    const values = { ...change.fields, ...cleared };
    const merged = { ...fieldsOf(domainFields, { ...state }), ...fieldsOf(domainFields, values) };
    const { findings } = checkRecord(merged, facts, rules, true);
    const { reportNo, reportedOn, registrarChangedOn, changedOn } = input;
    return {
      findings: [
        ...checkFields(reportFields, input, false).findings,
        ...findings.filter((found) => found.severity !== 'needs-reason'),
        ...notFuture(changedOn, 'changedOn', today),
        ...reportWhole(input),
        ...checkMajorChange({
          changed: change.icp ? ['domain'] : [],
          icpChangeFiled: Boolean(change.icpFiledOn),
          // The report follows within the days of R019, which run from the change.
          reported: true,
        }),
      ],
      patch: {
        ...values,
        ...patchOf({ reportNo, reportedOn }),
        openChange: null,
        lastChangedOn: changedOn,
        unreportedSince: reportNo ? null : changedOn,
        unregisteredSince: change.registration && !registrarChangedOn ? changedOn : null,
      },
    };
  },
});

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

const report = act({
  label: { zh: '登记报备', en: 'record a report' },
  from: ['registered', 'filed', 'inUse', 'changing', 'expiring', 'transitional'],
  to: 'same',
  roles: ['U', 'C1'],
  input: reportFields,
  step: (state, input, { actor, today }) => {
    const { data, findings } = checkFields(reportFields, input, false);
    const { reportNo, reportedOn, registrarChangedOn } = data;
    return {
      findings: [
        ...checkOwnUnit(actor, state.unit, 'unit'),
        ...findings,
        ...(reportedOn ? notFuture(reportedOn, 'reportedOn', today) : []),
        ...(registrarChangedOn ? notFuture(registrarChangedOn, 'registrarChangedOn', today) : []),
        ...reportParts(data),
      ],
      patch: {
        ...patchOf({ reportNo, reportedOn }),
        ...(reportNo && { unreportedSince: null }),
        ...(registrarChangedOn && { unregisteredSince: null }),
      },
    };
  },
});

function reportParts(data: z.output<typeof reportFields>): readonly Finding[] {
  if (!data.reportNo && !data.reportedOn && !data.registrarChangedOn) return [nothingChanged()];
  return reportWhole(data);
}

/** Number and day of a report belong together. */
function reportWhole(data: z.output<typeof reportFields>): readonly Finding[] {
  if (Boolean(data.reportNo) === Boolean(data.reportedOn)) return [];
  return [
    refuse('domain/report-incomplete', 'R019', data.reportNo ? 'reportedOn' : 'reportNo', {
      zh: '报备编号和报备日期须同时填写',
      en: 'A report has both its number and its day',
    }),
  ];
}

/** Acts of a change and of its reports (启用 → 变更中 → 启用; R019, X03, X16). */
export const changeActs = { proposeChange, recordIcpChange, completeChange, cancelChange, report };
