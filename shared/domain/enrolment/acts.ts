import * as z from 'zod';
import { refuse, type Finding } from '../../rules/finding.ts';
import { unknownRef } from '../guards.ts';
import { actsOf, type ActContext, type FollowUp, type Step } from '../object.ts';
import { keysOf } from '../options.ts';
import { patchOf } from '../patchOf.ts';
import type { EnrolmentFacts, EnrolmentState } from './state.ts';
import {
  enrolmentKinds,
  isOverdue,
  needsOf,
  openedKinds,
  openHours,
  underWayStates,
  verifications,
  type EnrolmentKind,
} from './terms.ts';

const act = actsOf<EnrolmentState, EnrolmentFacts>();
type Context = ActContext<EnrolmentFacts>;

/** Who may approve: never who opened it, never the holder (certificate issue takes four eyes, domain.md 4.1). */
const approvers = ['SEC', 'SA', 'DIR'] as const;
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);

/** 发起: an administrator lets the holder of an account apply; the one-time code is handed out apart from it. */
const open = act({
  label: { zh: '发起申领', en: 'open' },
  category: 'user',
  from: ['none'],
  to: 'opened',
  roles: ['SA'],
  reasonRequired: true,
  dangerous: true,
  input: z.strictObject({ account: z.uuid(), kind: z.enum(keysOf(openedKinds)) }),
  step: (_state, input, context) => begin(input.account, input.kind, context),
});

/** 初始任命: the bootstrap of an empty center opens the first enrolments; approved by its one-time code. */
const appoint = act({
  label: { zh: '初始任命', en: 'appoint' },
  category: 'user',
  from: ['none'],
  to: 'opened',
  roles: ['SYS'],
  input: z.strictObject({ account: z.uuid() }),
  step: (_state, input, context) => {
    const begun = begin(input.account, 'first', context);
    return {
      ...begun,
      findings: [...(begun.findings ?? []), ...(context.facts.installing ? [] : [setUpAlready])],
      patch: { ...begun.patch, bootstrap: true },
    };
  },
});

/** 申请续期: the holder asks for a certificate over a new key while the present one still holds. */
const renew = act({
  label: { zh: '申请续期', en: 'ask for renewal' },
  category: 'user',
  from: ['none'],
  to: 'applied',
  // By the operation that keeps the request beside it, in the holder's name.
  roles: ['SYS'],
  input: z.strictObject({ account: z.uuid(), keyFingerprint: fingerprint, workstation: z.string().max(64) }),
  step: (_state, { account, ...applied }, context) => {
    const begun = begin(account, 'renewal', context);
    return {
      ...begun,
      findings: [...(begun.findings ?? []), ...(account === context.actor.id ? [] : [notOwn])],
      patch: { ...begun.patch, ...applied },
    };
  },
});

/** 申领: the workstation has shown the one-time code; the key it made is known by its fingerprint from now on. */
const apply = act({
  label: { zh: '申领', en: 'apply' },
  category: 'user',
  from: ['opened'],
  to: ['applied', 'approved'],
  roles: ['SYS'],
  input: z.strictObject({ keyFingerprint: fingerprint.nullable(), workstation: z.string().max(64) }),
  step: (state, input, context) => ({
    findings: checkTime(state, context),
    patch: patchOf({
      workstation: input.workstation,
      ...(needsOf(state.kind).certificate && { keyFingerprint: input.keyFingerprint }),
      state: state.bootstrap === true ? 'approved' : 'applied',
    }),
  }),
});

/** 核准: a second person has made sure who sits at the workstation and that the fingerprints agree. */
const approve = act({
  label: { zh: '核准', en: 'approve' },
  category: 'user',
  from: ['applied'],
  to: 'approved',
  roles: approvers,
  dangerous: true,
  input: z.strictObject({ verification: z.enum(keysOf(verifications)) }),
  step: (state, input, context) => ({
    findings: [...checkSecondPerson(state, context), ...checkTime(state, context)],
    patch: patchOf(input),
    stamps: { approvedBy: 'actor' },
  }),
});

const refuseAct = act({
  label: { zh: '不予核准', en: 'refuse' },
  category: 'user',
  from: ['applied'],
  to: 'refused',
  roles: approvers,
  reasonRequired: true,
  input: z.strictObject({}),
  step: () => ({}),
});

/** 领取: the holder has taken over what was approved; the account is tied to the new certificate. */
const complete = act({
  label: { zh: '领取', en: 'collect' },
  category: 'user',
  from: ['approved'],
  to: 'completed',
  roles: ['SYS'],
  input: z.strictObject({
    certificate: z
      .strictObject({ certSerial: z.string(), certFingerprint: fingerprint, certExpiry: z.iso.date() })
      .nullable(),
  }),
  step: (state, { certificate }, context): Step => ({
    findings: [
      ...checkTime(state, context),
      ...(context.facts.account?.state === 'revoked' ? [accountRevoked] : []),
    ],
    patch: patchOf({ ...(certificate && { certSerial: certificate.certSerial }) }),
    follow: [
      ...(certificate ? [onAccount(state, 'bindCertificate', patchOf(certificate))] : []),
      ...factorsOf(state, context.facts),
    ],
  }),
});

const cancel = act({
  label: { zh: '撤回申领', en: 'cancel' },
  category: 'user',
  from: [...underWayStates],
  to: 'cancelled',
  roles: ['SA', 'SEC', 'SYS'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: () => ({}),
});

const expire = act({
  label: { zh: '逾期作废', en: 'expire' },
  category: 'user',
  from: [...underWayStates],
  to: 'expired',
  roles: ['SYS'],
  input: z.strictObject({}),
  step: () => ({}),
});

/** Acts of an enrolment: the table of its transitions. */
export const enrolmentActs = {
  open,
  appoint,
  renew,
  apply,
  approve,
  refuse: refuseAct,
  complete,
  cancel,
  expire,
};

function begin(accountId: string, kind: EnrolmentKind, context: Context): Step {
  const { account } = context.facts;
  return {
    findings: checkBegin(kind, context),
    patch: patchOf({
      account: accountId,
      kind,
      accountNo: account?.accountNo ?? '',
      holderName: account?.name ?? '',
      unit: account?.unit ?? null,
      person: account?.person ?? null,
    }),
    stamps: { openedBy: 'actor', openedAt: 'at' },
  };
}

function checkBegin(kind: EnrolmentKind, { facts, actor }: Context): readonly Finding[] {
  const { account } = facts;
  if (account === null || account.state === 'none')
    return [unknownRef('account', { zh: '账号', en: 'Account' })];
  const findings: Finding[] = [];
  if (account.state === 'revoked') findings.push(accountRevoked);
  if (kind !== 'renewal' && account.person !== null && account.person === actor.person)
    findings.push(ownMatter);
  if (kind === 'first' && facts.enrolled) findings.push(enrolledAlready);
  if (kind !== 'first' && !facts.enrolled) findings.push(neverEnrolled(kind));
  if (facts.underWay.length > 0) findings.push(underWay(facts.underWay));
  return findings;
}

function checkSecondPerson(state: EnrolmentState, { facts, actor }: Context): readonly Finding[] {
  const isOpener =
    state.openedBy === actor.id || (actor.person !== null && actor.person === facts.openerPerson);
  return isOpener ? [ownApproval] : [];
}

function checkTime(state: EnrolmentState, { now }: Context): readonly Finding[] {
  return isOverdue(state.openedAt, now) ? [overdue] : [];
}

function onAccount(state: EnrolmentState, name: string, input: FollowUp['input']): FollowUp {
  const kind = enrolmentKinds[state.kind ?? 'first'].zh;
  return { type: 'account', id: state.account ?? '', act: name, input, reason: `凭据申领:${kind}` };
}

/** With the first credentials the account has its factors (R133); recorded, so that it can be enabled. */
function factorsOf(state: EnrolmentState, facts: EnrolmentFacts): readonly FollowUp[] {
  if (state.kind !== 'first') return [];
  const known = new Set([...(facts.account?.factors ?? []), 'password', 'certificate', 'otp']);
  return [onAccount(state, 'factors', { authFactors: [...known] })];
}

const setUpAlready = refuse('account/not-installing', 'R024', '', {
  zh: '系统已完成初始设立;此后的凭据须由系统管理员发起、另一人核准',
  en: 'The server is already set up; credentials now take an administrator and a second person',
});
const notOwn = refuse('enrolment/not-own', 'R132', 'account', {
  zh: '只能为本人的账号申请续期',
  en: 'Only the own account can be renewed',
});
const ownApproval = refuse('access/own-proposal', 'R134', '', {
  zh: '不得核准本人发起的申领;请由另一名有权人员核准',
  en: 'Nobody approves an enrolment they opened; let another entitled person do it',
});
const ownMatter = refuse('access/own-benefit', 'R134', 'account', {
  zh: '不得为本人发起凭据申领;请由另一名系统管理员发起',
  en: 'Nobody opens an enrolment for themselves; let another administrator do it',
});
const accountRevoked = refuse('enrolment/account-revoked', 'R131', 'account', {
  zh: '账号已注销,不再发放凭据',
  en: 'The account is revoked; it gets no credentials any more',
});
const enrolledAlready = refuse('enrolment/enrolled', 'R132', 'kind', {
  zh: '账号已有口令和动态口令;请选择补发证书、恢复动态口令或重设口令',
  en: 'The account already has a password and an authenticator; choose what is to be replaced',
});
const overdue = refuse('enrolment/overdue', null, '', {
  zh: `申领已超过 ${openHours} 小时,请重新发起`,
  en: `More than ${openHours} hours have passed; open the enrolment anew`,
});

function neverEnrolled(kind: EnrolmentKind): Finding {
  return refuse('enrolment/never-enrolled', 'R132', 'kind', {
    zh: `账号尚未首次发放凭据,不能${enrolmentKinds[kind].zh};请选择首次发放`,
    en: 'The account has no credentials yet; choose first credentials',
  });
}

function underWay(titles: readonly string[]): Finding {
  return refuse('enrolment/under-way', null, 'account', {
    zh: `账号已有在办的申领:${titles.join('、')};请先办结或撤回`,
    en: `An enrolment of the account is under way: ${titles.join(', ')}; complete or cancel it first`,
  });
}
