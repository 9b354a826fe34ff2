import { Input, type InputRef } from 'antd';
import { type ReactNode, type Ref, useId } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: 'current-password' | 'new-password' | 'off';
  readonly id?: string;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<InputRef>;
  /** Stands under the field: its rule, or what is wrong with it. */
  readonly children?: ReactNode;
}

/** A password or passphrase with its label above it; typed hidden, shown on demand. */
export function PasswordField({ label, value, onChange, id: given, inputRef, children, ...input }: Props) {
  const made = useId();
  const id = given ?? made;
  return (
    <div className="stack tight">
      <label htmlFor={id} className="muted">
        {label}
      </label>
      <Input.Password
        {...input}
        id={id}
        {...(inputRef && { ref: inputRef })}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {children}
    </div>
  );
}
