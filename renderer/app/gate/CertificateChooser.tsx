import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { hostQuery, useHost } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';

/** Which client certificate is shown to the center; choosing another one runs the gate again. */
export function CertificateChooser() {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  const certificates = useHost('certificates.list', {});
  const choose = useMutation({
    mutationFn: (fingerprint: string) => client.call('certificates.choose', { fingerprint }),
    onSuccess: async (gate) => {
      queries.setQueryData(hostQuery(client, 'gate.get', {}).queryKey, gate);
      await certificates.refetch();
    },
  });
  const list = certificates.data ?? [];
  const active = list.find((one) => one.active);
  return (
    <div className="stack tight">
      <label htmlFor="certificate" className="muted">
        {t('signIn.certificate')}
      </label>
      <Select
        id="certificate"
        loading={choose.isPending}
        placeholder={t('signIn.noCertificate')}
        value={active?.fingerprint ?? null}
        onChange={(fingerprint: string) => choose.mutate(fingerprint)}
        options={list.map((one) => ({ value: one.fingerprint, label: `${one.accountNo} · ${one.subject}` }))}
      />
      {active && <span className="muted">{t('signIn.validTo', { day: active.validTo.slice(0, 10) })}</span>}
      {choose.error && <ErrorState error={choose.error} />}
    </div>
  );
}
