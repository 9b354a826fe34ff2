import type { CaseState } from '../../shared/domain/case/state.ts';
import type { Queryable } from '../db/database.ts';
import { Reader } from '../log/reader.ts';

/** Number and opening of cases, by id. */
export async function caseNumbers(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { no: string; openedAt: string }>> {
  const cases: readonly CaseState[] = await new Reader(db).loadMany('case', [...new Set(ids)]);
  return new Map(cases.map((one) => [one.id, { no: one.no ?? '', openedAt: one.openedAt ?? '' }]));
}
