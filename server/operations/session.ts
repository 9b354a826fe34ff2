import { ProblemError } from '../../shared/errors/problem.ts';
import { checkPassword } from '../../shared/access/passwordPolicy.ts';
import { refuse } from '../../shared/rules/finding.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import type { OperationOutput } from '../../shared/api/operations.ts';
import { accountOfCertificate } from '../access/accounts.ts';
import { checkCode, checkFactors, prepareChange, type FactorResult } from '../access/credentials.ts';
import {
  actorOf,
  endOtherSessions,
  endSession,
  findSession,
  openSession,
  rememberStepUp,
  type OpenSession,
} from '../access/session.ts';
import { isAllowedSource } from '../access/sources.ts';
import { note, type Note } from '../log/note.ts';
import { systemActor } from '../log/systemActor.ts';
import type { Call, Handler, SignedInCall } from './call.ts';

/** Signs in with the connection's certificate, the password and a one-time code; every attempt is a log line. */
export const sessionOpen: Handler<'session.open', Call> = async (call, input) => {
  const { center, judgement, source } = call;
  if (!judgement.accepted) throw new ProblemError('auth/certificate-refused');
  const { certificate } = judgement;
  const account = await accountOfCertificate(center.pool, certificate);
  const bound = account?.certFingerprint === certificate.fingerprint;
  if (account && bound && !isAllowedSource(center.access.sources, account, source.ip)) {
    await noteAttempt(call, account, 'source');
    throw new ProblemError('access/source');
  }
  const result =
    account && bound ? await checkFactors(center, account.id, input.password, input.code) : 'wrong';
  if (!account || result !== 'ok' || account.state !== 'active') {
    await noteAttempt(call, account, bound ? result : 'wrong-certificate');
    throw new ProblemError(problemOf(result, account, bound));
  }
  const lastSignIn = await previousSignIn(call, account.id);
  const token = await openSession(center, account.id, certificate.fingerprint, source.ip);
  const session = await findSession(center, token, certificate.fingerprint);
  await note(center, {
    category: 'sign-in',
    event: 'session.open',
    result: 'done',
    actor: session.actor,
    source: { ...source, session: session.id },
    requestId: call.requestId,
  });
  return { token, session: viewOfSession(session, lastSignIn) };
};

function problemOf(result: FactorResult, account: AccountState | null, bound: boolean) {
  if (result === 'locked') return 'auth/locked' as const;
  return account && bound && result === 'ok'
    ? ('auth/account-inactive' as const)
    : ('auth/sign-in-failed' as const);
}

async function noteAttempt(call: Call, account: AccountState | null, cause: string): Promise<void> {
  await note(call.center, {
    category: 'sign-in',
    event: 'session.open',
    result: 'refused',
    actor: account
      ? await actorOf(call.center, account)
      : { ...systemActor, id: 'unknown', accountNo: call.judgement.certificate?.accountNo ?? '', name: '' },
    source: call.source,
    requestId: call.requestId,
    facts: {
      cause: account && account.state !== 'active' && cause === 'ok' ? `account-${account.state}` : cause,
    },
  });
}

async function previousSignIn(
  call: Call,
  accountId: string,
): Promise<{ at: string; ip: string | null } | null> {
  const { rows } = await call.center.pool.query<{ at: string; ip: string | null }>(
    `SELECT at, ip FROM log.event WHERE actor_id = $1 AND event = 'session.open' AND result = 'done' ORDER BY seq DESC LIMIT 1`,
    [accountId],
  );
  return rows[0] ?? null;
}

/** A session as the client is told of it. */
export function viewOfSession(
  session: OpenSession,
  lastSignIn: { at: string; ip: string | null } | null,
): OperationOutput<'session.get'> {
  const { actor } = session;
  return {
    accountId: actor.id,
    accountNo: actor.accountNo,
    name: actor.name,
    unitId: actor.unitId,
    unitName: actor.unitName,
    roles: actor.roles.filter((role) => role !== 'SYS'),
    idleUntil: session.idleUntil,
    absoluteUntil: session.absoluteUntil,
    lastSignIn,
    mustChangePassword: session.mustChange,
  };
}

export const sessionGet: Handler<'session.get'> = async (call) => viewOfSession(call.session, null);

export const sessionClose: Handler<'session.close'> = async (call) => {
  await endSession(call.center, call.session.id, 'signed out');
  await note(call.center, lineOf(call, 'session.close', 'done'));
  return {};
};

/** A fresh one-time code before a dangerous act. */
export const sessionStepUp: Handler<'session.stepUp'> = async (call, input) => {
  const result = await checkCode(call.center, call.actor.id, input.code);
  await noteFactor(call, 'session.step-up', result);
  return { until: await rememberStepUp(call.center, call.session.id) };
};

function lineOf(call: SignedInCall, event: string, result: Note['result']): Note {
  const { actor, source, requestId } = call;
  return { category: 'sign-in', event, result, actor, source, requestId };
}

async function noteFactor(call: SignedInCall, event: string, result: FactorResult): Promise<void> {
  await note(call.center, lineOf(call, event, result === 'ok' ? 'done' : 'refused'));
  if (result === 'ok') return;
  // Whoever guesses at an unattended workstation does not stay inside it (GB/T 22239-2019 8.1.4.1 b).
  if (result === 'locked') await endSession(call.center, call.session.id, 'locked');
  const refused = new ProblemError(result === 'locked' ? 'auth/locked' : 'auth/proof-failed');
  refused.logged = true;
  throw refused;
}

/** GB/T 22239-2019 8.1.4.1 a: changed regularly, and not back to one of before. */
export const usedBefore = refuse('password/used-before', null, 'next', {
  zh: '此口令近期用过;请另设一个只有本人知道的口令',
  en: 'This password was in use lately; choose another that nobody else knows',
});

export const sessionPassword: Handler<'session.password'> = async (call, input) => {
  const findings = checkPassword(input.next, call.actor.accountNo);
  if (findings.length > 0) throw new ProblemError('act/refused', { findings });
  const { center, actor, session } = call;
  const change = await prepareChange(center, actor.id, input.current, input.next);
  if (change === 'former') throw new ProblemError('act/refused', { findings: [usedBefore] });
  if (typeof change === 'string') {
    await noteFactor(call, 'session.password', change);
    return {};
  }
  await note(center, lineOf(call, 'session.password', 'done'), async (client) => {
    if (!(await change(client))) throw new ProblemError('auth/proof-failed');
    // Whoever else is signed in with the account was so under the password that is no more.
    await endOtherSessions(client, center, actor.id, session.id, 'password changed');
  });
  return {};
};
