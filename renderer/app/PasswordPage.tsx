import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useClient } from '../bridge/useClient.ts';
import { useText } from '../locales/text.ts';
import { PasswordForm } from './PasswordForm.tsx';

/** The first thing behind a handed-out password: one that nobody else knows. Until then nothing else is open. */
export function PasswordPage() {
  const { t } = useText();
  const client = useClient();
  const leave = useMutation({ mutationFn: () => client.call('session.signOut', {}), retry: 0 });
  return (
    <main className="entrance">
      <div className="entrance-card narrow">
        <p className="muted">{t('app.name')}</p>
        <h1>{t('password.title')}</h1>
        <p>{t('password.why')}</p>
        <PasswordForm />
        <Button type="text" loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('user.signOut')}
        </Button>
      </div>
    </main>
  );
}
