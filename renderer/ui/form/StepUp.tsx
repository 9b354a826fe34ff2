import { useMutation } from '@tanstack/react-query';
import { Input, type InputRef, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../show/ErrorState.tsx';
import { useFocusReturn } from '../useFocusReturn.ts';
import { SendButton } from './SendButton.tsx';

interface Props {
  readonly onProven: () => void;
  readonly onCancel: () => void;
}

/** Asks for a fresh one-time code before a dangerous act goes on. */
export function StepUp({ onProven, onCancel }: Props) {
  const { t } = useText();
  useFocusReturn();
  const client = useClient();
  const input = useRef<InputRef>(null);
  const [code, setCode] = useState('');
  const prove = useMutation({
    mutationFn: () => client.center('session.stepUp', { code }),
    onSuccess: onProven,
    onError: () => {
      // A code that was tried is used up.
      setCode('');
      input.current?.focus();
    },
  });
  return (
    <Modal
      open
      title={t('stepUp.title')}
      footer={null}
      onCancel={onCancel}
      afterOpenChange={() => input.current?.focus()}
      width={400}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (code !== '') prove.mutate();
        }}
      >
        <p>{t('stepUp.lead')}</p>
        <label htmlFor="step-up-code">{t('signIn.code')}</label>
        <Input
          id="step-up-code"
          ref={input}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={10}
          value={code}
          onChange={(event) => setCode(event.target.value.trim())}
        />
        {prove.error && <ErrorState error={prove.error} />}
        <SendButton type="primary" htmlType="submit" disabled={code === ''} loading={prove.isPending}>
          {t('stepUp.submit')}
        </SendButton>
      </form>
    </Modal>
  );
}
