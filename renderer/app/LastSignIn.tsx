import { useText } from '../locales/text.ts';
import { wallTime } from '../../shared/calendar/wallTime.ts';
import { useSession } from './session.ts';

/** When and from where the account was used before (GB/T 22239 8.1.4.1), so that its holder notices a stranger. */
export function LastSignIn() {
  const { t } = useText();
  const { lastSignIn } = useSession();
  if (!lastSignIn) return t('signIn.first');
  const text = t('signIn.last', { at: wallTime(lastSignIn.at), ip: lastSignIn.ip ?? t('signIn.unknownIp') });
  return <span title={text}>{text}</span>;
}
