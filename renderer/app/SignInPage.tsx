import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { hostQuery } from '../bridge/center.ts';
import { useClient } from '../bridge/useClient.ts';
import { useText } from '../locales/text.ts';
import { PasswordField } from '../ui/form/PasswordField.tsx';
import { ErrorState } from '../ui/show/ErrorState.tsx';
import { CertificateChooser } from './gate/CertificateChooser.tsx';
import { Doors, type Ways } from './gate/Doors.tsx';
import { GateActions } from './gate/GateActions.tsx';
import { type Gate, LightList, LightRow, lightsToMind } from './gate/lights.tsx';
import { KeychainNote } from './keychain/KeychainNote.tsx';
import { ProfileLine } from './ProfileLine.tsx';

interface Props extends Ways {
  readonly gate: Gate;
  /** Kept above this page: it outlives a gate that closes and opens again. */
  readonly password: string;
  readonly onPassword: (password: string) => void;
}

/** Sign-in with certificate, password and one-time code. */
export function SignInPage({ gate, password, onPassword, ...ways }: Props) {
  const { t } = useText();
  return (
    <main className="entrance">
      <div className="entrance-card narrow">
        <p className="muted">{t('app.name')}</p>
        <h1>{t('signIn.title')}</h1>
        <WhatToMind gate={gate} />
        <ProfileLine />
        <CertificateChooser />
        <Factors isOpen={gate.open} password={password} onPassword={onPassword} />
        <Doors {...ways} isAside />
        <p className="muted small">{t('signIn.recorded')}</p>
        <GateWord gate={gate} />
      </div>
      <KeychainNote />
    </main>
  );
}

/** What the client knows already of why a sign-in may fail, or of how the last session ended. */
function WhatToMind({ gate }: { readonly gate: Gate }) {
  const lights = lightsToMind(gate);
  if (lights.length === 0) return null;
  return (
    <div className="stack tight">
      <LightList lights={lights} />
      <GateActions gate={gate} />
    </div>
  );
}

function GateWord({ gate }: { readonly gate: Gate }) {
  const { t } = useText();
  const isRefused = gate.lights.some(({ name, state }) => name === 'account' && state === 'bad');
  return (
    <div className="row small muted">
      <LightRow gate={gate} />
      <span role={gate.open ? undefined : 'status'}>{t(wordOf(gate.open, isRefused))}</span>
    </div>
  );
}

function wordOf(isOpen: boolean, isRefused: boolean) {
  if (!isOpen) return 'gate.looking';
  return isRefused ? 'gate.openNoAccount' : 'gate.open';
}

interface FactorsProps extends Pick<Props, 'password' | 'onPassword'> {
  readonly isOpen: boolean;
}

function Factors({ isOpen, password, onPassword }: FactorsProps) {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
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
  const ready = isOpen && password !== '' && code !== '';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) signIn.mutate();
      }}
    >
      <PasswordField
        id="password"
        label={t('signIn.password')}
        autoFocus
        autoComplete="current-password"
        value={password}
        onChange={onPassword}
      />
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
    </form>
  );
}
