import { Button, type InputRef, Modal } from 'antd';
import { useRef, useState } from 'react';
import { passphraseStrength } from '../../../shared/access/passphrase.ts';
import { useText } from '../../locales/text.ts';
import { isTwiceAlike, NewSecretFields, noSecret } from '../../ui/form/NewSecretFields.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { useFocusReturn } from '../../ui/useFocusReturn.ts';
import { useKeychain } from './useKeychain.ts';

/** Makes a vault: the passphrase twice, its strength told while it is typed. */
export function VaultDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  useFocusReturn();
  const first = useRef<InputRef>(null);
  const [secret, setSecret] = useState(noSecret);
  const create = useKeychain('keychain.create', onClose);
  const passphrase = secret.value;
  const strength = passphraseStrength(passphrase);
  const ready = strength !== 'short' && isTwiceAlike(secret);
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
        <NewSecretFields
          label={t('keychain.newPassphrase')}
          inputRef={first}
          secret={secret}
          onChange={setSecret}
        >
          <span
            role="status"
            className={strength === 'strong' || strength === 'fair' ? 'muted' : 'tone-warn'}
          >
            {passphrase !== '' && t('keychain.strength', { word: t(`keychain.${strength}`) })}
          </span>
        </NewSecretFields>
        {create.error && <ErrorState error={create.error} />}
        <Button type="primary" block htmlType="submit" disabled={!ready} loading={create.isPending}>
          {t('keychain.make')}
        </Button>
      </form>
    </Modal>
  );
}
