import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { clockTime } from '../../shared/calendar/wallTime.ts';
import { useClient } from '../bridge/useClient.ts';
import { useText } from '../locales/text.ts';
import { useSeconds } from './clock.ts';
import { useSession } from './session.ts';
import { useWritable } from './useWritable.ts';

/** Minutes under which the time left is shown. */
const warnUnder = 5;

/**
 * Time left of the session, once it is short. A session that idles out is kept by asking the center for anything; one
 * that has reached its full length ends whatever is done.
 */
export function SessionLeft() {
  const { t } = useText();
  const client = useClient();
  const { message } = App.useApp();
  const writable = useWritable();
  const { idleUntil, absoluteUntil } = useSession();
  const stay = useMutation({
    mutationFn: () => client.center('session.get', {}),
    onError: () => void message.error(t('user.stayFailed')),
  });
  const [idle, absolute] = [Date.parse(idleUntil), Date.parse(absoluteUntil)];
  const left = Math.max(0, Math.ceil((Math.min(idle, absolute) / 1000 - useSeconds()) / 60));
  if (left > warnUnder) return null;
  if (absolute <= idle) {
    const at = clockTime(absoluteUntil).slice(0, 5);
    return <span className="tone-warn nowrap">{t('user.sessionEnds', { at })}</span>;
  }
  return (
    <Button
      size="small"
      className="tone-warn"
      disabled={!writable.ok}
      title={writable.ok ? undefined : writable.why}
      loading={stay.isPending}
      onClick={() => stay.mutate()}
    >
      {t('user.sessionLeft', { n: left })}
    </Button>
  );
}
