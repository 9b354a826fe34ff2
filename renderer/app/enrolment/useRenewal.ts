import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { hostQuery, useHost } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useSession } from '../session.ts';
import { useWritable } from '../useWritable.ts';
import { isOver } from './enrolment.ts';
import { useIsTakingOver, useTakeOver } from './useTakeOver.ts';

/** How often the center is asked whether the second person has approved; nobody waits in front of the screen for it. */
const ASK_MS = 15_000;

/**
 * 续期: takes the renewed certificate over as soon as it is approved, wherever in the client its holder is. While the
 * gate is closed it rests. A failure is not told: it is tried again, and the settings keep a button for it.
 */
export function useRenewal(): void {
  const client = useClient();
  const queries = useQueryClient();
  const { accountNo } = useSession();
  const writable = useWritable();
  const { data: enrolment } = useHost('enrolment.get', {});
  const isBusy = useIsTakingOver();
  const { mutate: takeOver } = useTakeOver({ kind: 'renewal' });
  // Somebody else's renewal at this workstation is not to become this session.
  const isOwn = enrolment?.kind === 'renewal' && enrolment.accountNo === accountNo;
  const isAwaited = writable.ok && isOwn && !isOver(enrolment);
  const look = useEffectEvent(async () => {
    const standing = await client.call('enrolment.check', {});
    for (const method of ['enrolment.check', 'enrolment.get'] as const)
      queries.setQueryData(hostQuery(client, method, {}).queryKey, standing);
    if (standing?.state === 'approved' && !isBusy) takeOver({ password: null, code: null });
  });
  useEffect(() => {
    if (!isAwaited) return;
    const again = () => void look().catch(() => undefined);
    again();
    const timer = setInterval(again, ASK_MS);
    return () => clearInterval(timer);
  }, [isAwaited]);
}
