import { useSearchParams } from 'react-router';

/** What stands behind the `?` of the address, and how to change a part of it. */
export interface Address {
  readonly params: URLSearchParams;
  /** Sets these names; null or '' takes a name away. What is not named stays. */
  write(changes: Readonly<Record<string, string | null>>): void;
}

/** The address as the place of a screen's state: no entry of the history for each change. */
export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  return {
    params,
    write: (changes) =>
      setParams(
        (now) => {
          const result = new URLSearchParams(now);
          for (const [name, value] of Object.entries(changes)) {
            if (value) result.set(name, value);
            else result.delete(name);
          }
          return result;
        },
        // At once: the router hands the address of the last drawing to the next change, which must not be older.
        { replace: true, flushSync: true },
      ),
  };
}
