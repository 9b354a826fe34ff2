import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { seal, unseal } from '../credentials/seal.ts';
import { withSealingKey, type SecretStore } from '../credentials/secretStore.ts';
import { isSessionId } from '../credentials/sessionStore.ts';
import { atomicWrite } from '../files/atomicWrite.ts';

type Json = z.infer<ReturnType<typeof z.json>>;

const KEY_NAME = 'draft-key';
const MAX_BYTES = 2 * 2 ** 20;
/** Older ones belong to work that nobody takes up again; they may hold personal data. */
const KEEP_MS = 30 * 86_400_000;
const SUFFIX = '.draft';
const json = z.json();

/**
 * Unsent forms, sealed at rest because they may hold personal data. A file carries the id of the store it was sealed
 * under: under another store it is neither seen nor overwritten, and comes back with its own.
 */
export interface DraftStore {
  get(key: string): Promise<Json>;
  /** @throws ProblemError `request/too-large`, `keychain/locked` */
  put(key: string, value: Json): Promise<void>;
  remove(key: string): Promise<void>;
  /** Removes drafts that were not touched for 30 days, and those whose key has ended with an earlier process. */
  sweep(now: Date): Promise<void>;
  /** The keys of one store have become those of another: so do its drafts. */
  follow(fromId: string, toId: string): Promise<void>;
  /** How many were sealed under stores that are not in use and may come back. */
  countKept(): Promise<number>;
}

/**
 * @param owner whose drafts: nobody reads what another account on the same machine has typed
 */
export function createDraftStore(folder: string, secrets: SecretStore, owner: () => string): DraftStore {
  const about = (key: string) => `draft ${owner()} ${key}`;
  const fileOf = (key: string) =>
    join(folder, `${secrets.id}.${createHash('sha256').update(about(key)).digest('hex')}${SUFFIX}`);
  /** Drafts with the id of their store. */
  const all = async () =>
    (await readdir(folder).catch(() => []))
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => ({ name, id: name.split('.')[0] ?? '' }));

  return {
    async get(key) {
      const sealed = await readFile(fileOf(key)).catch(() => null);
      if (sealed === null) return null;
      const content = await withSealingKey(secrets, KEY_NAME, (sealing) =>
        unseal(sealed, sealing, about(key)),
      );
      // Damaged: as good as none, and it will be replaced.
      return content === null ? null : json.parse(JSON.parse(Buffer.from(content).toString('utf8')));
    },
    async put(key, value) {
      const content = Buffer.from(JSON.stringify(value));
      if (content.length > MAX_BYTES) throw new ProblemError('request/too-large');
      const sealed = await withSealingKey(secrets, KEY_NAME, (sealing) => seal(content, sealing, about(key)));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await atomicWrite(fileOf(key), sealed);
    },
    async remove(key) {
      await rm(fileOf(key), { force: true });
    },
    async sweep(now) {
      for (const { name, id } of await all()) {
        const file = join(folder, name);
        const { mtimeMs } = await stat(file);
        const isOld = id === secrets.id && now.getTime() - mtimeMs > KEEP_MS;
        if (isOld || (isSessionId(id) && id !== secrets.id)) await rm(file, { force: true });
      }
    },
    async follow(fromId, toId) {
      for (const { name, id } of await all())
        if (id === fromId) await rename(join(folder, name), join(folder, `${toId}${name.slice(id.length)}`));
    },
    countKept: async () => (await all()).filter(({ id }) => id !== secrets.id && !isSessionId(id)).length,
  };
}
