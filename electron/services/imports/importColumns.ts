import type { ImportKind } from '../../../shared/api/kinds.ts';
import type { KnownHeading } from '../../../shared/sheet/findHeader.ts';

export function knownHeadings(_kind: ImportKind): readonly KnownHeading[] {
  return [
    { key: 'name', names: ['姓名'] },
    { key: 'phone', names: ['联系电话'] },
  ];
}

export function proposeMapping(headings: readonly string[], kind: ImportKind): (string | null)[] {
  return headings.map(
    (heading) => knownHeadings(kind).find((each) => each.names.includes(heading.trim()))?.key ?? null,
  );
}
