import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { giveTo, type Part, restOf, takeBack } from './split.ts';

const cells = fc.uniqueArray(
  fc.constantFrom('a/-/edit', 'a/-/view', 'b/n/publish', 'b/n/edit', 'c/-/review1'),
);
const moves = fc.array(fc.record({ part: fc.nat(2), cell: fc.nat(4), back: fc.boolean() }), {
  maxLength: 30,
});
const empty: readonly Part[] = [0, 1, 2].map(() => ({ cells: [], take: 'grant' }));

describe('splitting rights by hand', () => {
  it('never loses, doubles or invents a right, whatever is moved in whatever order', () => {
    fc.assert(
      fc.property(cells, moves, (whole, steps) => {
        let parts = empty;
        for (const { part, cell, back } of steps) {
          const moved = whole[cell % Math.max(1, whole.length)];
          if (moved === undefined) continue;
          parts = back ? takeBack(parts, [moved]) : giveTo(parts, part, [moved]);
        }
        const all = [...parts.flatMap((part) => part.cells), ...restOf(whole, parts)];
        expect(all.toSorted()).toEqual(whole.toSorted());
      }),
    );
  });
});
