import { ReloadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { hostQuery, useHost } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { CopyButton } from '../../ui/show/CopyButton.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import type { Gate } from './lights.tsx';
import { gateReport } from './report.ts';

/** What can be done about the lights: check again, or turn to somebody with a report. */
export function GateActions({ gate }: { readonly gate: Gate }) {
  const words = useText();
  const { t } = words;
  const client = useClient();
  const queries = useQueryClient();
  const { data: info } = useHost('host.info', {});
  const { data: certificates } = useHost('certificates.list', {});
  const check = useMutation({
    mutationFn: () => client.call('gate.check', {}),
    onSuccess: (next) => queries.setQueryData(hostQuery(client, 'gate.get', {}).queryKey, next),
  });
  return (
    <div className="stack tight">
      {info?.contact && <div>{t('gate.contact', { contact: info.contact })}</div>}
      <div className="row">
        <Button
          icon={<ReloadOutlined aria-hidden />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {t('gate.again')}
        </Button>
        <CopyButton text={gateReport(gate, { info, certificates }, words)} label={t('gate.copy')} />
      </div>
      {check.error && <ErrorState error={check.error} />}
    </div>
  );
}
