import type { CaseState } from '../../shared/domain/case/state.ts';
import type { Pool } from '../db/database.ts';
import { Reader } from '../log/reader.ts';

/** Number and opening of cases, by id. */
export async function caseNumbers(
  pool: Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { no: string; openedAt: string }>> {
  const cases: readonly CaseState[] = await new Reader(pool).loadMany('case', [...new Set(ids)]);
  return new Map(cases.map((one) => [one.id, { no: one.no ?? '', openedAt: one.openedAt ?? '' }]));
}
