import { randomBytes } from 'node:crypto';
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

/** The sealing key of that name, made at first use. */
export async function sealingKey(store: SecretStore, name: string): Promise<Uint8Array> {
  const known = await store.get(name);
  if (known?.length === SEAL_KEY_BYTES) return known;
  const fresh = new Uint8Array(randomBytes(SEAL_KEY_BYTES));
  await store.set(name, fresh);
  return fresh;
}
