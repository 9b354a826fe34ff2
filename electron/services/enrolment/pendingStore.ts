import { readFile, rm } from 'node:fs/promises';
import * as z from 'zod';
import { enrolmentKinds } from '../../../shared/domain/enrolment/terms.ts';
import { keysOf } from '../../../shared/domain/options.ts';
import { seal, unseal } from '../credentials/seal.ts';
import { sealingKey, type SecretStore } from '../credentials/secretStore.ts';
import { atomicWrite } from '../files/atomicWrite.ts';

const KEY_NAME = 'enrolment-key';
const ABOUT = 'egov-center-client enrolment 1';

const pendingSchema = z.strictObject({
  id: z.string(),
  pickup: z.string(),
  kind: z.enum(keysOf(enrolmentKinds)),
  accountNo: z.string(),
  holderName: z.string(),
  /** Key of the certificate that was asked for, PKCS#8 PEM; null where none was. */
  keyPem: z.string().nullable(),
});

/** An enrolment under way at this workstation, with its key. In memory, and sealed on disk. */
export type Pending = z.infer<typeof pendingSchema>;

/** Keeps the one enrolment under way through a restart of the program. */
export interface PendingStore {
  /** Does what is kept outlive the program. */
  readonly lasts: () => boolean;
  load(): Promise<Pending | null>;
  save(pending: Pending): Promise<void>;
  clear(): Promise<void>;
}

/** Sealed under the secret store in one file; where there is only memory, nothing is written. */
export function createPendingStore(file: string, secrets: SecretStore): PendingStore {
  const lasts = () => secrets.kind !== 'session';
  return {
    lasts,
    async load() {
      try {
        const sealed = await readFile(file);
        const opened = unseal(sealed, await sealingKey(secrets, KEY_NAME), ABOUT);
        return opened && pendingSchema.parse(JSON.parse(Buffer.from(opened).toString('utf8')));
      } catch {
        // Absent, damaged or of another keychain: the enrolment has to be opened anew.
        return null;
      }
    },
    async save(pending) {
      if (!lasts()) return;
      const content = Buffer.from(JSON.stringify(pending));
      await atomicWrite(file, seal(content, await sealingKey(secrets, KEY_NAME), ABOUT));
    },
    clear: async () => rm(file, { force: true }),
  };
}
