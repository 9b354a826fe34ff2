import { ProblemError } from '../../shared/errors/problem.ts';
import { CodedError } from '../codedError.ts';
import { note } from '../log/note.ts';
import { identityOf } from '../pki/identity.ts';
import { requireStepUp, type Handler } from './call.ts';
import { caOf } from './enrolmentCertificates.ts';

export const certificatesList: Handler<'certificates.list'> = async (call) => {
  const ca = caOf(call);
  const { displayName, fingerprint, notAfter } = identityOf(ca.certificatePem);
  return {
    ca: { subject: displayName, fingerprint, validTo: notAfter, certificate: ca.certificatePem },
    crl: ca.crl(),
    issued: ca
      .issued()
      .map(({ serial, kind, accountNo, displayName: name, notBefore, notAfter: end, revokedAt, reason }) => ({
        serial,
        kind,
        accountNo,
        displayName: name,
        notBefore,
        notAfter: end,
        revokedAt,
        reason,
      })),
  };
};

/** 吊销: at once and for good. The line comes first: what could not be written down does not happen. */
export const certificatesRevoke: Handler<'certificates.revoke'> = async (call, { serial, code, reason }) => {
  const { center } = call;
  requireStepUp(call);
  const ca = caOf(call);
  const found = ca.issued().find((record) => record.serial === serial);
  if (!found || found.kind === 'server') throw new ProblemError('record/not-found');
  const line = {
    category: 'sensitive',
    event: 'certificate.revoke',
    actor: call.actor,
    source: call.source,
    requestId: call.requestId,
    facts: { serial, accountNo: found.accountNo ?? '', code, reason },
  } as const;
  await note(center, { ...line, result: 'done' });
  try {
    await ca.revoke(serial, code, new Date(center.now()));
  } catch (error) {
    // The line before says more than happened; this one takes it back.
    await note(center, { ...line, result: 'failed' });
    if (error instanceof CodedError) throw new ProblemError('record/not-found', {}, { cause: error });
    throw error;
  }
  return {};
};
