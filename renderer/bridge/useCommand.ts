import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import { centerQuery, useReadAnew } from './center.ts';
import { useClient } from './useClient.ts';

/** One act on one object at the revision the person looked at. */
export interface Command {
  readonly input: OperationInput<'commands.run'>;
  readonly rev: number;
}

/** What came of a command: it ran, or it became a case. */
export type Outcome = OperationOutput<'commands.run'>;

/**
 * Carries out acts. The idempotency key is made when the form that uses this hook opens and stays the same
 * until an act succeeded, so that sending again after a lost answer can not run the act twice.
 * Nothing is changed on screen before the server's truth is there.
 */
export function useCommand(onDone?: (outcome: Outcome) => void) {
  const client = useClient();
  const queries = useQueryClient();
  const readAnew = useReadAnew();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: ({ input, rev }: Command) => client.center('commands.run', input, { rev, key }),
    retry: 0,
    onSuccess: async (outcome, { input: { type, id } }) => {
      setKey(crypto.randomUUID());
      // The next act on the record begins from what this one left, not from what was on screen before.
      await queries.refetchQueries({ queryKey: centerQuery(client, 'records.get', { type, id }).queryKey });
      onDone?.(outcome);
      await readAnew();
    },
  });
}
