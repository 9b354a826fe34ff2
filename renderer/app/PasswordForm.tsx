import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useClient } from '../bridge/useClient.ts';
import { useText } from '../locales/text.ts';
import { isTwiceAlike, NewSecretFields, noSecret } from '../ui/form/NewSecretFields.tsx';
import { PasswordField } from '../ui/form/PasswordField.tsx';
import { SendButton } from '../ui/form/SendButton.tsx';
import { ErrorState } from '../ui/show/ErrorState.tsx';

/** Changes the own password; the center says every demand that the new one does not meet. */
export function PasswordForm({ autoFocus = false }: { readonly autoFocus?: boolean }) {
  const { t } = useText();
  const client = useClient();
  const { message } = App.useApp();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(noSecret);
  const save = useMutation({
    mutationFn: () => client.center('session.password', { current, next: next.value }),
    onSuccess: () => {
      setCurrent('');
      setNext(noSecret);
      void message.success(t('settings.changed'));
    },
  });
  const ready = current !== '' && isTwiceAlike(next);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) save.mutate();
      }}
    >
      <PasswordField
        label={t('settings.current')}
        autoFocus={autoFocus}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <NewSecretFields label={t('settings.next')} secret={next} onChange={setNext}>
        <span className="muted small">{t('secret.rule')}</span>
      </NewSecretFields>
      {save.error && <ErrorState error={save.error} />}
      <div className="row wrap">
        <SendButton type="primary" htmlType="submit" disabled={!ready} loading={save.isPending}>
          {t('settings.password')}
        </SendButton>
      </div>
    </form>
  );
}
