import { App } from 'antd';
import { useEffect, useEffectEvent } from 'react';
import { useText } from '../locales/text.ts';
import { wallTime } from '../locales/time.ts';
import { useSession } from './session.ts';

/** Accounts whose last sign-in was told since this page was opened. */
const told = new Set<string>();

/** Tells the person once, after signing in, when and from where the account was used before (GB/T 22239 8.1.4.1). */
export function LastSignIn() {
  const { t } = useText();
  const { notification } = App.useApp();
  const { accountId, lastSignIn } = useSession();
  const tell = useEffectEvent(() => {
    if (told.has(accountId)) return;
    told.add(accountId);
    const { at, ip } = lastSignIn ?? {};
    notification.info({
      title: t('signIn.title'),
      description: at
        ? t('signIn.last', { at: wallTime(at), ip: ip ?? t('signIn.unknownIp') })
        : t('signIn.first'),
      placement: 'bottomLeft',
      duration: 8,
    });
  });
  useEffect(() => tell(), [accountId]);
  return null;
}
