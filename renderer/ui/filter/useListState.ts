import { useMemo } from 'react';
import * as z from 'zod';
import { type Filter, filterSchema, type Sort, sortSchema } from '../../../shared/query/spec.ts';
import { useAddress } from './useAddress.ts';

const filtersSchema = z.array(filterSchema).max(30);
const sortsSchema = z.array(sortSchema).max(3);

/** What of a list stands in the address, so that a screen can be opened again from a link or a bug report. */
export interface ListState {
  readonly filters: readonly Filter[];
  readonly text: string;
  readonly sort: readonly Sort[];
  /** Id of the record open beside the list. */
  readonly openId: string | null;
  /** Act whose form is open in the pane, `new` forms included; links never set it. */
  readonly act: string | null;
  change(next: Partial<Omit<ListState, 'change'>>): void;
}

/** Reads and writes the list state of the address; what can not be read counts as absent. */
export function useListState(initialSort: readonly Sort[]): ListState {
  const { params, write } = useAddress();
  const filterText = params.get('f');
  const sortText = params.get('s');
  const filters = useMemo(() => read(filterText, filtersSchema) ?? [], [filterText]);
  const sort = useMemo(() => read(sortText, sortsSchema) ?? initialSort, [sortText, initialSort]);
  return {
    filters,
    text: params.get('q')?.slice(0, 100) ?? '',
    sort,
    openId: params.get('id'),
    act: params.get('act'),
    change: ({ filters: nextFilters, text, sort: nextSort, openId, act }) =>
      write({
        ...(nextFilters && { f: nextFilters.length > 0 ? JSON.stringify(nextFilters) : null }),
        ...(text !== undefined && { q: text }),
        ...(nextSort && { s: JSON.stringify(nextSort) }),
        ...(openId !== undefined && { id: openId }),
        ...(act !== undefined && { act }),
      }),
  };
}

function read<T>(text: string | null, schema: z.ZodType<T>): T | null {
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The order after a column head was pressed: ascending first, then turned round. */
export function toggleSort(sort: readonly Sort[], column: string): readonly Sort[] {
  const now = sort.find((item) => item.column === column);
  return [{ column, dir: now?.dir === 'asc' ? 'desc' : 'asc' }];
}
