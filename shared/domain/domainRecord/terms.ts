import type { Options } from '../options.ts';

/** States of a domain record (域名状态, domain.md 3.3). */
export const domainStates = {
  planned: { zh: '拟用', en: 'Planned' },
  approval: { zh: '审核中', en: 'In approval' },
  approved: { zh: '已批准', en: 'Approved' },
  registered: { zh: '已注册', en: 'Registered' },
  filed: { zh: '已备案', en: 'Filed (ICP)' },
  inUse: { zh: '启用', en: 'In use' },
  changing: { zh: '变更中', en: 'Changing' },
  expiring: { zh: '待续费', en: 'Expiring' },
  expired: { zh: '已过期', en: 'Expired' },
  transitional: { zh: '过渡保留', en: 'Kept for a transition' },
  deregistering: { zh: '待注销', en: 'To be deregistered' },
  deregistered: { zh: '已注销', en: 'Deregistered' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Options;
type DomainStateName = keyof typeof domainStates;

/** States nothing leads out of; such a record no longer holds its domain. */
export const endStates: ReadonlySet<string> = new Set<DomainStateName>(['deregistered', 'withdrawn']);

/** States in which the domain resolves, so that its site falls with its address. */
export const servingStates: ReadonlySet<string> = new Set<DomainStateName>([
  'inUse',
  'changing',
  'expiring',
  'expired',
  'transitional',
  'deregistering',
]);

/** States a record of an older ledger can be taken over into. */
export const takenOverStates = {
  registered: domainStates.registered,
  filed: domainStates.filed,
  inUse: domainStates.inUse,
  expired: domainStates.expired,
  transitional: domainStates.transitional,
  deregistered: domainStates.deregistered,
} as const satisfies Options;

/** Kinds of domains (域名类别, domain.md 2.5). */
export const domainKinds = {
  portal: { zh: '门户主域名', en: 'Portal domain' },
  department: { zh: '部门下级域名', en: 'Department sub-domain' },
  chinese: { zh: '中文域名', en: 'Chinese domain' },
  legacy: { zh: '原有保留域名', en: 'Original domain kept' },
  alias: { zh: '别名', en: 'Alias' },
} as const satisfies Options;

/** What the domain is for; columns and systems normally use a path (X17). */
export const domainPurposes = {
  site: { zh: '网站', en: 'Site' },
  column: { zh: '栏目', en: 'Column' },
  channel: { zh: '频道', en: 'Channel' },
  system: { zh: '业务系统', en: 'System' },
} as const satisfies Options;

/** Types of resolution records (解析记录类型). */
export const recordTypes = {
  A: { zh: 'A', en: 'A' },
  AAAA: { zh: 'AAAA', en: 'AAAA' },
  CNAME: { zh: 'CNAME', en: 'CNAME' },
} as const satisfies Options;

/** Registration states as registries report them (RFC 5731, RFC 3915). */
export const registrationStates = {
  ok: { zh: '正常', en: 'ok' },
  inactive: { zh: '未激活', en: 'inactive' },
  clientHold: { zh: '注册商暂停解析', en: 'clientHold' },
  serverHold: { zh: '管理机构暂停解析', en: 'serverHold' },
  redemptionPeriod: { zh: '赎回期', en: 'redemptionPeriod' },
  pendingDelete: { zh: '待删除', en: 'pendingDelete' },
} as const satisfies Options;

/** What becomes of the original domain (原域名处置, R016-R018). */
export const oldDomainPlans = {
  deregister: { zh: '注销', en: 'Deregister' },
  keep: { zh: '保留', en: 'Keep' },
} as const satisfies Options;

export const domainGroups = {
  domain: { zh: '域名', en: 'Domain' },
  holder: { zh: '单位与网站', en: 'Unit and site' },
  registration: { zh: '注册信息', en: 'Registration' },
  dns: { zh: '解析', en: 'Resolution' },
  filing: { zh: '备案与报备', en: 'Filing and reports' },
  old: { zh: '原域名处置', en: 'Original domain' },
  papers: { zh: '附件与备注', en: 'Papers and remarks' },
} as const satisfies Options;

/** Numbers that the sources leave open (domain.md 1C.5 and 2.5); they are policy of the center, not law. */
export const domainPolicy = {
  /** Days from the start of the new domain to the decision on the original one (R016 names none). */
  oldDomainDays: 30,
  /** Days after its expiry in which a .cn domain can be renewed and then redeemed; sources differ on the first. */
  renewableDays: 30,
  redemptionDays: 15,
} as const;
