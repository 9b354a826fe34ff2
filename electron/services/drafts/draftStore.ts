import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { seal, unseal } from '../credentials/seal.ts';
import { sealingKey, type SecretStore } from '../credentials/secretStore.ts';
import { atomicWrite } from '../files/atomicWrite.ts';

type Json = z.infer<ReturnType<typeof z.json>>;

const KEY_NAME = 'draft-key';
const MAX_BYTES = 2 * 2 ** 20;
/** Older ones belong to work that nobody takes up again; they may hold personal data. */
const KEEP_MS = 30 * 86_400_000;
const json = z.json();

/** Unsent forms, sealed at rest because they may hold personal data. */
export interface DraftStore {
  get(key: string): Promise<Json>;
  /** @throws ProblemError `request/too-large` */
  put(key: string, value: Json): Promise<void>;
  remove(key: string): Promise<void>;
  /** Removes drafts that were not touched for 30 days. */
  sweep(now: Date): Promise<void>;
}

/**
 * @param owner whose drafts: nobody reads what another account on the same machine has typed
 */
export function createDraftStore(folder: string, secrets: SecretStore, owner: () => string): DraftStore {
  const about = (key: string) => `draft ${owner()} ${key}`;
  const fileOf = (key: string) =>
    join(folder, `${createHash('sha256').update(about(key)).digest('hex')}.draft`);

  return {
    async get(key) {
      const sealed = await readFile(fileOf(key)).catch(() => null);
      if (sealed === null) return null;
      const content = unseal(sealed, await sealingKey(secrets, KEY_NAME), about(key));
      // Of another keychain, or damaged: as good as none, and it will be replaced.
      return content === null ? null : json.parse(JSON.parse(Buffer.from(content).toString('utf8')));
    },
    async put(key, value) {
      const content = Buffer.from(JSON.stringify(value));
      if (content.length > MAX_BYTES) throw new ProblemError('request/too-large');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await atomicWrite(fileOf(key), seal(content, await sealingKey(secrets, KEY_NAME), about(key)));
    },
    async remove(key) {
      await rm(fileOf(key), { force: true });
    },
    async sweep(now) {
      for (const name of await readdir(folder).catch(() => [])) {
        const file = join(folder, name);
        const { mtimeMs } = await stat(file);
        if (now.getTime() - mtimeMs > KEEP_MS) await rm(file, { force: true });
      }
    },
  };
}
