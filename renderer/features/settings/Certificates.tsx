import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { EnrolmentSteps } from '../../app/enrolment/EnrolmentPage.tsx';
import { useSeconds } from '../../app/clock.ts';
import { CertificateChooser } from '../../app/gate/CertificateChooser.tsx';
import { ImportCertificate } from '../../app/gate/ImportCertificate.tsx';
import { hostQuery, useHost } from '../../bridge/center.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { StepUp } from '../../ui/form/StepUp.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';

const DAY_MS = 86_400_000;

/** The certificate in use, its renewal, and those taken in at this workstation. */
export function Certificates() {
  const { t } = useText();
  const { data: list = [] } = useHost('certificates.list', {});
  const active = list.find((one) => one.active);
  const now = useSeconds();
  const left = active ? Math.floor((Date.parse(active.validTo) - now * 1000) / DAY_MS) : null;
  return (
    <>
      <CertificateChooser />
      {left !== null && (
        <p className={left <= 30 ? 'tone-warn' : 'muted'}>{t('certificate.days', { n: left })}</p>
      )}
      <Renewal />
      <div className="row wrap">
        <ImportCertificate />
        {active?.own && <RemoveButton fingerprint={active.fingerprint} />}
      </div>
    </>
  );
}

/** 续期: asked for here, approved by another person, taken over without signing in again. */
function Renewal() {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  const { data: enrolment } = useHost('enrolment.get', {});
  const [isProving, setProving] = useState(false);
  const renew = useMutation({
    mutationFn: () => client.call('enrolment.renew', {}),
    retry: 0,
    onSuccess: (next) => {
      for (const method of ['enrolment.get', 'enrolment.check'] as const)
        queries.setQueryData(hostQuery(client, method, {}).queryKey, next);
    },
    onError: (error) =>
      setProving(error instanceof ProblemError && error.problem.code === 'auth/step-up-required'),
  });
  const over = () => void queries.invalidateQueries({ queryKey: ['host'] });
  if (enrolment) return <EnrolmentSteps onLeave={over} />;
  return (
    <div className="stack tight">
      <p className="muted">{t('certificate.renewLead')}</p>
      {renew.error && !isProving && <ErrorState error={renew.error} />}
      <div>
        <Button loading={renew.isPending} onClick={() => renew.mutate()}>
          {t('certificate.renew')}
        </Button>
      </div>
      {isProving && (
        <StepUp
          onProven={() => {
            setProving(false);
            renew.mutate();
          }}
          onCancel={() => setProving(false)}
        />
      )}
    </div>
  );
}

function RemoveButton({ fingerprint }: { readonly fingerprint: string }) {
  const { t } = useText();
  const client = useClient();
  const queries = useQueryClient();
  const { modal } = App.useApp();
  const remove = useMutation({
    mutationFn: () => client.call('certificates.remove', { fingerprint }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['host'] }),
  });
  return (
    <Button
      danger
      loading={remove.isPending}
      onClick={() =>
        void modal.confirm({
          title: t('certificate.remove'),
          content: t('certificate.removeLead'),
          okText: t('certificate.remove'),
          okButtonProps: { danger: true },
          cancelText: t('form.cancel'),
          autoFocusButton: 'cancel',
          onOk: () => remove.mutateAsync(),
        })
      }
    >
      {t('certificate.remove')}
    </Button>
  );
}
