import type { CertificateService } from './certificateService.ts';

/** Certificates whose keys are taken up anew when the store that seals them was opened or locked. */
export interface ReopenableCertificates extends CertificateService {
  reopen(): Promise<void>;
}

export async function reopenable(open: () => Promise<CertificateService>): Promise<ReopenableCertificates> {
  let current = await open();
  return {
    list: () => current.list(),
    active: () => current.active(),
    failure: () => current.failure(),
    open: (fingerprint) => current.open(fingerprint),
    choose: (identity) => current.choose(identity),
    async reopen() {
      current = await open();
    },
  };
}
