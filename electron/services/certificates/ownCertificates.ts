import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { SecretStore } from '../credentials/secretStore.ts';
import { accountOf, identityOf, infoOf, type Identity } from './identity.ts';
import { readCopy, unsealKey, writeCopy, type Wallet } from './sealedCopy.ts';

/** Certificates that the person took in at this workstation: enrolled, renewed, or read from a file. */
interface OwnCertificates {
  load(): Promise<readonly Wallet[]>;
  save(identity: Identity): Promise<Wallet>;
  remove(fingerprint: string): Promise<void>;
}

/** One sealed file each, named by fingerprint; nothing is written where a key could not be sealed for longer than now. */
export function createOwnCertificates(
  folder: string,
  secrets: SecretStore,
  report: (file: string, error: unknown) => void,
): OwnCertificates {
  const fileOf = (fingerprint: string) => join(folder, `${fingerprint}.json`);
  return {
    async load() {
      const names = await readdir(folder).catch(() => []);
      const wallets: Wallet[] = [];
      for (const name of names.filter((each) => each.endsWith('.json')).toSorted()) {
        const stored = await readCopy(join(folder, name));
        try {
          if (!stored) throw new ProblemError('certificate/unreadable');
          wallets.push(walletOf(name, stored.certificatePem, () => unsealKey(stored, secrets)));
        } catch (error) {
          // One that is damaged keeps neither the others nor the program from starting.
          report(name, error);
        }
      }
      return wallets;
    },
    async save(identity) {
      const { certificatePem, keyPem, fingerprint } = identity;
      if (secrets.kind !== 'session')
        await writeCopy(fileOf(fingerprint), { certificatePem, keyPem }, secrets);
      return walletOf(fingerprint, certificatePem, () => Promise.resolve({ certificatePem, keyPem }));
    },
    remove: async (fingerprint) => rm(fileOf(fingerprint), { force: true }),
  };
}

function walletOf(file: string, certificatePem: string, open: () => ReturnType<typeof unsealKey>): Wallet {
  const accountNo = accountOf(certificatePem);
  return {
    source: 'own',
    file,
    info: infoOf(certificatePem, accountNo),
    async identity() {
      const opened = await open();
      // Of another keychain, or of one that is locked: only a new certificate helps.
      if (opened === null) throw new ProblemError('certificate/key-lost');
      return identityOf(opened.certificatePem, opened.keyPem, accountNo);
    },
  };
}
