import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../locales/text.ts';
import { PasswordField } from '../../ui/form/PasswordField.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { useSeconds } from '../clock.ts';
import { type Keychain, useKeychain } from './useKeychain.ts';

/** Opens the locked store: a vault by its passphrase, a keychain by looking again after it was unlocked elsewhere. */
export function UnlockForm({ keychain }: { readonly keychain: Keychain }) {
  return keychain.kind === 'vault' ? <Passphrase keychain={keychain} /> : <LookAgain keychain={keychain} />;
}

function Passphrase({ keychain }: { readonly keychain: Keychain }) {
  const { t, say } = useText();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useKeychain('keychain.unlock');
  const wait = Math.max(0, Math.ceil(Date.parse(keychain.retryAt ?? '1970-01-01') / 1000 - useSeconds()));
  const ready = passphrase !== '' && wait === 0;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        unlock.mutate({ passphrase });
        setPassphrase('');
      }}
    >
      <p>{say(keychain.text)}</p>
      <PasswordField
        id="vault-passphrase"
        label={t('keychain.passphrase')}
        autoFocus
        autoComplete="off"
        value={passphrase}
        onChange={setPassphrase}
      />
      {unlock.error && <ErrorState error={unlock.error} />}
      <Button type="primary" block htmlType="submit" disabled={!ready} loading={unlock.isPending}>
        {wait > 0 ? t('keychain.wait', { n: wait }) : t('keychain.unlock')}
      </Button>
    </form>
  );
}

function LookAgain({ keychain }: { readonly keychain: Keychain }) {
  const { t, say } = useText();
  const check = useKeychain('keychain.check');
  return (
    <div className="stack">
      <p>{say(keychain.text)}</p>
      {keychain.advice && <p className="muted">{say(keychain.advice)}</p>}
      {check.error && <ErrorState error={check.error} />}
      <Button type="primary" block autoFocus loading={check.isPending} onClick={() => check.mutate({})}>
        {t('keychain.check')}
      </Button>
    </div>
  );
}
