import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { MethodInput } from '../../../shared/bridge/contract.ts';
import { hostKey, hostQuery, useHost } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import type { Enrolment } from './enrolment.ts';

const takeOverKey = ['take-over'];

/** Is what was approved being taken over right now, by whoever began it. */
export function useIsTakingOver(): boolean {
  return useIsMutating({ mutationKey: takeOverKey }) > 0;
}

/** Takes over what was approved; certificate, gate and session are others afterwards, and are asked anew. */
export function useTakeOver({ kind }: Pick<Enrolment, 'kind'>, onDone: () => void = () => undefined) {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { data: session } = useHost('session.get', {});
  return useMutation({
    mutationKey: takeOverKey,
    mutationFn: (given: MethodInput<'enrolment.complete'>) => client.call('enrolment.complete', given),
    onSuccess: () => {
      for (const method of ['enrolment.check', 'enrolment.get'] as const)
        queries.setQueryData(hostQuery(client, method, {}).queryKey, null);
      void queries.invalidateQueries({ queryKey: [hostKey] });
      void message.success(t(kind === 'renewal' && session ? 'enrol.renewed' : 'enrol.done'));
      onDone();
    },
  });
}
