import { randomBytes, scrypt } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import * as z from 'zod';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import { seal, SEAL_KEY_BYTES, unseal } from './seal.ts';
import { secretCopy } from './secretBytes.ts';
import type { MovableStore } from './secretStore.ts';
import { decodeValues, encodeValues } from './vaultContent.ts';

/** OWASP's first choice for scrypt: 128 MiB, about 0.3 s. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
const ABOUT = 'egov-center-client vault 2';

const fileSchema = z.strictObject({
  version: z.literal(2),
  id: z.string(),
  salt: z.base64(),
  sealed: z.base64(),
});

/** Secrets in one file, sealed under a passphrase (scrypt, RFC 7914; AES-256-GCM), for machines without keychain. */
export interface VaultStore extends MovableStore {
  /** Gives its file another name, in the place of whatever was there. @throws the system error; then it stays where it was */
  moveTo(file: string): Promise<void>;
  /** Overwrites key and values in memory; from then on everything asked of it is refused as locked. */
  close(): Promise<void>;
}

/** Makes the file with nothing in it, in the place of whatever was there. @throws the system error */
export async function createVault(file: string, passphrase: string, id: string): Promise<VaultStore> {
  const salt = randomBytes(16);
  const vault = new SealedFile(file, id, salt, await deriveKey(passphrase, salt), new Map());
  await vault.save(new Map());
  return vault;
}

/**
 * @throws ProblemError `keychain/vault-passphrase`, `keychain/vault-damaged`; the file is left as it is
 */
export async function openVault(file: string, passphrase: string): Promise<VaultStore> {
  const { id, salt, sealed } = await readVault(file);
  const key = await deriveKey(passphrase, salt);
  const content = unseal(sealed, key, about(id));
  if (content === null) {
    key.fill(0);
    throw new ProblemError('keychain/vault-passphrase');
  }
  const values = decodeValues(content);
  content.fill(0);
  return new SealedFile(file, id, salt, key, values);
}

/** Overwrites the file, then removes it; what a flash disk keeps of it stays sealed. */
export async function destroyVault(file: string): Promise<void> {
  const { size } = await stat(file);
  const handle = await open(file, 'r+');
  try {
    await handle.write(randomBytes(size), 0, size, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rm(file);
}

class SealedFile implements VaultStore {
  readonly kind = 'vault';
  readonly id: string;
  #file: string;
  readonly #salt: Uint8Array;
  readonly #key: Uint8Array;
  #values: Map<string, Uint8Array>;
  #saving: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(file: string, id: string, salt: Uint8Array, key: Uint8Array, values: Map<string, Uint8Array>) {
    this.#file = file;
    this.id = id;
    this.#salt = salt;
    this.#key = key;
    this.#values = values;
  }

  async get(name: string): Promise<Uint8Array | null> {
    this.#refuseClosed();
    const value = this.#values.get(name);
    return value === undefined ? null : secretCopy(value);
  }

  set(name: string, value: Uint8Array): Promise<void> {
    return this.#change((values) => values.set(name, secretCopy(value)));
  }

  remove(name: string): Promise<void> {
    return this.#change((values) => values.delete(name));
  }

  values(): ReadonlyMap<string, Uint8Array> {
    this.#refuseClosed();
    return new Map([...this.#values].map(([name, value]) => [name, secretCopy(value)]));
  }

  async moveTo(file: string): Promise<void> {
    await this.#saving;
    await rename(this.#file, file);
    this.#file = file;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#saving.catch(() => undefined);
    this.#key.fill(0);
    for (const value of this.#values.values()) value.fill(0);
    this.#values = new Map();
  }

  async save(values: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const content = encodeValues(values);
    const sealed = seal(content, this.#key, about(this.id));
    content.fill(0);
    const file = { version: 2, id: this.id, salt: base64(this.#salt), sealed: base64(sealed) };
    await atomicWrite(this.#file, JSON.stringify(file));
  }

  /** One write after the other; what could not be written is not kept in memory either. */
  async #change(edit: (values: Map<string, Uint8Array>) => void): Promise<void> {
    this.#refuseClosed();
    const change = this.#saving
      .catch(() => undefined)
      .then(async () => {
        const next = new Map(this.#values);
        edit(next);
        await this.save(next);
        for (const [name, value] of this.#values) if (next.get(name) !== value) value.fill(0);
        this.#values = next;
      });
    this.#saving = change;
    return change;
  }

  #refuseClosed(): void {
    if (this.#isClosed) throw new ProblemError('keychain/locked');
  }
}

/** Id and place are bound to the content: no file can be put in another's place unnoticed. */
const about = (id: string) => `${ABOUT} ${id}`;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

async function readVault(file: string): Promise<{ id: string; salt: Buffer; sealed: Buffer }> {
  const text = await readFile(file, 'utf8');
  try {
    const { id, salt, sealed } = fileSchema.parse(JSON.parse(text));
    return { id, salt: Buffer.from(salt, 'base64'), sealed: Buffer.from(sealed, 'base64') };
  } catch (error) {
    throw new ProblemError('keychain/vault-damaged', {}, { cause: error });
  }
}

function deriveKey(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  const words = Buffer.from(passphrase.normalize('NFC'));
  return new Promise((resolve, reject) => {
    scrypt(words, salt, SEAL_KEY_BYTES, SCRYPT, (error, key) => {
      words.fill(0);
      return error === null ? resolve(key) : reject(error);
    });
  });
}
