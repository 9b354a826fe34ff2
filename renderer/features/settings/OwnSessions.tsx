import { useMutation } from '@tanstack/react-query';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { useCenter, useReadAnew } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { SendButton } from '../../ui/form/SendButton.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';

/** Where one is signed in oneself, with an end to what was left open elsewhere. */
export function OwnSessions() {
  const { t } = useText();
  const client = useClient();
  const readAnew = useReadAnew();
  const found = useCenter('sessions.own', {}, { staleTime: 0 });
  const end = useMutation({
    mutationFn: () => client.center('sessions.endOthers', {}),
    retry: 0,
    onSuccess: readAnew,
  });
  const sessions = found.data?.sessions ?? [];
  return (
    <>
      {found.isPending && <LoadingState isPaused={found.isPaused} />}
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      <ul className="own-sessions">
        {sessions.map(({ id, ip, openedAt, current }) => (
          <li key={id}>
            {t('access.session', { at: wallTime(openedAt), ip: ip ?? t('signIn.unknownIp') })}
            {current && <span className="muted"> · {t('sessions.current')}</span>}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div>
          <SendButton loading={end.isPending} onClick={() => end.mutate()}>
            {t('sessions.endOthers')}
          </SendButton>
        </div>
      )}
      {end.error && <ErrorState error={end.error} />}
    </>
  );
}
