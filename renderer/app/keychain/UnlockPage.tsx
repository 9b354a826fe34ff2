import { Button } from 'antd';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { UnlockForm } from './UnlockForm.tsx';
import { type Keychain, lockTitle, useKeychain } from './useKeychain.ts';

/** Before the gate: the store that keeps this workstation's keys is locked. It can be opened, or left alone this time. */
export function UnlockPage({ keychain }: { readonly keychain: Keychain }) {
  const { t } = useText();
  return (
    <main className="entrance">
      <div className="entrance-card narrow">
        <p className="muted">{t('app.name')}</p>
        <h1>{t(lockTitle(keychain))}</h1>
        <UnlockForm keychain={keychain} />
        <SkipStore />
        {keychain.kind === 'vault' && <p className="muted small">{t('keychain.forgotten')}</p>}
      </div>
    </main>
  );
}

/** Leaves the locked store alone this time, and says what that means. */
export function SkipStore() {
  const { t } = useText();
  const skip = useKeychain('keychain.skip');
  return (
    <>
      <Button block loading={skip.isPending} onClick={() => skip.mutate({})}>
        {t('keychain.skip')}
      </Button>
      {skip.error && <ErrorState error={skip.error} />}
      <p className="muted small">{t('keychain.skipNote')}</p>
    </>
  );
}
