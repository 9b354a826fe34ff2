import type { CertificateService } from './certificateService.ts';
import type { Identity } from './identity.ts';

/** Certificates whose keys are taken up anew when the store that seals them was opened or locked. */
export interface ReopenableCertificates extends CertificateService {
  reopen(): Promise<void>;
}

/**
 * @param lasts does what is taken in outlive the program; what does not is carried over, and sealed as soon as it can be
 */
export async function reopenable(
  open: () => Promise<CertificateService>,
  lasts: () => boolean,
): Promise<ReopenableCertificates> {
  let current = await open();
  const unsealed = new Map<string, Identity>();
  return {
    list: () => current.list(),
    active: () => current.active(),
    failure: () => current.failure(),
    open: (fingerprint) => current.open(fingerprint),
    withKey: (keyFingerprint) => current.withKey(keyFingerprint),
    choose: (identity) => current.choose(identity),
    isOwn: (fingerprint) => current.isOwn(fingerprint),
    async add(identity) {
      await current.add(identity);
      if (!lasts()) unsealed.set(identity.fingerprint, identity);
    },
    async remove(fingerprint) {
      await current.remove(fingerprint);
      unsealed.delete(fingerprint);
    },
    async reopen() {
      const active = current.active()?.fingerprint;
      current = await open();
      for (const identity of unsealed.values()) {
        await current.add(identity);
        if (identity.fingerprint === active) current.choose(identity);
      }
      if (lasts()) unsealed.clear();
    },
  };
}
