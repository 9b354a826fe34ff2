import { createHash } from 'node:crypto';
import type { EnrolmentState } from '../../shared/domain/enrolment/state.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { keepCertificate, type WantedCertificate } from '../access/enrolments.ts';
import { revokeOwn } from '../access/revocations.ts';
import { identityOf } from '../pki/identity.ts';
import { readRequest } from '../pki/issue.ts';
import type { CenterCa } from '../pki/store.ts';
import { CERTIFICATE_DAYS } from '../setup/enrolAccount.ts';
import type { Call } from './call.ts';

/** @throws ProblemError `enrolment/no-ca` where certificates come from elsewhere */
export function caOf({ center }: Call): CenterCa {
  if (!center.ca) throw new ProblemError('enrolment/no-ca');
  return center.ca;
}

/**
 * Who comes with an accepted certificate of another CA is tied to that one; for everybody else the center's own CA makes
 * one over the key of the request.
 * @throws ProblemError `enrolment/request`, `enrolment/bring-certificate`, `enrolment/other-certificate`
 */
export async function wantedOf(call: Call, accountNo: string, request: string): Promise<WantedCertificate> {
  const { center, judgement } = call;
  if (!judgement.accepted || judgement.certificate.own) {
    if (!center.ca) throw new ProblemError('enrolment/bring-certificate');
    return { keyFingerprint: await certifiableKey(call, request), request, certificate: null };
  }
  const { keyFingerprint, pem, accountNo: named } = judgement.certificate;
  if (named !== null && named !== accountNo) throw new ProblemError('enrolment/other-certificate');
  return { keyFingerprint, request: null, certificate: pem };
}

/** SHA-256 of the key in a genuine request, lower-case hex. @throws ProblemError `enrolment/request`, `enrolment/no-ca` */
export async function certifiableKey(call: Call, request: string): Promise<string> {
  caOf(call);
  try {
    const { publicKey } = await readRequest(request);
    return createHash('sha256').update(Buffer.from(publicKey.rawData)).digest('hex');
  } catch (error) {
    throw new ProblemError('enrolment/request', {}, { cause: error });
  }
}

/** Issues the certificate that was approved; of two askings at once both get the same. */
export async function issueApproved(
  call: Call,
  enrolment: EnrolmentState,
  request: string | null,
): Promise<string> {
  const { center } = call;
  // What a second person approved is a key; whoever changed the request beside the log since then gets nothing.
  if ((await certifiableKey(call, request ?? '')) !== enrolment.keyFingerprint)
    throw new ProblemError('enrolment/request');
  const subject = { accountNo: enrolment.accountNo ?? '', displayName: enrolment.holderName ?? '' };
  const validity = { now: new Date(center.now()), days: CERTIFICATE_DAYS };
  const { certificatePem } = await caOf(call).issueClientFor(subject, request ?? '', validity);
  const kept = await keepCertificate(center, enrolment.id, certificatePem);
  // Of two calls at once one made a certificate too many.
  if (kept !== certificatePem) await revokeOwn(center, identityOf(certificatePem).fingerprint, 'superseded');
  return kept;
}
