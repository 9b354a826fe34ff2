import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { hostQuery, useHost } from '../bridge/center.ts';
import { useClient } from '../bridge/useClient.ts';
import { useText } from '../locales/text.ts';
import { ErrorState } from '../ui/show/ErrorState.tsx';
import { CertificateChooser } from './gate/CertificateChooser.tsx';
import type { Door } from './gate/Doors.tsx';
import { Light } from './gate/lights.tsx';
import { ProfileLine } from './ProfileLine.tsx';

/** Sign-in with certificate, password and one-time code. */
export function SignInPage({ onDoor }: { readonly onDoor: (door: Door) => void }) {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  const gate = useHost('gate.get', {});
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const codeInput = useRef<InputRef>(null);
  const signIn = useMutation({
    mutationFn: () => client.call('session.signIn', { password, code }),
    onSuccess: (session) => queries.setQueryData(hostQuery(client, 'session.get', {}).queryKey, session),
    onError: () => {
      // A one-time code is used up; the password stays for the next try.
      setCode('');
      codeInput.current?.focus();
    },
  });
  const ready = password !== '' && code !== '';
  return (
    <main className="entrance">
      <form
        className="entrance-card narrow"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) signIn.mutate();
        }}
      >
        <p className="muted">{t('app.name')}</p>
        <h1>{t('signIn.title')}</h1>
        <ProfileLine />
        <CertificateChooser />
        <div className="stack tight">
          <label htmlFor="password" className="muted">
            {t('signIn.password')}
          </label>
          <Input.Password
            id="password"
            autoFocus
            autoComplete="current-password"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </div>
        <div className="stack tight">
          <label htmlFor="code" className="muted">
            {t('signIn.code')}
          </label>
          <Input
            id="code"
            ref={codeInput}
            className="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={10}
            value={code}
            onChange={(event) => setCode(event.target.value.trim())}
          />
        </div>
        {signIn.error && <ErrorState error={signIn.error} />}
        <Button type="primary" block htmlType="submit" disabled={!ready} loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
        <Button type="link" block onClick={() => onDoor('enrol')}>
          {t('enrol.forgot')}
        </Button>
        <p className="muted small">{t('signIn.recorded')}</p>
        <div className="row small muted" title={t('gate.open')}>
          {gate.data?.lights.map(({ name, state }) => (
            <Light key={name} state={state} />
          ))}
          <span>{t('gate.open')}</span>
        </div>
      </form>
    </main>
  );
}
