import { checkPassword } from '../../shared/access/passwordPolicy.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import type { EnrolmentState } from '../../shared/domain/enrolment/state.ts';
import { isOverdue, needsOf, openHours, underWayStates } from '../../shared/domain/enrolment/terms.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import { accountById } from '../access/accounts.ts';
import { replaceCredentials, wasUsed } from '../access/credentials.ts';
import {
  appliedWith,
  forget,
  keepApplication,
  keepOf,
  newCode,
  openedBy,
  seedOf,
} from '../access/enrolments.ts';
import { minutesAfter } from '../access/policy.ts';
import { oweRevocation, payRevocations } from '../access/revocations.ts';
import { endSessionsOf, findSession, openSession, sessionToRenew } from '../access/session.ts';
import { isAllowedSource } from '../access/sources.ts';
import { execute, type Request } from '../log/execute.ts';
import { note } from '../log/note.ts';
import { Reader } from '../log/reader.ts';
import { systemActor } from '../log/systemActor.ts';
import { identityOf } from '../pki/identity.ts';
import { hashPassword } from '../secrets/password.ts';
import { totpUri, verifyTotp } from '../secrets/totp.ts';
import { requireStepUp, type Call, type Handler, type SignedInCall } from './call.ts';
import { certifiableKey, issueApproved, wantedOf } from './enrolmentCertificates.ts';
import { usedBefore, viewOfSession } from './session.ts';

/** 领取码: shown once to the administrator who hands it over; a new one voids the former. */
export const enrolmentsCode: Handler<'enrolments.code'> = async (call, { id }) => {
  requireStepUp(call);
  const enrolment = await load(call, id);
  if (enrolment.state !== 'opened' || !enrolment.account) throw new ProblemError('enrolment/gone');
  // Whoever makes the code can apply with it. Only the opener may, since the opener can never approve;
  // what the bootstrap appointed was opened by nobody, needs no approval, and its codes were handed out then.
  if (enrolment.openedBy !== call.actor.id) throw new ProblemError('enrolment/not-opener');
  await noteAbout(call, 'enrolment.code', enrolment);
  return {
    code: await newCode(call.center, id, enrolment.account),
    expiresAt: minutesAfter(enrolment.openedAt ?? call.center.now(), openHours * 60),
  };
};

/** The workstation shows the one-time code and the request over the key it has made. */
export const enrolmentsApply: Handler<'enrolments.apply', Call> = async (
  call,
  { accountNo, code, request, pickup },
) => {
  const { center, source } = call;
  const before = await appliedWith(center, accountNo, pickup);
  if (before) return begunOf(before);
  const enrolment = await openedBy(center, accountNo, code);
  const account = enrolment?.account ? await accountById(center.pool, enrolment.account) : null;
  if (!enrolment || !account) {
    await noteStranger(call, 'enrolment.apply', accountNo, 'code');
    throw new ProblemError('enrolment/code');
  }
  await checkSource(call, account);
  const wanted = needsOf(enrolment.kind).certificate ? await wantedOf(call, accountNo, request) : null;
  const keyFingerprint = wanted?.keyFingerprint ?? null;
  const write = keepApplication(enrolment.id, account.id, pickup, wanted);
  await bySystem(call, enrolment, 'apply', { keyFingerprint, workstation: source.ip ?? '' }, write);
  return begunOf({ ...enrolment, keyFingerprint });
};

/** 续期: by the signed-in holder; the key is new, the session goes on. */
export const enrolmentsRenew: Handler<'enrolments.renew'> = async (call, { request, pickup }) => {
  const before = await appliedWith(call.center, call.actor.accountNo, pickup);
  if (before) return begunOf(before);
  requireStepUp(call);
  const key = await certifiableKey(call, request);
  const id = call.center.newId();
  const wanted = { keyFingerprint: key, request, certificate: null };
  const { state } = await execute(call.center, {
    ...requestOf(call, id, 'renew', 0),
    command: commandOf(id, 'renew', {
      account: call.actor.id,
      keyFingerprint: key,
      workstation: call.source.ip ?? '',
    }),
    actor: call.actor,
    along: keepApplication(id, call.actor.id, pickup, wanted),
  });
  return begunOf(state);
};

/** How far it is; what was approved is made at the first asking and the same ever after. */
export const enrolmentsStanding: Handler<'enrolments.standing', Call> = async (call, { id, pickup }) => {
  const { center } = call;
  const [enrolment, keep] = await Promise.all([load(call, id), keepOf(center, id, pickup)]);
  const kind = enrolment.kind ?? 'first';
  const state = stateOf(enrolment);
  // What is over is no longer kept, so nothing but its end can be told, and only to somebody who knows its number.
  if (!keep && !['completed', 'refused', 'cancelled', 'expired'].includes(state))
    throw new ProblemError('enrolment/gone');
  const none = { state, kind, reason: null, certificate: null, authenticator: null };
  if (!keep || state !== 'approved') return { ...none, reason: keep ? await reasonOf(call, id) : null };
  const account = await accountById(center.pool, keep.accountId);
  if (account === null || account.state === 'revoked' || isOverdue(enrolment.openedAt, center.now()))
    throw new ProblemError('enrolment/gone');
  const needs = needsOf(kind);
  return {
    ...none,
    certificate: needs.certificate
      ? (keep.certificate ?? (await issueApproved(call, enrolment, keep.request)))
      : null,
    authenticator: needs.authenticator
      ? totpUri('政务网站群', enrolment.accountNo ?? '', await seedOf(center, id))
      : null,
  };
};

/** The holder takes over. The connection shows the new certificate, so that its key is known to be there. */
export const enrolmentsComplete: Handler<'enrolments.complete', Call> = async (call, input) => {
  const { center, judgement } = call;
  const [enrolment, keep] = await Promise.all([load(call, input.id), keepOf(center, input.id, input.pickup)]);
  if (!keep || !judgement.accepted || enrolment.state !== 'approved')
    throw new ProblemError('enrolment/gone');
  const account = await accountById(center.pool, keep.accountId);
  const needs = needsOf(enrolment.kind);
  const issued = needs.certificate ? fieldsOf(keep.certificate) : null;
  const { fingerprint } = judgement.certificate;
  if (!account || fingerprint !== (issued?.certFingerprint ?? account.certFingerprint)) {
    await noteStranger(call, 'enrolment.complete', enrolment.accountNo ?? '', 'wrong-certificate');
    throw new ProblemError('auth/certificate-refused');
  }
  await checkSource(call, account);
  const fresh = await freshFactors(call, enrolment, input);
  const former =
    needs.certificate && account.certFingerprint !== fingerprint ? (account.certFingerprint ?? null) : null;
  const going = enrolment.kind === 'renewal' ? await sessionToRenew(center, call.token, account) : null;
  await bySystem(call, enrolment, 'complete', { certificate: issued && { ...issued } }, async (client) => {
    await replaceCredentials(client, center, account.id, fresh);
    await endSessionsOf(client, center, account.id, 'credentials replaced');
    await forget(client, enrolment.id);
    if (former !== null) await oweRevocation(client, former);
  });
  await payRevocations(center).catch((error: unknown) =>
    center.log.error({ event: 'revocations-owed', err: error }),
  );
  return { renewed: going === null ? null : await goOn(call, account.id, fingerprint, going) };
};

/** 放弃申领: by the workstation that applied; what is over already stays as it is. */
export const enrolmentsWithdraw: Handler<'enrolments.withdraw', Call> = async (call, { id, pickup }) => {
  const [enrolment, keep] = await Promise.all([load(call, id), keepOf(call.center, id, pickup)]);
  if (!keep) throw new ProblemError('enrolment/gone');
  if (!underWayStates.has(enrolment.state)) return {};
  const request = requestOf(call, id, 'cancel', enrolment.rev);
  await execute(call.center, {
    ...request,
    command: { ...commandOf(id, 'cancel', {}), reason: '申领人放弃' },
  });
  return {};
};

/** The session that goes on under the renewed certificate; its line names it, so that later ones can be told from it. */
async function goOn(call: Call, accountId: string, fingerprint: string, latest: string) {
  const { center, source } = call;
  const token = await openSession(center, accountId, fingerprint, source.ip, latest);
  const session = await findSession(center, token, fingerprint);
  await note(center, {
    category: 'sign-in',
    event: 'session.renew',
    result: 'done',
    actor: session.actor,
    source: { ...source, session: session.id },
    requestId: call.requestId,
  });
  return { token, session: viewOfSession(session, null) };
}

/** From where the account may work, as everywhere else. */
async function checkSource(call: Call, account: AccountState): Promise<void> {
  if (isAllowedSource(call.center.access.sources, account, call.source.ip)) return;
  await noteStranger(call, 'enrolment', account.accountNo ?? '', 'source');
  throw new ProblemError('access/source');
}

/** Password and code that were asked for, checked; nothing is written yet. */
async function freshFactors(
  call: Call,
  enrolment: EnrolmentState,
  given: { readonly password: string | null; readonly code: string | null },
): Promise<Parameters<typeof replaceCredentials>[3]> {
  const { center } = call;
  const needs = needsOf(enrolment.kind);
  const findings = needs.password ? checkPassword(given.password ?? '', enrolment.accountNo ?? '') : [];
  if (findings.length > 0) throw new ProblemError('act/refused', { findings });
  if (needs.password && (await wasUsed(center, enrolment.account ?? '', given.password ?? '')))
    throw new ProblemError('act/refused', { findings: [usedBefore] });
  const totp = needs.authenticator ? await seedOf(center, enrolment.id) : null;
  const now = new Date(center.now());
  const step =
    totp === null ? null : verifyTotp({ secret: totp, code: given.code ?? '', now, lastStep: null });
  if (totp !== null && step === null) {
    await noteStranger(call, 'enrolment.complete', enrolment.accountNo ?? '', 'code');
    throw new ProblemError('enrolment/authenticator-code');
  }
  return {
    password: needs.password ? await hashPassword(given.password ?? '') : null,
    authenticator: totp === null || step === null ? null : { seed: totp, step },
  };
}

/** What the account's record keeps of the certificate. @throws ProblemError `enrolment/gone` where none was issued yet */
function fieldsOf(certificatePem: string | null) {
  if (certificatePem === null) throw new ProblemError('enrolment/gone');
  const { serial, fingerprint, notAfter } = identityOf(certificatePem);
  return { certSerial: serial, certFingerprint: fingerprint, certExpiry: dayOf(notAfter) };
}

async function load({ center }: Call, id: string): Promise<EnrolmentState> {
  return new Reader(center.pool).load('enrolment', id);
}

function stateOf({ state }: EnrolmentState) {
  switch (state) {
    case 'opened':
    case 'applied':
    case 'approved':
    case 'completed':
    case 'refused':
    case 'cancelled':
    case 'expired':
      return state;
    default:
      throw new ProblemError('enrolment/gone');
  }
}

/** Why it came to its end, from its last line. */
async function reasonOf({ center }: Call, id: string): Promise<string | null> {
  const { rows } = await center.pool.query<{ reason: string | null }>(
    `SELECT reason FROM log.event WHERE object_id = $1 AND result = 'done' ORDER BY seq DESC LIMIT 1`,
    [id],
  );
  return rows[0]?.reason ?? null;
}

function begunOf(enrolment: EnrolmentState) {
  return {
    id: enrolment.id,
    kind: enrolment.kind ?? 'first',
    accountNo: enrolment.accountNo ?? '',
    holderName: enrolment.holderName ?? '',
    keyFingerprint: enrolment.keyFingerprint ?? null,
  };
}

function commandOf(id: string, act: string, input: JsonObject): Request['command'] {
  return { type: 'enrolment', id, act, input, reason: null };
}

function requestOf(call: Call, id: string, act: string, rev: number): Request {
  return {
    command: commandOf(id, act, {}),
    secrets: [],
    secretFindings: [],
    actor: systemActor,
    source: call.source,
    requestId: call.requestId,
    rev,
    key: null,
  };
}

/** An act that the program does for a workstation nobody is signed in at. */
async function bySystem(
  call: Call,
  enrolment: EnrolmentState,
  act: string,
  input: JsonObject,
  along: NonNullable<Request['along']>,
): Promise<void> {
  const request = requestOf(call, enrolment.id, act, enrolment.rev);
  await execute(call.center, { ...request, command: commandOf(enrolment.id, act, input), along });
}

async function noteAbout(call: SignedInCall, event: string, enrolment: EnrolmentState): Promise<void> {
  await note(call.center, {
    category: 'sensitive',
    event,
    result: 'done',
    actor: call.actor,
    source: call.source,
    requestId: call.requestId,
    object: { type: 'enrolment', id: enrolment.id, title: enrolment.accountNo ?? '', rev: enrolment.rev },
  });
}

/** Somebody who is not signed in was refused: who they said they were, and why. */
export async function noteStranger(
  call: Call,
  event: string,
  accountNo: string,
  cause: string,
): Promise<void> {
  await note(call.center, {
    category: 'sign-in',
    event,
    result: 'refused',
    actor: { ...systemActor, id: 'unknown', accountNo, name: '', roles: [] },
    source: call.source,
    requestId: call.requestId,
    facts: { cause },
  });
}
