import { randomBytes } from 'node:crypto';
import type { Text } from '../../../shared/text.ts';
import { SEAL_KEY_BYTES } from './seal.ts';

/** How well a store protects; told to the person as it is. */
interface StoreHealth {
  readonly healthy: boolean;
  readonly text: Text;
}

/** Where secrets of this workstation rest. Values are bytes; nothing of it ever crosses the bridge. */
export interface SecretStore {
  /** `keychain`: the operating system's; `vault`: a file sealed with a passphrase; `session`: memory only. */
  readonly kind: 'keychain' | 'vault' | 'session';
  get(name: string): Promise<Uint8Array | null>;
  set(name: string, value: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
  health(): Promise<StoreHealth>;
}

/** The sealing key of that name, made at first use. */
export async function sealingKey(store: SecretStore, name: string): Promise<Uint8Array> {
  const known = await store.get(name);
  if (known?.length === SEAL_KEY_BYTES) return known;
  const fresh = new Uint8Array(randomBytes(SEAL_KEY_BYTES));
  await store.set(name, fresh);
  return fresh;
}
