import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import type { Enrolment } from './enrolment.ts';

/** Account number and one-time code; the key is made by the host when it is sent. */
export function ApplyForm({ onApplied }: { readonly onApplied: (enrolment: Enrolment) => void }) {
  const { t } = useText();
  const client = useClient();
  const [accountNo, setAccountNo] = useState('');
  const [code, setCode] = useState('');
  const apply = useMutation({
    mutationFn: () => client.call('enrolment.apply', { accountNo: accountNo.trim(), code: code.trim() }),
    onSuccess: onApplied,
  });
  const ready = accountNo.trim() !== '' && code.trim() !== '';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) apply.mutate();
      }}
    >
      <p>{t('enrol.lead')}</p>
      <label className="stack tight">
        <span className="muted">{t('enrol.accountNo')}</span>
        <Input
          autoFocus
          className="code"
          maxLength={40}
          value={accountNo}
          onChange={(event) => setAccountNo(event.target.value)}
        />
      </label>
      <label className="stack tight">
        <span className="muted">{t('enrol.code')}</span>
        <Input
          className="code"
          autoComplete="off"
          placeholder="XXXX-XXXX-XXXX-XXXX"
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      {apply.error && <ErrorState error={apply.error} />}
      <div>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={apply.isPending}>
          {t('enrol.apply')}
        </Button>
      </div>
    </form>
  );
}
