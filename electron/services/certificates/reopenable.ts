import type { CertificateService } from './certificateService.ts';
import type { Identity } from './identity.ts';

/** Certificates whose keys are taken up anew when the store that seals them was opened or locked. */
export interface ReopenableCertificates extends CertificateService {
  reopen(): Promise<void>;
  /** What would be gone with this service. */
  unsealed(): Carried;
}

/** Certificates that are in memory only, and which certificate is in use. */
export interface Carried {
  readonly identities: readonly Identity[];
  readonly active: string | undefined;
}

export const nothingCarried: Carried = { identities: [], active: undefined };

/**
 * @param lasts does what is taken in outlive the program; what does not is carried over, and sealed as soon as it can be
 * @param carried from the service before this one
 */
export async function reopenable(
  open: () => Promise<CertificateService>,
  lasts: () => boolean,
  carried: Carried,
): Promise<ReopenableCertificates> {
  let current = await open();
  const unsealed = new Map(carried.identities.map((identity) => [identity.fingerprint, identity]));
  const takeUp = async (active: string | undefined) => {
    for (const identity of unsealed.values()) {
      await current.add(identity);
      if (identity.fingerprint === active) current.choose(identity);
    }
    if (lasts()) unsealed.clear();
  };
  await takeUp(carried.active);
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
      await takeUp(active);
    },
    unsealed: () => ({ identities: [...unsealed.values()], active: current.active()?.fingerprint }),
  };
}
