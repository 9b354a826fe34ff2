import { ProblemError } from '../../../shared/errors/problem.ts';
import type { SecretStore, StoreKind } from './secretStore.ts';

/**
 * The one store that services hold, whichever is in use at the moment.
 * @param current null while it is locked: then everything is refused with `keychain/locked`
 * @param waiting what is known of the locked one
 */
export function storeInUse(
  current: () => SecretStore | null,
  waiting: { readonly kind: () => StoreKind; readonly id: () => string },
): SecretStore {
  const inUse = () => {
    const store = current();
    if (store === null) throw new ProblemError('keychain/locked');
    return store;
  };
  return {
    get kind() {
      return current()?.kind ?? waiting.kind();
    },
    get id() {
      return current()?.id ?? waiting.id();
    },
    get: async (name) => inUse().get(name),
    set: async (name, value) => inUse().set(name, value),
    remove: async (name) => inUse().remove(name),
  };
}
