import { Button, Input, type InputRef, Modal } from 'antd';
import { useRef, useState } from 'react';
import { passphraseStrength } from '../../../shared/access/passphrase.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { useFocusReturn } from '../../ui/useFocusReturn.ts';
import { useKeychain } from './useKeychain.ts';

/** Makes a vault: the passphrase twice, its strength told while it is typed. */
export function VaultDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  useFocusReturn();
  const first = useRef<InputRef>(null);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const create = useKeychain('keychain.create', onClose);
  const strength = passphraseStrength(passphrase);
  const differs = again !== '' && again !== passphrase;
  const ready = strength !== 'short' && again === passphrase;
  return (
    <Modal
      open
      title={t('keychain.make')}
      footer={null}
      onCancel={onClose}
      width={480}
      afterOpenChange={() => first.current?.focus()}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) create.mutate({ passphrase });
        }}
      >
        <p>{t('keychain.makeLead')}</p>
        <label className="stack tight">
          <span className="muted">{t('keychain.newPassphrase')}</span>
          <Input.Password
            ref={first}
            autoComplete="new-password"
            maxLength={200}
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        </label>
        <span role="status" className={strength === 'strong' || strength === 'fair' ? 'muted' : 'tone-warn'}>
          {passphrase !== '' && t('keychain.strength', { word: t(`keychain.${strength}`) })}
        </span>
        <label className="stack tight">
          <span className="muted">{t('keychain.repeat')}</span>
          <Input.Password
            autoComplete="new-password"
            maxLength={200}
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        </label>
        {differs && <span className="tone-warn">{t('keychain.differs')}</span>}
        {create.error && <ErrorState error={create.error} />}
        <Button type="primary" block htmlType="submit" disabled={!ready} loading={create.isPending}>
          {t('keychain.make')}
        </Button>
      </form>
    </Modal>
  );
}
