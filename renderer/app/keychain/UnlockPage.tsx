import { Button } from 'antd';
import { useText } from '../../locales/text.ts';
import { UnlockForm } from './UnlockForm.tsx';
import { type Keychain, useKeychain } from './useKeychain.ts';

/** Before the gate: the store that keeps this workstation's keys is locked. It can be opened, or left alone this time. */
export function UnlockPage({ keychain }: { readonly keychain: Keychain }) {
  const { t } = useText();
  const skip = useKeychain('keychain.skip');
  return (
    <main className="entrance">
      <div className="entrance-card narrow">
        <p className="muted">{t('app.name')}</p>
        <h1>{t(keychain.kind === 'vault' ? 'keychain.vaultTitle' : 'keychain.keychainTitle')}</h1>
        <UnlockForm keychain={keychain} />
        <Button block loading={skip.isPending} onClick={() => skip.mutate({})}>
          {t('keychain.skip')}
        </Button>
        <p className="muted small">{t('keychain.skipNote')}</p>
        {keychain.kind === 'vault' && <p className="muted small">{t('keychain.forgotten')}</p>}
      </div>
    </main>
  );
}
