import type { Column, ObjectDef } from '../object.ts';
import { changeActs } from './acts/change.ts';
import { endActs } from './acts/end.ts';
import { planActs } from './acts/plan.ts';
import { registerActs } from './acts/register.ts';
import { takeOverActs } from './acts/takeOver.ts';
import { termActs } from './acts/term.ts';
import { domainDeadlines } from './deadlines.ts';
import { domainFields } from './fields.ts';
import { readable } from './rules.ts';
import type { DomainFacts, DomainState } from './state.ts';
import { domainGroups, domainKinds, domainStates, oldDomainPlans } from './terms.ts';

const columns: Readonly<Record<string, Column<DomainState>>> = {
  domain: {
    label: { zh: '域名', en: 'Domain' },
    kind: 'text',
    width: 220,
    value: (s) => s.domainUnicode ?? s.domain ?? null,
  },
  domainAscii: {
    label: { zh: '编码形式', en: 'Encoded form' },
    kind: 'text',
    value: (s) => s.domain ?? null,
  },
  kind: {
    label: { zh: '域名类别', en: 'Kind' },
    kind: 'enum',
    options: domainKinds,
    width: 120,
    value: (s) => s.kind ?? null,
  },
  isPrimary: {
    label: { zh: '主域名', en: 'Primary' },
    kind: 'boolean',
    width: 70,
    value: (s) => s.isPrimary ?? null,
  },
  unit: {
    label: { zh: '单位', en: 'Unit' },
    kind: 'ref',
    ref: 'unit',
    width: 200,
    value: (s) => s.unit ?? null,
  },
  site: {
    label: { zh: '网站', en: 'Site' },
    kind: 'ref',
    ref: 'site',
    width: 180,
    value: (s) => s.site ?? null,
  },
  siteCode: {
    label: { zh: '网站标识码', en: 'Site code' },
    kind: 'text',
    width: 110,
    value: (s) => s.siteCode ?? null,
  },
  expiryDate: {
    label: { zh: '到期日期', en: 'Expires on' },
    kind: 'day',
    width: 110,
    value: (s) => s.expiryDate ?? null,
  },
  regDate: { label: { zh: '注册日期', en: 'Registered on' }, kind: 'day', value: (s) => s.regDate ?? null },
  registrar: { label: { zh: '注册机构', en: 'Registrar' }, kind: 'text', value: (s) => s.registrar ?? null },
  icpNumber: {
    label: { zh: 'ICP备案号', en: 'ICP number' },
    kind: 'text',
    width: 180,
    value: (s) => s.icpNumber ?? null,
  },
  policeNumber: {
    label: { zh: '公安备案号', en: 'Police number' },
    kind: 'text',
    width: 200,
    value: (s) => s.policeNumber ?? null,
  },
  markNumber: { label: { zh: '党政机关标识', en: 'Mark' }, kind: 'text', value: (s) => s.markNumber ?? null },
  ipv6Enabled: { label: { zh: 'IPv6', en: 'IPv6' }, kind: 'boolean', value: (s) => s.ipv6Enabled ?? null },
  addresses: {
    label: { zh: '解析地址备案', en: 'Address records' },
    kind: 'list',
    ref: 'ipRecord',
    value: (s) => (s.records ?? []).flatMap((row) => row.address ?? []),
  },
  replaces: {
    label: { zh: '替代的域名', en: 'Replaces' },
    kind: 'ref',
    ref: 'domainRecord',
    value: (s) => s.replaces ?? null,
  },
  oldDomainPlan: {
    label: { zh: '原域名处置', en: 'Original domain' },
    kind: 'enum',
    options: oldDomainPlans,
    value: (s) => s.oldDomainPlan ?? null,
  },
  transitionEnd: {
    label: { zh: '过渡截止', en: 'Transition ends' },
    kind: 'day',
    value: (s) => s.transitionEnd ?? null,
  },
  plannedChange: {
    label: { zh: '计划变更日期', en: 'Change planned for' },
    kind: 'day',
    value: (s) => s.openChange?.planned ?? null,
  },
  reportedOn: {
    label: { zh: '最近报备日期', en: 'Last reported' },
    kind: 'day',
    value: (s) => s.reportedOn ?? null,
  },
  openPoints: {
    label: { zh: '待核实', en: 'Open points' },
    kind: 'integer',
    width: 80,
    value: (s) => s.openPoints?.length ?? 0,
  },
  state: {
    label: { zh: '状态', en: 'State' },
    kind: 'enum',
    options: domainStates,
    width: 90,
    value: (s) => s.state,
  },
};

/** Domain record (域名备案, domain.md 2.5 and 3.3; 常州 4). */
export const domainRecordDef: ObjectDef<DomainState, DomainFacts> = {
  type: 'domainRecord',
  label: { zh: '域名', en: 'Domain' },
  states: domainStates,
  fields: domainFields,
  groups: domainGroups,
  acts: { ...planActs, ...registerActs, ...changeActs, ...termActs, ...endActs, ...takeOverActs },
  columns,
  title: (state) => state.domainUnicode ?? (state.domain ? readable(state.domain) : state.id),
  searchText: (state) =>
    [
      state.domain,
      state.hostName,
      state.siteName,
      state.siteCode,
      state.icpNumber,
      state.policeNumber,
      state.markNumber,
      state.registrant,
      state.contactName,
      state.oldDomain,
    ].filter((word) => word !== null && word !== undefined),
  unitOf: (state) => state.unit ?? null,
  personOf: () => null,
  readers: ['SEC', 'AUD', 'P1', 'P2', 'C1', 'C2', 'DIR', 'U', 'INS'],
  deadlines: domainDeadlines,
};
