import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { SendButton } from '../../ui/form/SendButton.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { ErrorTable } from './ErrorTable.tsx';

interface Props {
  readonly table: MethodOutput<'imports.open'>;
  readonly mapping: readonly (string | null)[];
  readonly report: MethodOutput<'imports.check'>;
  readonly onBack: () => void;
  readonly onDone: (done: MethodOutput<'imports.run'>) => void;
}

/** Result of the dry run: counts, every error by row and rule, and how to go on. */
export function Report({ table, mapping, report, onBack, onDone }: Props) {
  const { t } = useText();
  const client = useClient();
  const { counts, brake } = report;
  const [mode, setMode] = useState<'all' | 'good'>('all');
  const [override, setOverride] = useState(false);
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const chosen = { tableId: table.tableId, mapping: [...mapping] };
  const mark = useMutation({ mutationFn: () => client.call('imports.marked', chosen) });
  const run = useMutation({
    mutationFn: () =>
      client.call('imports.run', {
        ...chosen,
        mode,
        overrideBrake: override,
        reason: reason.trim() || null,
        key,
      }),
    onSuccess: onDone,
  });
  const nothing = counts.new + counts.change === 0;
  const blocked = (mode === 'all' && counts.bad > 0) || (brake && (!override || reason.trim() === ''));
  return (
    <div className="stack">
      <ul className="import-counts">
        <li>{t('import.new', { n: counts.new })}</li>
        <li>{t('import.change', { n: counts.change })}</li>
        <li>{t('import.same', { n: counts.same })}</li>
        <li className={counts.bad > 0 ? 'tone-danger' : ''}>{t('import.bad', { n: counts.bad })}</li>
      </ul>
      {counts.bad > 0 && (
        <>
          <div className="row">
            <Button loading={mark.isPending} onClick={() => mark.mutate()}>
              {t('import.marked')}
            </Button>
            {mark.data && (
              <span className="muted">{t('import.markedDone', { name: mark.data.fileName })}</span>
            )}
          </div>
          {mark.error && <ErrorState error={mark.error} />}
          <ErrorTable rows={report.rows} mapping={mapping} headings={table.headings} />
          <Radio.Group
            aria-label={t('import.mode')}
            value={mode}
            onChange={(event) => setMode(event.target.value === 'good' ? 'good' : 'all')}
            options={[
              { value: 'all', label: t('import.modeAll') },
              { value: 'good', label: t('import.modeGood') },
            ]}
          />
        </>
      )}
      {brake && (
        <Alert
          type="warning"
          showIcon
          title={t('import.brake', { share: `${Math.round(report.changedShare * 100)} %` })}
          description={
            <div className="stack tight">
              <Checkbox checked={override} onChange={(event) => setOverride(event.target.checked)}>
                {t('import.override')}
              </Checkbox>
              <Input.TextArea
                aria-label={t('form.reasonRequired')}
                placeholder={t('form.reasonRequired')}
                maxLength={2000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </div>
          }
        />
      )}
      {run.error && <ErrorState error={run.error} />}
      <div className="row wrap">
        <SendButton
          type="primary"
          disabled={blocked || nothing}
          loading={run.isPending}
          onClick={() => run.mutate()}
        >
          {t('import.run')}
        </SendButton>
        <Button onClick={onBack}>{t('import.back')}</Button>
      </div>
    </div>
  );
}
