import { queryOptions, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { OperationId, OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import type { Method, MethodInput, MethodOutput } from '../../shared/bridge/contract.ts';
import type { Client } from './client.ts';
import { useClient } from './useClient.ts';

/** Query key of everything asked of the center; the second part names the operation. */
export const centerKey = 'center';
/** The same for what is asked of the host itself. */
export const hostKey = 'host';

/** Query options of one read of the center's API; the only place where its keys are made. */
export function centerQuery<K extends OperationId>(client: Client, op: K, input: OperationInput<K>) {
  return queryOptions<OperationOutput<K>>({
    queryKey: [centerKey, op, input],
    queryFn: ({ signal }) => client.center(op, input, { signal }),
  });
}

/** Query options of one read of the host itself (settings, views, jobs, ...). */
export function hostQuery<M extends Method>(client: Client, method: M, input: MethodInput<M>) {
  return queryOptions<MethodOutput<M>>({
    queryKey: [hostKey, method, input],
    queryFn: ({ signal }) => client.call(method, input, { signal }),
    // The host is on this machine: it answers with the gate closed too.
    networkMode: 'always',
  });
}

/** One read of the center's API. `enabled: false` keeps it from being asked. */
export function useCenter<K extends OperationId>(
  op: K,
  input: OperationInput<K>,
  options: { readonly enabled?: boolean; readonly staleTime?: number } = {},
): UseQueryResult<OperationOutput<K>> {
  return useQuery({ ...centerQuery(useClient(), op, input), ...options });
}

/** Reads anew what is on screen, and everything else of the center when it is shown next. */
export function useReadAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [centerKey] }), [queries]);
}

/** One read of the host. */
export function useHost<M extends Method>(method: M, input: MethodInput<M>): UseQueryResult<MethodOutput<M>> {
  return useQuery(hostQuery(useClient(), method, input));
}
