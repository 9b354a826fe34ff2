import { accountOfCertificate } from '../access/accounts.ts';
import type { Center } from '../center.ts';
import type { Judgement } from './certificate.ts';

/** How long it counts that a certificate belongs to nobody; an enrolment may change it any moment. */
const NOBODY_MS = 10_000;
const MAX_KEPT = 10_000;

/**
 * Tells callers that belong here from strangers. The center's own CA issues to nobody else; of the certificates of
 * another CA, which may have millions, only those count that an account of the center is named in or tied to.
 */
export function knownCallers(center: Center): (judgement: Judgement) => Promise<boolean> {
  const known = new Set<string>();
  const nobodys = new Map<string, number>();
  return async (judgement) => {
    if (!judgement.accepted) return false;
    const { own, fingerprint } = judgement.certificate;
    if (own || known.has(fingerprint)) return true;
    const now = Date.now();
    if ((nobodys.get(fingerprint) ?? 0) > now) return false;
    const account = await accountOfCertificate(center.pool, judgement.certificate).catch(() => null);
    const isKnown = account?.certFingerprint === fingerprint;
    if (known.size + nobodys.size >= MAX_KEPT) {
      known.clear();
      nobodys.clear();
    }
    if (isKnown) known.add(fingerprint);
    else nobodys.set(fingerprint, now + NOBODY_MS);
    return isKnown;
  };
}
