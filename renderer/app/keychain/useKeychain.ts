import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import type { MethodInput, MethodOutput } from '../../../shared/bridge/contract.ts';
import { hostQuery } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import type { TextKey } from '../../locales/text.ts';

export type Keychain = MethodOutput<'keychain.get'>;

type KeychainAct =
  | 'keychain.check'
  | 'keychain.create'
  | 'keychain.unlock'
  | 'keychain.skip'
  | 'keychain.understand';

/** What is locked, in a heading. */
export function lockTitle({ kind }: Keychain): TextKey {
  return kind === 'vault' ? 'keychain.vaultTitle' : 'keychain.keychainTitle';
}

/** One act on the credential store; its answer is where credentials are kept from then on. */
export function useKeychain<M extends KeychainAct>(
  method: M,
  onDone: () => void = () => undefined,
): UseMutationResult<Keychain, Error, MethodInput<M>> {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input) => client.call(method, input),
    onSuccess: (next) => {
      queries.setQueryData(hostQuery(client, 'keychain.get', {}).queryKey, next);
      onDone();
    },
  });
}
