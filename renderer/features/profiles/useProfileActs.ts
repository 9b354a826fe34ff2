import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Profiles } from '../../../shared/bridge/profiles.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { MAX_PROFILE_BYTES } from '../../../shared/profile/signedProfile.ts';
import { hostQuery } from '../../bridge/center.ts';
import type { Client } from '../../bridge/client.ts';
import { base64Of } from '../../bridge/upload.ts';
import { useClient } from '../../bridge/useClient.ts';

/** One thing done to the profiles; its answer is what there is afterwards. */
type Act = (client: Client) => Promise<Profiles>;

/** Runs acts on the profiles one at a time and shows what came of them. */
export function useProfileActs() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => act(client),
    onSuccess: (profiles) => queries.setQueryData(hostQuery(client, 'profiles.list', {}).queryKey, profiles),
  });
}

/** Opens a chosen or dropped file for a look; nothing is kept by that. */
export function inspect(file: File): Act {
  return async (client) => {
    if (file.size > MAX_PROFILE_BYTES) throw new ProblemError('profile/unreadable');
    return client.call('profiles.inspect', { base64: base64Of(new Uint8Array(await file.arrayBuffer())) });
  };
}
