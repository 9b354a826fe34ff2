import { EyeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Input, type InputRef, Popover } from 'antd';
import { useRef, useState } from 'react';
import type { ObjectType } from '../../../shared/domain/objectType.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { CodeText } from './CodeText.tsx';
import { ErrorState } from './ErrorState.tsx';

interface Props {
  readonly mask: string;
  /** Where the secret stands; without it there is no reveal button. */
  readonly of?: { readonly type: ObjectType; readonly id: string; readonly field: string } | undefined;
}

/** A masked personal secret with a reveal that says that it is recorded. The value lives only in this element. */
export function SecretText({ mask, of }: Props) {
  const { t } = useText();
  const client = useClient();
  const input = useRef<InputRef>(null);
  const [reason, setReason] = useState('');
  const reveal = useMutation({
    mutationFn: async (where: NonNullable<Props['of']>) =>
      client.center('secrets.reveal', { ...where, reason }),
    gcTime: 0,
  });
  if (reveal.data) return <CodeText>{reveal.data.value}</CodeText>;
  const form = of && (
    <form
      className="stack"
      style={{ width: 280 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') reveal.mutate(of);
      }}
    >
      <span className="muted">{t('field.revealNote')}</span>
      <Input
        ref={input}
        aria-label={t('field.revealReason')}
        placeholder={t('field.revealReason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {reveal.error && <ErrorState error={reveal.error} />}
      <Button htmlType="submit" disabled={reason.trim() === ''} loading={reveal.isPending}>
        {t('field.revealSubmit')}
      </Button>
    </form>
  );
  return (
    <span className="row">
      <span className="code">{mask}</span>
      {form && (
        <Popover
          trigger="click"
          content={form}
          destroyOnHidden
          afterOpenChange={(open) => open && input.current?.focus()}
        >
          <Button size="small" type="text" icon={<EyeOutlined aria-hidden />} title={t('field.revealNote')}>
            {t('field.reveal')}
          </Button>
        </Popover>
      )}
    </span>
  );
}
