import { timingSafeEqual } from 'node:crypto';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { MovableStore, SecretStore } from './secretStore.ts';

/**
 * Copies every value, reads each back and compares. The old store stays as it is: it is the caller's to be destroyed,
 * after the new one's name was written down.
 * @throws ProblemError `keychain/move-failed` when one value does not come back as it was
 */
export async function copySecrets(from: MovableStore, to: SecretStore): Promise<void> {
  const values = from.values();
  try {
    for (const [name, value] of values) await to.set(name, value);
    for (const [name, value] of values) {
      const back = await to.get(name);
      if (back?.length !== value.length || !timingSafeEqual(back, value))
        throw new ProblemError('keychain/move-failed');
      back.fill(0);
    }
  } finally {
    for (const value of values.values()) value.fill(0);
  }
}

/** Overwrites everything in a store that was moved. */
export async function emptyStore(store: MovableStore): Promise<void> {
  for (const [name, copy] of store.values()) {
    copy.fill(0);
    await store.remove(name);
  }
}
