import { Button, Input } from 'antd';
import { useState } from 'react';
import { useText } from '../../locales/text.ts';
import { SendButton } from './SendButton.tsx';
import { ErrorState } from '../show/ErrorState.tsx';

/** Shortest reason that says anything. */
const shortest = 2;

interface Props {
  /** What the button that begins says. */
  readonly label: string;
  /** What will happen, in a sentence. */
  readonly note: string;
  readonly reasonLabel: string;
  /** The verb on the button that carries it out. */
  readonly submitLabel: string;
  readonly danger?: boolean;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onSubmit: (reason: string) => void;
}

/** A small act beside a record that needs nothing but a reason: one button, then the reason and the verb. */
export function ReasonForm({
  label,
  note,
  reasonLabel,
  submitLabel,
  danger = false,
  isBusy,
  error,
  onSubmit,
}: Props) {
  const { t } = useText();
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const isGiven = reason.trim().length >= shortest;
  if (!asked) {
    return (
      <Button size="small" danger={danger} onClick={() => setAsked(true)}>
        {label}
      </Button>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isGiven) onSubmit(reason.trim());
      }}
    >
      <p className="muted">{note}</p>
      <label>
        <span className="muted">{reasonLabel}</span>
        <Input autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {error && <ErrorState error={error} />}
      <div className="row">
        <SendButton htmlType="submit" danger={danger} disabled={!isGiven} loading={isBusy}>
          {submitLabel}
        </SendButton>
        <Button type="text" onClick={() => setAsked(false)}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}
