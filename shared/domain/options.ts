import type { Text } from '../text.ts';

/** A closed list of values with their official terms; the key is what is stored. */
export type Options<K extends string = string> = Readonly<Record<K, Text>>;

/** The stored values of a list of options, in their order, as zod's `z.enum` wants them. */
export function keysOf<K extends string>(options: Options<K>): readonly [K, ...K[]] {
  const keys = Object.keys(options).filter((key): key is K => key in options);
  const [first, ...rest] = keys;
  if (first === undefined) throw new Error('a list of options needs at least one value');
  return [first, ...rest];
}
