import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { QueryResult, QuerySpec, Row } from '../../../shared/query/spec.ts';
import { centerQuery } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';

/** Rows asked for at once. */
const pageSize = 100;

/** A list without its window; the window follows the scroll position. */
export type ListSpec = Omit<QuerySpec, 'window'>;

/** A list of any length, of which only the pages in view are fetched. */
export interface RecordPages {
  readonly total: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly onRange: (first: number, last: number) => void;
  /** The newest answer of any page; null before the first. */
  readonly latest: QueryResult | null;
  /** True until the first page of the present question is there. */
  readonly isLoading: boolean;
  /** The closed gate holds a page back. */
  readonly isPaused: boolean;
  /** Titles of the objects that the loaded rows refer to. */
  readonly titles: Readonly<Record<string, string>>;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Asks for the pages in view. Until the first page of a new question is there, the old rows stay on screen. */
export function useRecordPages(spec: ListSpec): RecordPages {
  const client = useClient();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const [old, setOld] = useState<Answered | null>(null);
  const pages = Array.from({ length: range.last - range.first + 1 }, (_, index) => range.first + index);
  const { answered, titles, isPaused, error, retry } = useQueries({
    queries: pages.map((page) =>
      centerQuery(client, 'records.query', { ...spec, window: { offset: page * pageSize, limit: pageSize } }),
    ),
    combine: (results) => combine(pages, results),
  });
  if (answered && answered.latest !== old?.latest) setOld(answered);
  const shown = answered ?? old;
  const onRange = useCallback((first: number, last: number) => {
    const next = { first: Math.floor(first / pageSize), last: Math.floor(last / pageSize) };
    setRange((now) => (now.first === next.first && now.last === next.last ? now : next));
  }, []);
  return {
    total: shown?.latest.total ?? 0,
    rowAt: (index) => shown?.rows.get(Math.floor(index / pageSize))?.[index % pageSize],
    onRange,
    latest: shown?.latest ?? null,
    titles,
    isLoading: answered === null && error === null,
    isPaused,
    error,
    retry,
  };
}

interface Answered {
  readonly latest: QueryResult;
  readonly rows: ReadonlyMap<number, readonly Row[]>;
}

interface Combined {
  readonly isPaused: boolean;
  readonly answered: Answered | null;
  readonly titles: Readonly<Record<string, string>>;
  readonly error: Error | null;
  readonly retry: () => void;
}

function combine(pages: readonly number[], results: readonly UseQueryResult<QueryResult>[]): Combined {
  const rows = new Map<number, readonly Row[]>();
  let latest: QueryResult | null = null;
  for (const [index, result] of results.entries()) {
    const page = pages[index];
    if (!result.data || page === undefined) continue;
    rows.set(page, result.data.rows);
    if (!latest || result.data.asOf.seq >= latest.asOf.seq) latest = result.data;
  }
  return {
    // A plain object, so that an unchanged one keeps its identity between renders.
    titles: Object.assign({}, ...results.map((result) => result.data?.titles)),
    isPaused: results.some((result) => result.isPaused),
    answered: latest ? { latest, rows } : null,
    error: results.find((result) => result.error)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.error) void result.refetch();
    },
  };
}
