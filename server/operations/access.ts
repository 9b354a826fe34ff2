import { ProblemError } from '../../shared/errors/problem.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import { accountById } from '../access/accounts.ts';
import { lockOf, unlock } from '../access/credentials.ts';
import {
  allOpenSessions,
  endOtherSessions,
  endSession,
  openSessionsOf,
  sessionOwner,
} from '../access/session.ts';
import { note } from '../log/note.ts';
import { requireStepUp, type Handler, type SignedInCall } from './call.ts';

export const accessGet: Handler<'access.get'> = async ({ center }, { account }) => {
  await knownAccount(center.pool, account);
  return { ...(await lockOf(center, account)), sessions: [...(await openSessionsOf(center, account))] };
};

export const sessionsList: Handler<'sessions.list'> = async ({ center }) => ({
  sessions: [...(await allOpenSessions(center))],
});

export const sessionsOwn: Handler<'sessions.own'> = async ({ center, actor, session }) => {
  const own = await openSessionsOf(center, actor.id);
  return { sessions: own.map((one) => ({ ...one, current: one.id === session.id })) };
};

/** 结束本人的其他会话: e.g. one left open at another workstation. */
export const sessionsEndOthers: Handler<'sessions.endOthers'> = async (call) => {
  const { center, actor, session, source, requestId } = call;
  const line = {
    category: 'sign-in',
    event: 'sessions.endOthers',
    result: 'done',
    actor,
    source,
    requestId,
  } as const;
  const ended = await note(center, line, (client) =>
    endOtherSessions(client, center, actor.id, session.id, 'ended by the holder'),
  );
  return { ended };
};

/** 强制下线: the session ends, its connections close within a second, and the log says who did it and why. */
export const accessEndSession: Handler<'access.endSession'> = async (call, { id, reason }) => {
  requireStepUp(call);
  const owner = await sessionOwner(call.center, id);
  if (owner === null) throw new ProblemError('record/not-found');
  const account = await knownAccount(call.center.pool, owner);
  await noteAbout(call, 'session.end', account, { session: id, reason });
  await endSession(call.center, id, `ended by ${call.actor.accountNo}`);
  return {};
};

/** 解锁: by another person, after the identity was checked (GB/T 22239-2019 8.1.4.1 b). */
export const accessUnlock: Handler<'access.unlock'> = async (call, { account: accountId, reason }) => {
  requireStepUp(call);
  const account = await knownAccount(call.center.pool, accountId);
  const isOwn = account.id === call.actor.id || account.person?.digest === call.actor.person;
  if (isOwn) throw new ProblemError('access/own-proposal');
  await noteAbout(call, 'account.unlock', account, { reason });
  await unlock(call.center, account.id);
  return {};
};

async function knownAccount(pool: SignedInCall['center']['pool'], id: string): Promise<AccountState> {
  const account = await accountById(pool, id);
  if (!account) throw new ProblemError('record/not-found');
  return account;
}

/** The line comes first: an act on somebody's access that could not be written down does not happen. */
async function noteAbout(
  call: SignedInCall,
  event: string,
  account: AccountState,
  facts: Readonly<Record<string, string>>,
): Promise<void> {
  await note(call.center, {
    category: 'sensitive',
    event,
    result: 'done',
    actor: call.actor,
    source: call.source,
    requestId: call.requestId,
    object: { type: 'account', id: account.id, title: account.accountNo ?? '', rev: account.rev },
    facts,
  });
}
