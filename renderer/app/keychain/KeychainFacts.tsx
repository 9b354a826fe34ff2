import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { type Keychain, useKeychain } from './useKeychain.ts';
import { VaultDialog } from './VaultDialog.tsx';

/** What keeps the credentials, what happened to it, what to install, and what can be done about it now. */
export function KeychainFacts({ keychain }: { readonly keychain: Keychain }) {
  const { t, say } = useText();
  const [making, setMaking] = useState(false);
  const understand = useKeychain('keychain.understand');
  const check = useKeychain('keychain.check');
  const error = understand.error ?? check.error;
  return (
    <div className="stack tight">
      {keychain.notice && (
        <div className="tone-warn" role="status">
          {say(keychain.notice)}
        </div>
      )}
      <div className={keychain.healthy ? '' : 'tone-warn'}>{say(keychain.text)}</div>
      {keychain.advice && <div className="muted">{say(keychain.advice)}</div>}
      <div className="row">
        {keychain.mayCreate && <Button onClick={() => setMaking(true)}>{t('keychain.make')}</Button>}
        {keychain.kind !== 'vault' && !keychain.healthy && (
          <Button loading={check.isPending} onClick={() => check.mutate({})}>
            {t('keychain.check')}
          </Button>
        )}
        {!keychain.understood && (
          <Button loading={understand.isPending} onClick={() => understand.mutate({})}>
            {t('keychain.understood')}
          </Button>
        )}
      </div>
      {error && <ErrorState error={error} />}
      {making && <VaultDialog onClose={() => setMaking(false)} />}
    </div>
  );
}
