import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disjoint, doubled, rest, sameCells, surplus, union } from './algebra.ts';

const cells = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('s1', 's2'),
      fc.constantFrom('-', 'c1', 'c2'),
      fc.constantFrom('edit', 'view', 'publish'),
    )
    .map((parts) => parts.join('/')),
  { maxLength: 18 },
);

test('the rest is exact: parts and rest together are the whole, and share nothing', () => {
  fc.assert(
    fc.property(cells, fc.array(cells, { maxLength: 4 }), (parent, given) => {
      const parts = given.map((part) => part.filter((value) => parent.includes(value)));
      const left = rest(parent, parts);
      expect(sameCells(union(left, ...parts), parent)).toBe(true);
      expect(disjoint([left, union(...parts)])).toBe(true);
    }),
  );
});

test('parts are a lawful split exactly when rest, doubles and surplus are all empty', () => {
  fc.assert(
    fc.property(cells, fc.array(cells, { maxLength: 4 }), (parent, parts) => {
      const lawful = rest(parent, parts).length + doubled(parts).length + surplus(parent, parts).length === 0;
      const sum = parts.reduce((count, part) => count + part.length, 0);
      expect(lawful).toBe(sum === parent.length && sameCells(union(...parts), parent));
    }),
  );
});

test('equal sets are equal lists, whatever the order and the doubles', () => {
  fc.assert(
    fc.property(cells, (set) => {
      expect(union([...set].reverse(), set)).toEqual(union(set));
    }),
  );
});
