import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useReadAnew } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { recordPath } from '../../ui/recordPath.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';

/** Undo of an approved import: proposed as a new case, with the reason in words. */
export function UndoBatch({ id }: { readonly id: string }) {
  const { t } = useText();
  const client = useClient();
  const readAnew = useReadAnew();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const undo = useMutation({
    mutationFn: () => client.center('imports.undo', { id, reason: reason.trim() }, { key }),
    retry: 0,
    onSuccess: async ({ caseId }) => {
      await readAnew();
      await navigate(recordPath('case', caseId));
    },
  });
  if (!asked) return <Button onClick={() => setAsked(true)}>{t('cases.undo')}</Button>;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim().length >= 2) undo.mutate();
      }}
    >
      <p className="muted">{t('cases.undoNote')}</p>
      <label>
        <span className="muted">{t('cases.undoReason')}</span>
        <Input
          autoFocus
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {undo.error && <ErrorState error={undo.error} />}
      <div className="row">
        <Button htmlType="submit" disabled={reason.trim().length < 2} loading={undo.isPending}>
          {t('cases.undoSubmit')}
        </Button>
        <Button type="text" onClick={() => setAsked(false)}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}
