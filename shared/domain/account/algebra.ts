import type { Cell } from '../../access/rights.ts';

/**
 * Sets of rights as sorted lists without doubles, so that equal sets are equal JSON.
 * 析权 (splitting) is arithmetic over them: the parts are disjoint and their union is the parent.
 */

/** All cells of the sets, sorted, each once. */
export function union(...sets: readonly (readonly Cell[])[]): Cell[] {
  return [...new Set(sets.flat())].sort();
}

/** What of the parent no part has taken yet, sorted: the rest row of the split editor. */
export function rest(parent: readonly Cell[], parts: readonly (readonly Cell[])[]): Cell[] {
  const taken = new Set(parts.flat());
  return union(parent.filter((value) => !taken.has(value)));
}

/** Cells that stand in more than one of the sets, sorted. */
export function doubled(sets: readonly (readonly Cell[])[]): Cell[] {
  const seen = new Set<Cell>();
  const twice = new Set<Cell>();
  for (const set of sets) {
    for (const value of new Set(set)) (seen.has(value) ? twice : seen).add(value);
  }
  return [...twice].sort();
}

/** No cell stands in two of the sets. */
export function disjoint(sets: readonly (readonly Cell[])[]): boolean {
  return doubled(sets).length === 0;
}

/** Cells of `parts` that the parent does not hold, sorted. */
export function surplus(parent: readonly Cell[], parts: readonly (readonly Cell[])[]): Cell[] {
  return rest(union(...parts), [parent]);
}

/** The same cells, in whatever order. */
export function sameCells(a: readonly Cell[], b: readonly Cell[]): boolean {
  return rest(a, [b]).length === 0 && rest(b, [a]).length === 0;
}
