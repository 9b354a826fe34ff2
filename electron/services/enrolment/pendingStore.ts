import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { enrolmentKinds } from '../../../shared/domain/enrolment/terms.ts';
import { keysOf } from '../../../shared/domain/options.ts';
import { seal, unseal } from '../credentials/seal.ts';
import { withSealingKey, type SecretStore } from '../credentials/secretStore.ts';
import { atomicWrite } from '../files/atomicWrite.ts';

const KEY_NAME = 'enrolment-key';
const ABOUT = 'egov-center-client enrolment 1';

const pendingSchema = z.strictObject({
  id: z.string(),
  pickup: z.string(),
  kind: z.enum(keysOf(enrolmentKinds)),
  accountNo: z.string(),
  holderName: z.string(),
  /** Key of the certificate that was asked for, PKCS#8 PEM; null where none is to be issued. */
  keyPem: z.string().nullable(),
  /** SHA-256 of the key that the account is to be tied to, hex: the one above, or that of a certificate of another CA. */
  keyFingerprint: z.string().nullable(),
});

/** An enrolment under way at this workstation, with its key. In memory, and sealed on disk. */
export type Pending = z.infer<typeof pendingSchema>;

/** Keeps the one enrolment under way through a restart of the program. */
export interface PendingStore {
  /** Does what is kept outlive the program. */
  readonly lasts: () => boolean;
  /** @throws ProblemError `keychain/...` where it cannot be known at the moment */
  load(): Promise<Pending | null>;
  /** @throws ProblemError `keychain/...` */
  save(pending: Pending): Promise<void>;
  clear(): Promise<void>;
}

/**
 * Sealed under the secret store in one file that carries the store's id: under another store it is neither seen nor
 * overwritten. Where there is only memory, nothing is written.
 */
export function createPendingStore(folder: string, secrets: SecretStore): PendingStore {
  const lasts = () => secrets.kind !== 'session';
  const file = () => join(folder, `enrolment.${secrets.id}.sealed`);
  return {
    lasts,
    async load() {
      const sealed = await readFile(file()).catch(() => null);
      if (sealed === null) return null;
      const opened = await withSealingKey(secrets, KEY_NAME, (key) => unseal(sealed, key, ABOUT));
      // Damaged: the enrolment has to be opened anew.
      const parsed = opened && pendingSchema.safeParse(JSON.parse(Buffer.from(opened).toString('utf8')));
      return parsed?.data ?? null;
    },
    async save(pending) {
      if (!lasts()) return;
      const content = Buffer.from(JSON.stringify(pending));
      const sealed = await withSealingKey(secrets, KEY_NAME, (key) => seal(content, key, ABOUT));
      content.fill(0);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await atomicWrite(file(), sealed);
    },
    clear: async () => rm(file(), { force: true }),
  };
}
