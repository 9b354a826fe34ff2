import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ObjectState } from '../../../shared/domain/object.ts';
import type { ObjectType } from '../../../shared/domain/objectType.ts';
import { centerQuery } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';

/** Ids in one question; the most that the center answers at once. */
const atOnce = 500;

export interface RecordsById {
  /** Everything or nothing: half of the records would read as the whole. */
  readonly byId: Readonly<Record<string, ObjectState>>;
  readonly isLoading: boolean;
  /** The closed gate holds the question back. */
  readonly isPaused: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

const nothing: Readonly<Record<string, ObjectState>> = {};

/** Several records, by id. */
export function useRecordsById(type: ObjectType, ids: readonly string[]): RecordsById {
  const client = useClient();
  const ordered = [...ids].sort();
  const parts = Array.from({ length: Math.ceil(ordered.length / atOnce) }, (_, index) =>
    ordered.slice(index * atOnce, (index + 1) * atOnce),
  );
  const { states, isLoading, isPaused, error, retry } = useQueries({
    queries: parts.map((part) => centerQuery(client, 'records.many', { type, ids: part })),
    combine: (results) => ({
      states: results.every(({ data }) => data) ? results.flatMap(({ data }) => data?.states ?? []) : null,
      isLoading: results.some((result) => result.isPending),
      isPaused: results.some((result) => result.isPaused),
      error: results.find((result) => result.error)?.error ?? null,
      retry: () => {
        for (const result of results) if (result.error) void result.refetch();
      },
    }),
  });
  const byId = useMemo(
    () => (states ? Object.fromEntries(states.map((state) => [state.id, state])) : nothing),
    [states],
  );
  return { byId, isLoading, isPaused, error, retry };
}
