import type { Options } from '../options.ts';

/** Kinds of case (案件类别). */
export const caseKinds = {
  approval: { zh: '待批事项', en: 'Approval' },
  'after-review': { zh: '事后复核', en: 'After-review' },
  batch: { zh: '批量事项', en: 'Batch' },
} as const satisfies Options;

/** States of a case; a resubmission is a new case that names the old one. */
export const caseStates = {
  open: { zh: '待复核', en: 'Open' },
  approved: { zh: '已批准', en: 'Approved' },
  returned: { zh: '已退回', en: 'Returned' },
  refused: { zh: '不予批准', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  objected: { zh: '有异议', en: 'Objected' },
} as const satisfies Options;

/** Why a case goes back to be corrected (退回原因). */
export const returnCodes = {
  incomplete: { zh: '材料不全', en: 'Papers incomplete' },
  mismatch: { zh: '内容不符', en: 'Content does not agree' },
  'outside-duty': { zh: '超出职责范围', en: 'Beyond the duties' },
  'too-wide': { zh: '权限超出需要', en: 'Wider than needed' },
  term: { zh: '期限不当', en: 'Unfitting term' },
  'reason-unclear': { zh: '事由不清', en: 'Reason unclear' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Options;

/** Why a case is refused for good (不予批准原因). */
export const refuseCodes = {
  'mandatory-rule': { zh: '违反强制规定', en: 'Against a mandatory rule' },
  separation: { zh: '违反职责分离', en: 'Against the separation of duties' },
  duplicate: { zh: '重复', en: 'Duplicate' },
  'no-basis': { zh: '无依据', en: 'No basis' },
  'no-need': { zh: '无工作需要', en: 'No need' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Options;

/** Why a reviewer objects to what was done at once (异议原因). */
export const objectCodes = {
  'no-cause': { zh: '事由不成立', en: 'The cause does not stand' },
  'too-wide': { zh: '范围过大', en: 'Wider than needed' },
  'not-urgent': { zh: '不属紧急情形', en: 'Not urgent' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Options;

/** Every coded reason a decision may carry. */
export const decisionCodes: Options = { ...returnCodes, ...refuseCodes, ...objectCodes };

/** Titled groups of a case's fields. */
export const caseGroups = {
  matter: { zh: '事项', en: 'Matter' },
  decision: { zh: '复核意见', en: 'Decision' },
} as const satisfies Options;

/** Working days for a decision; policy, since the sources name none (domain.md 3.2). */
export const decisionWorkdays = { approval: 3, 'after-review': 1, batch: 3 } as const;
