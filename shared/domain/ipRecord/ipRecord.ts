import type { WorkCalendar } from '../../calendar/workCalendar.ts';
import { reportDeadline } from '../../rules/checks/deadlines.ts';
import type { RuleSet } from '../../rules/rule.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import type { Column, Deadline, ObjectDef } from '../object.ts';
import { changeActs } from './acts/change.ts';
import { fileActs } from './acts/file.ts';
import { takeOverActs } from './acts/takeOver.ts';
import { ipFields } from './fields.ts';
import type { IpFacts, IpState } from './state.ts';
import { accessModes, ipGroups, ipPurposes, ipStates, netKinds } from './terms.ts';

const columns: Readonly<Record<string, Column<IpState>>> = {
  address: {
    label: { zh: 'IP地址/地址段', en: 'Address' },
    kind: 'text',
    width: 200,
    value: (s) => s.address ?? null,
  },
  version: {
    label: { zh: '版本', en: 'Version' },
    kind: 'integer',
    width: 60,
    value: (s) => s.version ?? null,
  },
  netKind: {
    label: { zh: '网络类别', en: 'Network' },
    kind: 'enum',
    options: netKinds,
    width: 90,
    value: (s) => s.netKind ?? null,
  },
  purpose: {
    label: { zh: '用途', en: 'Purpose' },
    kind: 'enum',
    options: ipPurposes,
    width: 90,
    value: (s) => s.purpose ?? null,
  },
  unit: {
    label: { zh: '责任单位', en: 'Unit' },
    kind: 'ref',
    ref: 'unit',
    width: 200,
    value: (s) => s.unit ?? null,
  },
  sites: { label: { zh: '关联网站', en: 'Sites' }, kind: 'list', ref: 'site', value: (s) => s.sites ?? [] },
  domains: {
    label: { zh: '关联域名', en: 'Domains' },
    kind: 'list',
    ref: 'domainRecord',
    value: (s) => s.domains ?? [],
  },
  accessProvider: {
    label: { zh: '接入商', en: 'Provider' },
    kind: 'text',
    width: 160,
    value: (s) => s.accessProvider ?? null,
  },
  accessMode: {
    label: { zh: '接入方式', en: 'Access' },
    kind: 'enum',
    options: accessModes,
    value: (s) => s.accessMode ?? null,
  },
  hostingPlace: {
    label: { zh: '放置地', en: 'Place' },
    kind: 'text',
    width: 160,
    value: (s) => s.hostingPlace ?? null,
  },
  effectiveDate: {
    label: { zh: '启用日期', en: 'In use from' },
    kind: 'day',
    width: 110,
    value: (s) => s.effectiveDate ?? null,
  },
  endDate: { label: { zh: '停用日期', en: 'Until' }, kind: 'day', value: (s) => s.endDate ?? null },
  reportNo: { label: { zh: '报备编号', en: 'Report' }, kind: 'text', value: (s) => s.reportNo ?? null },
  reportedOn: {
    label: { zh: '报备日期', en: 'Reported' },
    kind: 'day',
    width: 110,
    value: (s) => s.reportedOn ?? null,
  },
  plannedChange: {
    label: { zh: '计划变更日期', en: 'Change planned for' },
    kind: 'day',
    value: (s) => s.openChange?.planned ?? null,
  },
  first: { label: { zh: '首地址', en: 'First address' }, kind: 'text', value: (s) => s.first ?? null },
  last: { label: { zh: '末地址', en: 'Last address' }, kind: 'text', value: (s) => s.last ?? null },
  openPoints: {
    label: { zh: '待核实', en: 'Open points' },
    kind: 'integer',
    value: (s) => s.openPoints?.length ?? 0,
  },
  state: {
    label: { zh: '状态', en: 'State' },
    kind: 'enum',
    options: ipStates,
    width: 90,
    value: (s) => s.state,
  },
};

/** A planned change has its day and its report (R019); an address without a report waits for one. */
function ipDeadlines(
  state: IpState,
  _today: string,
  rules: RuleSet,
  calendar: WorkCalendar,
): readonly Deadline[] {
  const { openChange } = state;
  if (!openChange) return [];
  const { planned } = openChange;
  const report = limitOf(rules, 'R019', 'report');
  const { due, text } = reportDeadline({ changeDate: planned, report, calendar });
  return [
    {
      rule: 'R019',
      key: 'change',
      due: planned,
      text: { zh: `计划于 ${planned} 完成变更`, en: `The change is planned for ${planned}` },
      roles: ['C1'],
    },
    { rule: 'R019', key: 'report', due, text, roles: ['U', 'C1'] },
  ];
}

/** Address record (IP地址备案, domain.md 2.6 and 3.4; 常州 4). */
export const ipRecordDef: ObjectDef<IpState, IpFacts> = {
  type: 'ipRecord',
  label: { zh: 'IP地址', en: 'IP address' },
  states: ipStates,
  fields: ipFields,
  groups: ipGroups,
  acts: { ...fileActs, ...changeActs, ...takeOverActs },
  columns,
  title: (state) => state.address ?? state.id,
  searchText: (state) =>
    [
      state.mappedInternal,
      state.previousAddress,
      state.accessProvider,
      state.hostName,
      state.hostingPlace,
      state.reportNo,
      state.contact,
    ].filter((word) => word !== null && word !== undefined),
  unitOf: (state) => state.unit ?? null,
  personOf: () => null,
  readers: ['SA', 'SEC', 'AUD', 'C1', 'C2', 'DIR', 'U', 'INS'],
  deadlines: ipDeadlines,
};
