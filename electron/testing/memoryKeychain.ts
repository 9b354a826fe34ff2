import type { Keychain, KeychainStore } from '../services/credentials/keytarStore.ts';
import { createSessionStore } from '../services/credentials/sessionStore.ts';

/** A keychain in memory that can be locked, emptied and taken away; the real one has its own tests. */
export function memoryKeychain(state: Keychain['state'] = 'open') {
  let entries = new Map<string, Uint8Array>();
  const keychain = {
    state,
    broken: false,
    wipe: () => {
      entries = new Map();
    },
    look: async (): Promise<Keychain> =>
      keychain.state === 'open' ? { state: 'open', at } : { state: keychain.state },
  };
  const at = (id: string): KeychainStore => {
    const memory = createSessionStore();
    return {
      kind: 'keychain',
      id,
      get: async (name) => (keychain.broken ? null : (entries.get(`${id} ${name}`)?.slice() ?? null)),
      set: async (name, value) => void entries.set(`${id} ${name}`, value.slice()),
      remove: memory.remove,
      mark: async () => void entries.set(`${id} mark`, new Uint8Array()),
      isMarked: async () => entries.has(`${id} mark`),
    };
  };
  return keychain;
}
