import { randomBytes, randomFillSync } from 'node:crypto';
import { secretBytes } from './secretBytes.ts';
import { SEAL_KEY_BYTES } from './seal.ts';

/** `keychain`: the operating system's; `vault`: a file sealed with a passphrase; `session`: memory only. */
export type StoreKind = 'keychain' | 'vault' | 'session';

/** Where secrets of this workstation rest. Values are bytes; nothing of it ever crosses the bridge. */
export interface SecretStore {
  readonly kind: StoreKind;
  /** Of this very store: what was sealed under another one is neither opened nor overwritten. */
  readonly id: string;
  /** @throws ProblemError `keychain/locked`, `keychain/unavailable`: then nothing is known, least of all that it is empty */
  get(name: string): Promise<Uint8Array | null>;
  set(name: string, value: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A store that can be moved into another one. */
export interface MovableStore extends SecretStore {
  /** Copies of everything in it. */
  values(): ReadonlyMap<string, Uint8Array>;
}

/** An id for a store that is made now. */
export function newStoreId(): string {
  return randomBytes(16).toString('hex');
}

/** Keys are asked for one after the other: two at once would make two, and one of them would be lost. */
const asking = new WeakMap<SecretStore, Promise<unknown>>();

/** The sealing key of that name, made at first use. A copy of its own, to be overwritten after use. */
export function sealingKey(store: SecretStore, name: string): Promise<Uint8Array> {
  const key = (asking.get(store) ?? Promise.resolve())
    .catch(() => undefined)
    .then(() => readOrMake(store, name));
  asking.set(store, key);
  return key;
}

/** Works with the sealing key of that name, which is overwritten afterwards. */
export async function withSealingKey<T>(
  store: SecretStore,
  name: string,
  work: (key: Uint8Array) => T,
): Promise<T> {
  const key = await sealingKey(store, name);
  try {
    return work(key);
  } finally {
    key.fill(0);
  }
}

async function readOrMake(store: SecretStore, name: string): Promise<Uint8Array> {
  const known = await store.get(name);
  if (known?.length === SEAL_KEY_BYTES) return known;
  const fresh = randomFillSync(secretBytes(SEAL_KEY_BYTES));
  await store.set(name, fresh);
  return fresh;
}
