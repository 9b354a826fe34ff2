import { Modal } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useText } from '../../locales/text.ts';
import { UnlockForm } from './UnlockForm.tsx';
import { type Keychain, lockTitle } from './useKeychain.ts';

const cover = { mask: { background: 'var(--c-page)' } };

interface Props {
  readonly keychain: Keychain;
  /** The way past it for whoever does not open it. */
  readonly children: ReactNode;
}

/** Covers what is on screen while the credential store is locked; what was typed stays beneath it. */
export function LockCover({ keychain, children }: Props) {
  const { t } = useText();
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
      title={t(lockTitle(keychain))}
      afterOpenChange={() => document.getElementById('vault-passphrase')?.focus()}
    >
      <div className="stack">
        <UnlockForm keychain={keychain} />
        {children}
      </div>
    </Modal>
  );
}
