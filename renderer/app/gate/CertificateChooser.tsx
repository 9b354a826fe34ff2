import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { wallDay } from '../../../shared/calendar/wallTime.ts';
import { hostQuery, useHost } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { useQuestion } from '../../ui/useQuestion.ts';

/** Which client certificate is shown to the center; choosing another one runs the gate again and ends a session. */
export function CertificateChooser() {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  const ask = useQuestion();
  const certificates = useHost('certificates.list', {});
  const { data: session } = useHost('session.get', {});
  const choose = useMutation({
    mutationFn: (fingerprint: string) => client.call('certificates.choose', { fingerprint }),
    onSuccess: async (gate) => {
      queries.setQueryData(hostQuery(client, 'gate.get', {}).queryKey, gate);
      // The gate closes and opens meanwhile, which takes this chooser away and its question with it: stale, the list is
      // asked for again by the chooser that comes instead.
      await queries.invalidateQueries(hostQuery(client, 'certificates.list', {}));
    },
  });
  const list = certificates.data ?? [];
  const active = list.find((one) => one.active);
  const onChange = (fingerprint: string) => {
    if (fingerprint === active?.fingerprint) return;
    if (!session) return choose.mutate(fingerprint);
    ask({
      title: t('certificate.changeTitle'),
      text: t('certificate.signsOut'),
      yes: t('certificate.change'),
      isDanger: true,
      onYes: () => choose.mutate(fingerprint),
    });
  };
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
        onChange={onChange}
        options={list.map(({ fingerprint, accountNo, subject, validTo }) => ({
          value: fingerprint,
          label: t('certificate.label', { account: accountNo, name: subject, day: wallDay(validTo) }),
        }))}
      />
      {choose.error && <ErrorState error={choose.error} />}
    </div>
  );
}
