import type { Options } from '../options.ts';

/** States of an address record (IP状态, domain.md 3.4). */
export const ipStates = {
  planned: { zh: '拟用', en: 'Planned' },
  reporting: { zh: '待报备', en: 'To be reported' },
  filed: { zh: '已备案', en: 'Filed' },
  inUse: { zh: '启用', en: 'In use' },
  changing: { zh: '变更待报', en: 'Change to be reported' },
  stopped: { zh: '停用', en: 'Stopped' },
  released: { zh: '已释放', en: 'Released' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Options;
type IpStateName = keyof typeof ipStates;

/** States nothing leads out of; the address is free again. */
export const endStates: ReadonlySet<string> = new Set<IpStateName>(['released', 'withdrawn']);

/** States a record of an older ledger can be taken over into. */
export const takenOverStates = {
  filed: ipStates.filed,
  inUse: ipStates.inUse,
  stopped: ipStates.stopped,
  released: ipStates.released,
} as const satisfies Options;

/** Networks (网络类别). */
export const netKinds = {
  internet: { zh: '互联网', en: 'Internet' },
  government: { zh: '政务外网', en: 'Government extranet' },
  private: { zh: '专网', en: 'Private network' },
} as const satisfies Options;

/** What the address is for (用途). */
export const ipPurposes = {
  front: { zh: '网站前台', en: 'Front end' },
  back: { zh: '后台管理', en: 'Back end' },
  database: { zh: '数据库', en: 'Database' },
  mail: { zh: '邮件', en: 'Mail' },
  vpn: { zh: 'VPN', en: 'VPN' },
  dns: { zh: 'DNS', en: 'DNS' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Options;

/** How the host is connected (接入方式). */
export const accessModes = {
  line: { zh: '专线', en: 'Leased line' },
  hosting: { zh: '托管', en: 'Hosting' },
  cloud: { zh: '云', en: 'Cloud' },
  virtual: { zh: '虚拟空间', en: 'Virtual space' },
} as const satisfies Options;

export const allocationModes = {
  static: { zh: '静态', en: 'Static' },
  dynamic: { zh: '动态', en: 'Dynamic' },
} as const satisfies Options;

/** Term of use as filing forms have it (使用期限). */
export const ipTerms = {
  permanent: { zh: '永久', en: 'Permanent' },
  year: { zh: '一年', en: 'One year' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Options;

export const ipGroups = {
  address: { zh: '地址', en: 'Address' },
  use: { zh: '用途与关联', en: 'Use and links' },
  access: { zh: '接入与放置', en: 'Access and place' },
  report: { zh: '报备', en: 'Report' },
  papers: { zh: '联系与备注', en: 'Contact and remarks' },
} as const satisfies Options;
