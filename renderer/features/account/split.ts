import * as z from 'zod';
import { rest, union } from '../../../shared/domain/account/algebra.ts';

const partSchema = z.object({
  cells: z.array(z.string()),
  take: z.enum(['grant', 'decline']),
  remark: z.string().nullish(),
});

/** One part of a split: the rights it takes, and whether they are proposed or declined. */
export type Part = z.infer<typeof partSchema>;

/** The parts of a form's value; one empty part to begin with. */
export function partsIn(value: unknown): readonly Part[] {
  const parsed = z.array(partSchema).min(1).safeParse(value);
  return parsed.success ? parsed.data : [{ cells: [], take: 'grant' }];
}

/** Rights that no part has taken; a split is whole when there are none. */
export function restOf(parent: readonly string[], parts: readonly Part[]): readonly string[] {
  return rest(
    parent,
    parts.map((part) => part.cells),
  );
}

/** Gives rights to one part; no right ever stands in two parts. */
export function giveTo(parts: readonly Part[], index: number, cells: readonly string[]): readonly Part[] {
  return parts.map((part, at) => ({
    ...part,
    cells: at === index ? union(part.cells, cells) : rest(part.cells, [cells]),
  }));
}

/** Takes rights out of every part, back into the rest. */
export function takeBack(parts: readonly Part[], cells: readonly string[]): readonly Part[] {
  return parts.map((part) => ({ ...part, cells: rest(part.cells, [cells]) }));
}
