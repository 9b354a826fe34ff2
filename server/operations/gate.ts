import type { OperationOutput } from '../../shared/api/operations.ts';
import { accountByNo } from '../access/accounts.ts';
import { sessionStanding } from '../access/session.ts';
import { isAllowedSource } from '../access/sources.ts';
import { awaitsBootstrap } from '../setup/bootstrap.ts';
import { version } from '../version.ts';
import type { Call, Handler } from './call.ts';

/** The server's word on this connection: certificate seen, address seen, time. Needs no accepted certificate. */
export const gateGet: Handler<'gate.get', Call> = async (call) => ({
  accepted: call.judgement.accepted,
  reason: call.judgement.accepted ? null : call.judgement.reason,
  sourceIp: call.source.ip ?? '',
  time: call.center.now(),
  certificate: call.judgement.certificate,
  // With the database away the connection itself can still be judged.
  account: await accountWord(call).catch((error: unknown) => {
    call.center.log.warn({ event: 'gate-account-unknown', err: error });
    return null;
  }),
  ...((await awaitsBootstrap(call.center).catch(() => false)) && { setup: true as const }),
  version,
});

/** What became of the account and of the session the client still holds. Looking at it does not count as using it. */
async function accountWord({
  center,
  judgement,
  source,
  token,
}: Call): Promise<OperationOutput<'gate.get'>['account']> {
  if (!judgement.accepted) return null;
  const { accountNo, fingerprint } = judgement.certificate;
  const account = await accountByNo(center.pool, accountNo);
  const session = token === null ? 'none' : await sessionStanding(center, token, fingerprint);
  return {
    state: account?.state ?? 'none',
    bound: account?.certFingerprint === fingerprint,
    sourceAllowed: account === null || isAllowedSource(center.access.sources, account, source.ip),
    session,
  };
}
