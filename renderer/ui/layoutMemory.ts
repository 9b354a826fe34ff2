import { useState } from 'react';
import type * as z from 'zod';

/**
 * Remembers how this machine's user arranged the screen (widths, columns); never a record's content.
 * An unreadable or missing memory is the default.
 */
export function useLayoutMemory<T>(name: string, schema: z.ZodType<T>, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => read(name, schema) ?? initial);
  return [
    value,
    (next) => {
      setValue(next);
      localStorage.setItem(`layout.${name}`, JSON.stringify(next));
    },
  ];
}

function read<T>(name: string, schema: z.ZodType<T>): T | null {
  const text = localStorage.getItem(`layout.${name}`);
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
