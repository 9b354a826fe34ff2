import { secretCopy } from './secretBytes.ts';
import { type MovableStore, newStoreId } from './secretStore.ts';

const PREFIX = 'session-';

/** True for the id of a store in memory: what was sealed under it can be opened by nobody once the process has ended. */
export function isSessionId(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** Secrets in memory only, gone with the process; used where the machine has nothing better. */
export function createSessionStore(): MovableStore {
  const values = new Map<string, Uint8Array>();
  return {
    kind: 'session',
    id: `${PREFIX}${newStoreId()}`,
    get: async (name) => {
      const value = values.get(name);
      return value === undefined ? null : secretCopy(value);
    },
    set: async (name, value) => {
      values.set(name, secretCopy(value));
    },
    remove: async (name) => {
      values.get(name)?.fill(0);
      values.delete(name);
    },
    values: () => new Map([...values].map(([name, value]) => [name, secretCopy(value)])),
  };
}
