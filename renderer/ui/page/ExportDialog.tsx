import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef, Modal, Radio } from 'antd';
import { useRef, useState } from 'react';
import type { LedgerKind } from '../../../shared/api/kinds.ts';
import { hostQuery } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import type { ListSpec } from '../grid/useRecordPages.ts';
import { ErrorState } from '../show/ErrorState.tsx';
import { useFocusReturn } from '../useFocusReturn.ts';

interface Props {
  readonly ledger: LedgerKind;
  readonly title: string;
  readonly spec: ListSpec;
  readonly total: number;
  readonly onClose: () => void;
}

/** Registers an export with purpose and letter and starts it; the job tray shows how it goes on. */
export function ExportDialog({ ledger, title, spec, total, onClose }: Props) {
  const { t } = useText();
  useFocusReturn();
  const client = useClient();
  const queries = useQueryClient();
  const first = useRef<InputRef>(null);
  const [purpose, setPurpose] = useState('');
  const [letter, setLetter] = useState('');
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const ready = purpose.trim().length >= 2;
  const start = useMutation({
    mutationFn: () =>
      client.call('exports.start', {
        ledger,
        query: { ...spec, window: { offset: 0, limit: 2000 } },
        purpose: purpose.trim(),
        letter: letter.trim() || null,
        format,
      }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: hostQuery(client, 'jobs.list', {}).queryKey });
    },
  });
  return (
    <Modal
      open
      title={t('export.title', { ledger: title })}
      footer={null}
      onCancel={onClose}
      afterOpenChange={() => first.current?.focus()}
      width={480}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) start.mutate();
        }}
      >
        <div>
          <div className="muted">{t('export.scope')}</div>
          {t(ledger === 'permissions' ? 'export.scopeChanges' : 'export.scopeText', { n: total })}
        </div>
        <label>
          <span className="muted">{t('export.purpose')}</span>
          <Input
            ref={first}
            maxLength={500}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          />
        </label>
        <label>
          <span className="muted">{t('export.letter')}</span>
          <Input maxLength={100} value={letter} onChange={(event) => setLetter(event.target.value)} />
        </label>
        <Radio.Group
          aria-label={t('export.format')}
          value={format}
          onChange={(event) => setFormat(event.target.value === 'csv' ? 'csv' : 'xlsx')}
          options={[
            { value: 'xlsx', label: 'Excel (.xlsx)' },
            { value: 'csv', label: 'CSV' },
          ]}
        />
        <p className="muted">{t('export.note')}</p>
        {start.error && <ErrorState error={start.error} />}
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={start.isPending}>
            {t('export.submit')}
          </Button>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
