import { platforms, siteTypes } from '../../rules/terms.ts';
import type { Deadline, ObjectDef } from '../object.ts';
import { change, columns as setColumns, enter, securityOfficer } from './acts/data.ts';
import { close, resume, shutDown, takeOffline } from './acts/live.ts';
import { advance, cancel, goOnline, stepBack } from './acts/path.ts';
import { siteFields } from './fields.ts';
import { unitsOf, type SiteFacts, type SiteState } from './state.ts';
import { siteGroups, siteStates } from './terms.ts';

const columns: ObjectDef<SiteState, SiteFacts>['columns'] = {
  name: {
    label: { zh: '网站名称', en: 'Name' },
    kind: 'text',
    width: 260,
    value: (site) => site.name ?? null,
  },
  siteCode: {
    label: { zh: '标识码', en: 'Site code' },
    kind: 'text',
    width: 120,
    value: (site) => site.siteCode ?? null,
  },
  siteType: {
    label: { zh: '网站类型', en: 'Kind' },
    kind: 'enum',
    options: siteTypes,
    width: 120,
    value: (site) => site.siteType ?? null,
  },
  hostUnit: {
    label: { zh: '主办单位', en: 'Host' },
    kind: 'ref',
    ref: 'unit',
    width: 220,
    value: (site) => site.hostUnit ?? null,
  },
  operatingUnit: {
    label: { zh: '承办单位', en: 'Operator' },
    kind: 'ref',
    ref: 'unit',
    width: 200,
    value: (site) => site.operatingUnit ?? null,
  },
  supervisingUnit: {
    label: { zh: '主管单位', en: 'Supervisor' },
    kind: 'ref',
    ref: 'unit',
    value: (site) => site.supervisingUnit ?? null,
  },
  units: {
    label: { zh: '相关单位', en: 'Units with a part' },
    kind: 'list',
    ref: 'unit',
    value: (site) => unitsOf(site),
  },
  primaryDomain: {
    label: { zh: '主域名', en: 'Primary domain' },
    kind: 'ref',
    ref: 'domainRecord',
    width: 220,
    value: (site) => site.primaryDomain ?? null,
  },
  platform: {
    label: { zh: '所在平台', en: 'Platform' },
    kind: 'enum',
    options: platforms,
    width: 130,
    value: (site) => site.platform ?? null,
  },
  icpNumber: {
    label: { zh: 'ICP备案号', en: 'ICP number' },
    kind: 'text',
    value: (site) => site.icpNumber ?? null,
  },
  policeNumber: {
    label: { zh: '公安备案号', en: 'Police number' },
    kind: 'text',
    value: (site) => site.policeNumber ?? null,
  },
  mlpsLevel: {
    label: { zh: '等保级别', en: 'MLPS level' },
    kind: 'integer',
    width: 90,
    value: (site) => site.mlpsLevel ?? null,
  },
  columnCount: {
    label: { zh: '栏目数', en: 'Columns' },
    kind: 'integer',
    value: (site) => (site.columns ?? []).length,
  },
  securityOfficer: {
    label: { zh: '安全责任人', en: 'Security officer' },
    kind: 'ref',
    ref: 'staffFiling',
    width: 120,
    value: (site) => site.securityOfficer ?? null,
  },
  openDate: {
    label: { zh: '上线日期', en: 'Online since' },
    kind: 'day',
    width: 110,
    value: (site) => site.openDate ?? null,
  },
  state: {
    label: { zh: '运行状态', en: 'State' },
    kind: 'enum',
    options: siteStates,
    width: 110,
    value: (site) => site.state,
  },
};

/** Site (网站): a government site or a part of one, from its application to its closing (domain.md 2.2, 3.6). */
export const siteDef: ObjectDef<SiteState, SiteFacts> = {
  type: 'site',
  label: { zh: '网站', en: 'Site' },
  states: siteStates,
  fields: siteFields,
  groups: siteGroups,
  acts: {
    enter,
    change,
    columns: setColumns,
    securityOfficer,
    advance,
    stepBack,
    goOnline,
    cancel,
    takeOffline,
    shutDown,
    resume,
    close,
  },
  columns,
  title: (site) => site.name ?? site.id,
  searchText: (site) =>
    [site.siteCode, site.homeUrl, site.icpNumber, site.policeNumber, site.mark].filter(
      (word) => word !== null && word !== undefined,
    ),
  unitOf: (site) => site.hostUnit ?? null,
  personOf: () => null,
  readers: ['SA', 'SEC', 'AUD', 'P1', 'P2', 'C1', 'C2', 'DIR', 'U', 'INS'],
  deadlines: siteDeadlines,
};

function siteDeadlines(site: SiteState): readonly Deadline[] {
  if (site.state !== 'offline' || !site.offlineUntil) return [];
  const due = site.offlineUntil;
  const text = { zh: `临时下线最迟于 ${due} 恢复`, en: `Resume by ${due}` };
  return [{ rule: 'R079', key: 'resume', due, text, roles: ['C1', 'U'] }];
}
