import { useEffect, useState } from 'react';

/** The last change of one form that the host has not got yet. */
class UnsavedDraft {
  #store: (() => void) | null = null;

  /** Keeps what stores the change, in place of that of an earlier one. */
  hold(store: () => void): void {
    this.#store = store;
  }

  forget(): void {
    this.#store = null;
  }

  /** Stores the change, once. */
  store(): void {
    const store = this.#store;
    this.#store = null;
    store?.();
  }
}

const open = new Set<UnsavedDraft>();

/** Hands over what every open form has not stored yet: before a lock, after which nothing can be sealed any more. */
export function storeDrafts(): void {
  for (const unsaved of open) unsaved.store();
}

/** The unsaved change of a form; it is stored when `storeDrafts` is called, and when the form is left. */
export function useUnsavedDraft(): UnsavedDraft {
  const [unsaved] = useState(() => new UnsavedDraft());
  useEffect(() => {
    open.add(unsaved);
    return () => {
      open.delete(unsaved);
      unsaved.store();
    };
  }, [unsaved]);
  return unsaved;
}
