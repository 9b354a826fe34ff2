import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { ProblemError } from '../../shared/errors/problem.ts';
import { useClient } from '../bridge/useClient.ts';
import { useText } from '../locales/text.ts';
import { ErrorState } from '../ui/show/ErrorState.tsx';
import { FindingList } from '../ui/show/FindingList.tsx';

/** Changes the own password; the center says every demand that the new one does not meet. */
export function PasswordForm() {
  const { t } = useText();
  const client = useClient();
  const { message } = App.useApp();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useMutation({
    mutationFn: () => client.center('session.password', { current, next }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      void message.success(t('settings.changed'));
    },
  });
  const findings = save.error instanceof ProblemError ? save.error.problem.findings : [];
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <label className="stack tight">
        <span className="muted">{t('settings.current')}</span>
        <Input.Password
          autoComplete="current-password"
          maxLength={200}
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </label>
      <label className="stack tight">
        <span className="muted">{t('settings.next')}</span>
        <Input.Password
          autoComplete="new-password"
          maxLength={200}
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
      </label>
      <FindingList findings={findings} />
      {save.error && findings.length === 0 && <ErrorState error={save.error} />}
      <div>
        <Button htmlType="submit" disabled={current === '' || next === ''} loading={save.isPending}>
          {t('settings.password')}
        </Button>
      </div>
    </form>
  );
}
