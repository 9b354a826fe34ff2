import type { Options } from '../options.ts';

/** States of a site (网站运行状态, domain.md 3.6). */
export const siteStates = {
  applying: { zh: '申请中', en: 'Applied for' },
  approving: { zh: '审批中', en: 'In approval' },
  formalities: { zh: '手续办理', en: 'Formalities' },
  building: { zh: '建设中', en: 'Being built' },
  assessing: { zh: '评估中', en: 'Being assessed' },
  ready: { zh: '待上线', en: 'Ready' },
  online: { zh: '正常运行', en: 'Online' },
  offline: { zh: '临时下线', en: 'Temporarily offline' },
  shut: { zh: '紧急关停', en: 'Shut in emergency' },
  closed: { zh: '已关停', en: 'Closed' },
  cancelled: { zh: '已撤销', en: 'Cancelled' },
} as const satisfies Options;
export type SiteStateName = keyof typeof siteStates;

/** The way to 待上线, in order; each `advance` is one step. */
export const openingPath = [
  'applying',
  'approving',
  'formalities',
  'building',
  'assessing',
  'ready',
] as const satisfies readonly SiteStateName[];

/** States of a site that has been online and is not closed. */
export const liveStates = ['online', 'offline', 'shut'] as const satisfies readonly SiteStateName[];

export const siteGroups = {
  basic: { zh: '基本信息', en: 'Basic data' },
  units: { zh: '主管、主办、协办、承办', en: 'Responsible units' },
  opening: { zh: '申请与审批', en: 'Application and approval' },
  formalities: { zh: '标识、备案与公告', en: 'Mark, filings and notice' },
  hosting: { zh: '部署', en: 'Hosting' },
  security: { zh: '安全', en: 'Security' },
  columns: { zh: '栏目', en: 'Columns' },
} as const satisfies Options;

/** Language editions; each is approved by itself (R061). */
export const editions = {
  chinese: { zh: '汉文', en: 'Chinese' },
  minority: { zh: '少数民族文字', en: 'Minority language' },
  foreign: { zh: '外文', en: 'Foreign language' },
  accessible: { zh: '无障碍', en: 'Accessible' },
} as const satisfies Options;

export const purposes = {
  general: { zh: '政府网站', en: 'Government site' },
  event: { zh: '活动', en: 'Event' },
  campaign: { zh: '专项工作', en: 'Special work' },
} as const satisfies Options;

/** Bodies a site is run together with (R120). */
export const partners = {
  none: { zh: '无', en: 'None' },
  public: { zh: '国内公立机构', en: 'Domestic public body' },
  private: { zh: '民营机构', en: 'Private body' },
  foreign: { zh: '境外机构', en: 'Foreign body' },
} as const satisfies Options;

export const hostingModes = {
  own: { zh: '自建机房', en: 'Own machine room' },
  colocated: { zh: '托管主机', en: 'Colocated host' },
  virtual: { zh: '租赁虚拟空间', en: 'Rented virtual space' },
  cloud: { zh: '云主机', en: 'Cloud host' },
} as const satisfies Options;

/** Why a site goes offline for a time (R077). */
export const offlineCauses = {
  upgrade: { zh: '升级改版', en: 'Upgrade or redesign' },
  rectification: { zh: '整改', en: 'Rectification' },
} as const satisfies Options;

/** Why a site is closed for good (R072). */
export const closeCauses = {
  unable: { zh: '无力维护', en: 'Unable to maintain' },
  'host-gone': { zh: '主办单位撤并', en: 'Host abolished or merged' },
  intensified: { zh: '集约化整合', en: 'Merged into the intensive platform' },
} as const satisfies Options;
