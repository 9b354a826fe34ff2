/** What open forms have not handed to the host yet. */
const waiting = new Set<() => void>();

/** Has a form's last change stored when `storeDrafts` is called. @returns takes it back */
export function onStoreDrafts(store: () => void): () => void {
  waiting.add(store);
  return () => waiting.delete(store);
}

/** Hands over what every open form has not stored yet: before a lock, after which nothing can be sealed any more. */
export function storeDrafts(): void {
  for (const store of waiting) store();
}
