import { ProblemError } from '../../../shared/errors/problem.ts';
import type { SessionService } from '../session/sessionService.ts';
import type { CertificateService } from './certificateService.ts';
import { accountOf, identityOf, type Identity } from './identity.ts';
import { parsePkcs12 } from './pkcs12.ts';

interface Ports<G> {
  readonly certificates: CertificateService;
  readonly session: SessionService;
  /** Does the profile in use let people take certificate files in. */
  readonly mayImport: boolean;
  /** Ends every connection; the next ones show the certificate in use. */
  readonly renewConnections: () => void;
  /** Looks at the gate anew. */
  readonly look: () => Promise<G>;
}

/** The ways to another certificate: chosen, read from a file, removed, or newly issued. */
export interface IdentityChanges<G> {
  /** The certificate is opened before anybody is signed out: one that is unknown or unreadable changes nothing. */
  choose(fingerprint: string): Promise<G>;
  /** Takes a PKCS#12 file in and uses its certificate. @throws ProblemError `certificate/...`; nothing has changed */
  import(file: Uint8Array, passphrase: string): Promise<G>;
  remove(fingerprint: string): Promise<G>;
  /** From this moment on, without signing out. */
  putToUse(identity: Identity): void;
}

export function createIdentityChanges<G>(ports: Ports<G>): IdentityChanges<G> {
  const { certificates, session, mayImport, renewConnections, look } = ports;
  const putToUse = (identity: Identity) => {
    certificates.choose(identity);
    renewConnections();
  };
  const choose = async (fingerprint: string) => {
    const identity = await certificates.open(fingerprint);
    await session.signOut();
    putToUse(identity);
    return look();
  };
  return {
    choose,
    putToUse,
    async import(file, passphrase) {
      if (!mayImport) throw new ProblemError('certificate/files-barred');
      const { certificatePem, keyPem } = await parsePkcs12(file, passphrase);
      const identity = identityOf(certificatePem, keyPem, accountOf(certificatePem));
      await certificates.add(identity);
      return choose(identity.fingerprint);
    },
    async remove(fingerprint) {
      const isActive = certificates.active()?.fingerprint === fingerprint;
      if (isActive) await session.signOut();
      await certificates.remove(fingerprint);
      if (isActive) renewConnections();
      return look();
    },
  };
}
