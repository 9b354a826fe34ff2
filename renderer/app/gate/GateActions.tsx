import { CheckOutlined, CopyOutlined, ReloadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { hostQuery } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { type Words, useText } from '../../locales/text.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import type { Gate } from './lights.tsx';

/** Check again, and copy a report to pass on to the system administrator. */
export function GateActions({ gate }: { readonly gate: Gate }) {
  const words = useText();
  const { t } = words;
  const client = useClient();
  const queries = useQueryClient();
  const [copied, setCopied] = useState(false);
  const check = useMutation({
    mutationFn: () => client.call('gate.check', {}),
    onSuccess: (next) => {
      setCopied(false);
      queries.setQueryData(hostQuery(client, 'gate.get', {}).queryKey, next);
    },
  });
  const copy = async () => {
    await navigator.clipboard.writeText(reportOf(gate, words));
    setCopied(true);
  };
  return (
    <div className="row">
      <Button icon={<ReloadOutlined aria-hidden />} loading={check.isPending} onClick={() => check.mutate()}>
        {t('gate.again')}
      </Button>
      <Button
        icon={copied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
        onClick={() => void copy()}
      >
        {t(copied ? 'gate.copied' : 'gate.copy')}
      </Button>
    </div>
  );
}

/** The check as plain text, one light per line. */
function reportOf(gate: Gate, { t, say }: Words): string {
  const when = gate.checkedAt ? t('gate.checkedAt', { at: wallTime(gate.checkedAt) }) : t('gate.never');
  const lines = gate.lights.map(
    ({ name, state, cause, remedy }) =>
      `${t(`gate.${name}`)}: ${t(`gate.${state}`)} · ${say(cause)}${remedy ? ` · ${say(remedy)}` : ''}`,
  );
  return [`${t('app.name')} · ${t('gate.title')} · ${when}`, ...lines].join('\n');
}
