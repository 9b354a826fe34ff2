import type { Options } from '../options.ts';

/** States of a staff filing (人员备案状态, domain.md 3.1). */
export const filingStates = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '待审', en: 'Submitted' },
  returned: { zh: '退回', en: 'Returned' },
  reviewed: { zh: '已审待复核', en: 'Reviewed' },
  filed: { zh: '已备案', en: 'Filed' },
  pending: { zh: '待生效', en: 'Waiting for effect' },
  effective: { zh: '生效', en: 'In force' },
  replacing: { zh: '待更换', en: 'Being replaced' },
  ended: { zh: '已失效', en: 'Ended' },
  refused: { zh: '不予备案', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Options;
type FilingStateName = keyof typeof filingStates;

/** States nothing leads out of. */
export const finalStates: ReadonlySet<string> = new Set<FilingStateName>(['ended', 'refused', 'withdrawn']);
/** States in which a filing carries accounts (R022). */
export const statesInForce: ReadonlySet<string> = new Set<FilingStateName>(['effective', 'replacing']);
/** States from 待审 on, which a successor needs before its predecessor is marked as being replaced. */
export const statesSubmitted: ReadonlySet<string> = new Set<FilingStateName>([
  'submitted',
  'reviewed',
  'filed',
  'pending',
  'effective',
]);

export const filingGroups = {
  filing: { zh: '备案事项', en: 'Filing' },
  person: { zh: '人员信息', en: 'Person' },
  post: { zh: '岗位与职责', en: 'Post and duties' },
  rights: { zh: '拟申请权限', en: 'Rights asked for' },
  papers: { zh: '培训、协议与签章', en: 'Training, agreements, signature and seal' },
} as const satisfies Options;

/** Kinds of filing (备案类型). */
export const filingTypes = {
  new: { zh: '新增', en: 'New' },
  change: { zh: '变更', en: 'Change' },
  replacement: { zh: '更换', en: 'Replacement' },
  removal: { zh: '撤销', en: 'Removal' },
} as const satisfies Options;

export const genders = {
  female: { zh: '女', en: 'Female' },
  male: { zh: '男', en: 'Male' },
} as const satisfies Options;

/** Documents whose number follows GB 11643. */
export const idTypes = {
  resident: { zh: '居民身份证', en: 'Resident identity card' },
  'residence-permit': { zh: '港澳台居民居住证', en: 'Residence permit (Hong Kong, Macao, Taiwan)' },
} as const satisfies Options;

export const abRoles = {
  A: { zh: 'A角(主办)', en: 'A (main)' },
  B: { zh: 'B角(协办)', en: 'B (backup)' },
} as const satisfies Options;

/** Result of looking into identity, background and qualification (GB/T 22239-2019, 人员录用). */
export const backgroundResults = {
  passed: { zh: '合格', en: 'Passed' },
  failed: { zh: '不合格', en: 'Failed' },
} as const satisfies Options;

/** Why a filing is sent back (退回原因). */
export const returnReasons = {
  incomplete: { zh: '材料不齐', en: 'Papers incomplete' },
  unreadable: { zh: '扫描件不清晰', en: 'Scan not readable' },
  'seal-signature': { zh: '签字或公章不符', en: 'Signature or seal does not agree' },
  identity: { zh: '身份信息不一致', en: 'Identity data disagree' },
  post: { zh: '岗位或职责填写有误', en: 'Post or duties wrong' },
  rights: { zh: '拟申请权限超出职责', en: 'Rights beyond the duties' },
  training: { zh: '培训不符合要求', en: 'Training not as demanded' },
  date: { zh: '生效日期不符合要求', en: 'Effective date not as demanded' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Options;

/** Hard rules on which a filing is finally refused (不予备案依据); the key is the rule. */
export const refusalGrounds = {
  R022: { zh: '非本单位指定的专职管理维护人员', en: 'Not designated by the unit as dedicated staff' },
  R023: { zh: '无工作需要', en: 'No need for the rights' },
  R118: { zh: '核心岗位非正式工作人员', en: 'Core post without formal staff' },
  R119: { zh: '核心岗位外包', en: 'Core post outsourced' },
  R120: { zh: '境外、民营机构人员', en: 'Person of a foreign or private body' },
  R134: { zh: '岗位权限未分离', en: 'Separated rights in one hand' },
  X15: { zh: '政审或保密要求不合格', en: 'Background or secrecy demands not met' },
} as const satisfies Options;

/** Why a filing ended (失效原因). */
export const endCauses = {
  handover: { zh: '已办理交接', en: 'Handed over' },
  expired: { zh: '有效期届满', en: 'Term over' },
  changed: { zh: '变更备案已生效', en: 'Change filing in force' },
  removed: { zh: '撤销备案已生效', en: 'Removal filing in force' },
  'unit-merged': { zh: '单位撤并', en: 'Unit merged' },
  'unit-closed': { zh: '单位停用', en: 'Unit closed' },
  dismissed: { zh: '辞退、死亡等无法交接', en: 'Dismissal or death, no handover possible' },
} as const satisfies Options;
export type EndCause = keyof typeof endCauses;

/** What a leaver hands over (交接内容). */
export const handoverItems = {
  accounts: { zh: '账号', en: 'Accounts' },
  certificates: { zh: '证书、UKey', en: 'Certificates and tokens' },
  papers: { zh: '资料', en: 'Papers' },
  tasks: { zh: '未办事项', en: 'Open matters' },
} as const satisfies Options;

/** Longest term of a filing in years; a policy of the center, not law (domain.md 2.3). */
export const longestTermYears = 2;
