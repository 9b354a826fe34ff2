/** A small durable store of plain JSON values (electron-store, or conf on plain Node). No secrets. */
export interface KeyValues {
  get(key: string): unknown;
  /** @param value JSON only */
  set(key: string, value: unknown): void;
}

/** The same in memory, for tests. */
export function memoryKeyValues(): KeyValues {
  const values = new Map<string, string>();
  return {
    get: (key): unknown => {
      const text = values.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    set: (key, value) => {
      values.set(key, JSON.stringify(value));
    },
  };
}

/** The same store with keys of its own for one profile; null = the plain keys. */
export function scopedKeyValues(values: KeyValues, scope: string | null): KeyValues {
  if (scope === null) return values;
  return {
    get: (key): unknown => values.get(`${key} ${scope}`),
    set: (key, value) => values.set(`${key} ${scope}`, value),
  };
}
