import { Button, Input } from 'antd';
import { useState } from 'react';
import { sealedSchema } from '../../../shared/domain/sealed.ts';
import { useText } from '../../locales/text.ts';
import type { EditorProps } from './actFields.ts';

/** A personal secret: a sealed one shows its mask and stays as it is unless it is changed on purpose. */
export function SecretInput({ id, value, onChange, onBlur, invalid }: EditorProps) {
  const { t } = useText();
  const [kept, setKept] = useState(value);
  const sealed = sealedSchema.safeParse(kept);
  const isKept = sealedSchema.safeParse(value).success;
  if (isKept && sealed.success) {
    return (
      <div className="row">
        <span id={id} className="code" tabIndex={-1}>
          {sealed.data.mask}
        </span>
        <Button
          size="small"
          onClick={() => {
            setKept(value);
            onChange('');
          }}
        >
          {t('form.change')}
        </Button>
      </div>
    );
  }
  return (
    <div className="row">
      <Input
        id={id}
        className="code"
        autoComplete="off"
        {...(invalid && { status: 'error' as const })}
        aria-invalid={invalid}
        aria-describedby={`${id}-note`}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
      {sealed.success && (
        <Button size="small" onClick={() => onChange(kept)}>
          {t('form.keep')}
        </Button>
      )}
    </div>
  );
}
