import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useSeconds } from '../../app/clock.ts';
import { EnrolmentSteps } from '../../app/enrolment/EnrolmentPage.tsx';
import { CertificateChooser } from '../../app/gate/CertificateChooser.tsx';
import { ImportDialog } from '../../app/gate/ImportDialog.tsx';
import { hostKey, hostQuery, useHost } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { SendButton } from '../../ui/form/SendButton.tsx';
import { useProven } from '../../ui/form/useProven.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { useQuestion } from '../../ui/useQuestion.ts';

const DAY_MS = 86_400_000;

/** The certificate in use, its renewal, and those taken in at this workstation. */
export function Certificates() {
  const { data: list = [] } = useHost('certificates.list', {});
  const active = list.find((one) => one.active);
  return (
    <>
      <CertificateChooser />
      {active && <TimeLeft validTo={active.validTo} />}
      <Renewal />
      <div className="row wrap">
        <ImportButton />
        {active?.own && <RemoveButton fingerprint={active.fingerprint} />}
      </div>
    </>
  );
}

/** How long the certificate in use is good for; a warning from the day on which the gate warns, too. */
function TimeLeft({ validTo }: { readonly validTo: string }) {
  const { t } = useText();
  const { data: info } = useHost('host.info', {});
  const ms = Date.parse(validTo) - useSeconds() * 1000;
  if (ms <= 0) return <p className="tone-danger">{t('ca.expired')}</p>;
  const left = Math.floor(ms / DAY_MS);
  const isEnding = info !== undefined && left <= info.certificateWarnDays;
  return <p className={isEnding ? 'tone-warn' : 'muted'}>{t('certificate.days', { n: left })}</p>;
}

/** 续期: asked for here, approved by another person, taken over without signing in again. */
function Renewal() {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  const { data: enrolment } = useHost('enrolment.get', {});
  const renew = useProven(
    () => client.call('enrolment.renew', {}),
    (next) => {
      for (const method of ['enrolment.get', 'enrolment.check'] as const)
        queries.setQueryData(hostQuery(client, method, {}).queryKey, next);
    },
  );
  const over = () => void queries.invalidateQueries({ queryKey: [hostKey] });
  if (enrolment) return <EnrolmentSteps onLeave={over} />;
  return (
    <div className="stack tight">
      <p className="muted">{t('certificate.renewLead')}</p>
      {renew.error && <ErrorState error={renew.error} />}
      <div className="row wrap">
        <SendButton loading={renew.isPending} onClick={() => renew.send()}>
          {t('certificate.renew')}
        </SendButton>
      </div>
      {renew.stepUp}
    </div>
  );
}

function ImportButton() {
  const { t } = useText();
  const info = useHost('host.info', {});
  const [isOpen, setOpen] = useState(false);
  if (!info.data?.certificateFiles) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('certificate.import')}</Button>
      {isOpen && <ImportDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function RemoveButton({ fingerprint }: { readonly fingerprint: string }) {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  const ask = useQuestion();
  const remove = useMutation({
    mutationFn: () => client.call('certificates.remove', { fingerprint }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [hostKey] }),
  });
  return (
    <>
      <Button
        danger
        loading={remove.isPending}
        onClick={() =>
          ask({
            title: t('certificate.remove'),
            text: t('certificate.removeLead'),
            yes: t('certificate.remove'),
            isDanger: true,
            onYes: () => remove.mutate(),
          })
        }
      >
        {t('certificate.remove')}
      </Button>
      {remove.error && <ErrorState error={remove.error} />}
    </>
  );
}
