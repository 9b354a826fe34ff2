import { Button, Modal } from 'antd';
import { useEffect } from 'react';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { UnlockForm } from './UnlockForm.tsx';
import type { Keychain } from './useKeychain.ts';

const cover = { mask: { background: 'var(--c-page)' } };

/** Covers the screens of a signed-in person while the vault is locked; what was typed stays beneath it. */
export function LockCover({ keychain }: { readonly keychain: Keychain }) {
  const { t } = useText();
  const client = useClient();
  useEffect(() => {
    // The screens' own keys rest, too: nothing moves beneath the cover.
    const hold = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key)) event.stopPropagation();
    };
    window.addEventListener('keydown', hold, true);
    return () => window.removeEventListener('keydown', hold, true);
  }, []);
  return (
    <Modal
      open
      centered
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      width={400}
      zIndex={3000}
      styles={cover}
      title={t('keychain.vaultTitle')}
      afterOpenChange={() => document.getElementById('vault-passphrase')?.focus()}
    >
      <div className="stack">
        <UnlockForm keychain={keychain} />
        <Button block onClick={() => void client.call('session.signOut', {}).catch(() => undefined)}>
          {t('user.signOut')}
        </Button>
      </div>
    </Modal>
  );
}
