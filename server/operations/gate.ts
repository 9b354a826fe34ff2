import type { OperationOutput } from '../../shared/api/operations.ts';
import { accountOfCertificate } from '../access/accounts.ts';
import { sessionStanding } from '../access/session.ts';
import { isAllowedSource } from '../access/sources.ts';
import { awaitsBootstrap } from '../setup/bootstrap.ts';
import { version } from '../version.ts';
import type { Call, Handler } from './call.ts';

/** The server's word on this connection: certificate seen, address seen, time. Needs no accepted certificate. */
export const gateGet: Handler<'gate.get', Call> = async (call) => {
  const { center, judgement, source } = call;
  // With the database away the connection itself can still be judged.
  const account = await accountOfCall(call).catch((error: unknown) => {
    center.log.warn({ event: 'gate-account-unknown', err: error });
    return null;
  });
  const { certificate } = judgement;
  return {
    accepted: judgement.accepted,
    reason: judgement.accepted ? null : judgement.reason,
    sourceIp: source.ip ?? '',
    time: center.now(),
    certificate: certificate && {
      fingerprint: certificate.fingerprint,
      subject: certificate.subject,
      validTo: certificate.validTo,
      accountNo: certificate.accountNo ?? account?.accountNo ?? null,
    },
    account: account?.word ?? null,
    channel: call.channel,
    policy: {
      idleMinutes: center.access.idleMinutes,
      absoluteHours: center.access.absoluteHours,
      stepUpMinutes: center.access.stepUpMinutes,
      passwordDays: center.access.passwordDays,
    },
    ...((await awaitsBootstrap(center).catch(() => false)) && { setup: true as const }),
    serverList: call.serverList?.digest ?? null,
    version,
  };
};

/** The list by which clients judge the server's own certificate; lists are public (RFC 5280 5). */
export const gateList: Handler<'gate.list', Call> = async ({ serverList }) => ({
  list: serverList?.pem ?? null,
});

/** What became of the account and of the session the client still holds. Looking at it does not count as using it. */
async function accountOfCall({ center, judgement, source, token }: Call): Promise<{
  readonly accountNo: string | null;
  readonly word: OperationOutput<'gate.get'>['account'];
} | null> {
  if (!judgement.accepted) return null;
  const { fingerprint } = judgement.certificate;
  const account = await accountOfCertificate(center.pool, judgement.certificate);
  const session = token === null ? 'none' : await sessionStanding(center, token, fingerprint);
  const word: OperationOutput<'gate.get'>['account'] = {
    state: account?.state ?? 'none',
    bound: account?.certFingerprint === fingerprint,
    sourceAllowed: account === null || isAllowedSource(center.access.sources, account, source.ip),
    session,
  };
  return { accountNo: account?.accountNo ?? null, word };
}
