import type { AppRole } from '../../access/roles.ts';
import type { AccountKind } from '../../rules/terms.ts';
import type { Options } from '../options.ts';

/** States of an account (账号状态, domain.md 3.2); 待批准 is the open case, not a state. */
export const accountStates = {
  toAnalyse: { zh: '待析权', en: 'To be analysed' },
  proposed: { zh: '拟授权', en: 'Rights proposed' },
  toEnable: { zh: '待启用', en: 'To be enabled' },
  active: { zh: '启用', en: 'Active' },
  suspended: { zh: '暂停', en: 'Suspended' },
  revoked: { zh: '注销', en: 'Revoked' },
} as const satisfies Options;

/** States of one grant (授权单状态). */
export const grantStates = {
  proposed: { zh: '拟授权', en: 'Proposed' },
  granted: { zh: '已授权待启用', en: 'Granted, to be enabled' },
  active: { zh: '已启用', en: 'In force' },
  suspended: { zh: '已暂停', en: 'Suspended' },
  revoked: { zh: '已注销', en: 'Revoked' },
  split: { zh: '已析分', en: 'Split' },
  declined: { zh: '不予授权', en: 'Not granted' },
} as const satisfies Options;
export type GrantStateName = keyof typeof grantStates;

/** What the analysis decides for a part of a split (析权结论). */
export const takes = {
  grant: { zh: '拟授权', en: 'Propose' },
  decline: { zh: '不予授权', en: 'Do not grant' },
} as const satisfies Options;

/** Why rights are taken out of force for a time (暂停原因, domain.md 2.4 and 3.2). */
export const suspendCauses = {
  'filing-ended': { zh: '备案失效或到期', en: 'Filing ended or expired' },
  'training-overdue': { zh: '培训逾期', en: 'Training overdue' },
  'certificate-expired': { zh: '证书到期', en: 'Certificate expired' },
  'agreement-expired': { zh: '保密协议到期', en: 'Confidentiality agreement expired' },
  dormant: { zh: '长期未登录', en: 'No sign-in for long' },
  rectification: { zh: '所在单位下线整合', en: 'Unit under rectification' },
  leaving: { zh: '离岗、借调', en: 'Leaving or seconded' },
  incident: { zh: '安全事件', en: 'Security incident' },
  leak: { zh: '疑似泄露', en: 'Suspected leak' },
  leave: { zh: '长期休假', en: 'Long leave' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Options;
export type SuspendCause = keyof typeof suspendCauses;

/** Titled groups of the account's fields. */
export const accountGroups = {
  identity: { zh: '账号与持有人', en: 'Account and holder' },
  factors: { zh: '鉴别与终端', en: 'Identification and terminals' },
} as const satisfies Options;

/**
 * Roles of this program an account of each kind may carry: the user class sets the strength of its
 * identification (R132), so an administrator's role never hides in another kind of account.
 */
export const rolesOfKind: Readonly<Record<AccountKind, readonly AppRole[]>> = {
  administrator: ['SA', 'SEC', 'AUD'],
  center: ['P1', 'P2', 'C1', 'C2', 'DIR'],
  unit: ['U'],
  company: [],
  query: ['INS'],
};

/** Policy numbers the sources leave open (domain.md 3.2 and 1C.5); they are policy, not law. */
export const accountPolicy = {
  /** Working days from the filing's effect to the analysis of its rights. */
  analysisWorkdays: 3,
  /** Days without a sign-in after which an account is suspended. */
  dormantDays: 90,
  /** Days ahead of the end of a grant, a certificate or a suspension that it appears on the workbench. */
  noticeDays: 30,
} as const;
