import type { InputRef } from 'antd';
import type { ReactNode, Ref } from 'react';
import { useText } from '../../locales/text.ts';
import { PasswordField } from './PasswordField.tsx';

/** A new password or passphrase as it is typed: twice, since nobody can read it. */
export interface NewSecret {
  readonly value: string;
  readonly again: string;
}

export const noSecret: NewSecret = { value: '', again: '' };

/** Is it there, and twice the same. */
export function isTwiceAlike({ value, again }: NewSecret): boolean {
  return value !== '' && value === again;
}

interface Props {
  readonly label: string;
  readonly secret: NewSecret;
  readonly onChange: (secret: NewSecret) => void;
  readonly inputRef?: Ref<InputRef>;
  /** The rule it has to meet, or how strong it is. */
  readonly children?: ReactNode;
}

/** The two fields of a new password or passphrase, with a word as long as they differ. */
export function NewSecretFields({ label, secret, onChange, inputRef, children }: Props) {
  const { t } = useText();
  const { value, again } = secret;
  return (
    <>
      <PasswordField
        label={label}
        autoComplete="new-password"
        {...(inputRef && { inputRef })}
        value={value}
        onChange={(next) => onChange({ ...secret, value: next })}
      >
        {children}
      </PasswordField>
      <PasswordField
        label={t('secret.repeat')}
        autoComplete="new-password"
        value={again}
        onChange={(next) => onChange({ ...secret, again: next })}
      >
        {again !== '' && again !== value && (
          <span className="tone-danger small" role="status">
            {t('secret.differs')}
          </span>
        )}
      </PasswordField>
    </>
  );
}
