import type { Options } from '../options.ts';

/** States of an enrolment (凭据申领状态). */
export const enrolmentStates = {
  opened: { zh: '待申领', en: 'To be applied for' },
  applied: { zh: '待核准', en: 'To be approved' },
  approved: { zh: '待领取', en: 'To be taken over' },
  completed: { zh: '已办结', en: 'Completed' },
  refused: { zh: '不予核准', en: 'Refused' },
  cancelled: { zh: '已撤回', en: 'Cancelled' },
  expired: { zh: '已逾期', en: 'Expired' },
} as const satisfies Options;

/** States in which an enrolment waits for somebody. */
export const underWayStates: ReadonlySet<string> = new Set(['opened', 'applied', 'approved']);

/** What the holder of an account is to be given (申领类别). */
export const enrolmentKinds = {
  first: { zh: '首次发放', en: 'First credentials' },
  certificate: { zh: '补发证书', en: 'New certificate' },
  authenticator: { zh: '恢复动态口令', en: 'New authenticator' },
  password: { zh: '重设口令', en: 'New password' },
  renewal: { zh: '证书续期', en: 'Renewal of the certificate' },
} as const satisfies Options;
export type EnrolmentKind = keyof typeof enrolmentKinds;

/** Kinds an administrator opens; a renewal is the holder's own. */
export const openedKinds = {
  first: enrolmentKinds.first,
  certificate: enrolmentKinds.certificate,
  authenticator: enrolmentKinds.authenticator,
  password: enrolmentKinds.password,
} as const satisfies Options;

/** How the approver made sure of the person (核验方式). */
export const verifications = {
  inPerson: { zh: '当面核验', en: 'In person' },
  callback: { zh: '按备案电话回拨核验', en: 'Called back on the filed number' },
} as const satisfies Options;

interface Needs {
  readonly certificate: boolean;
  readonly password: boolean;
  readonly authenticator: boolean;
}

const needs: Readonly<Record<EnrolmentKind, Needs>> = {
  first: { certificate: true, password: true, authenticator: true },
  certificate: { certificate: true, password: false, authenticator: false },
  authenticator: { certificate: false, password: false, authenticator: true },
  password: { certificate: false, password: true, authenticator: false },
  renewal: { certificate: true, password: false, authenticator: false },
};

/** What the holder takes over under an enrolment of this kind. */
export function needsOf(kind: EnrolmentKind | null | undefined): Needs {
  return needs[kind ?? 'first'];
}

/** How long an enrolment may stay open, in hours; the center's policy, no source sets it. */
export const openHours = 72;

/** Is an enrolment that was opened at this instant past its end. */
export function isOverdue(openedAt: string | undefined, now: string): boolean {
  return openedAt !== undefined && Date.parse(now) - Date.parse(openedAt) > openHours * 3_600_000;
}
