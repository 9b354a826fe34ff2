import { useMemo, useState } from 'react';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { useMinute } from '../../app/clock.ts';
import { useCenter, useHost } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { CopyButton } from '../../ui/show/CopyButton.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { FingerprintText } from '../../ui/show/FingerprintText.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { CertificateList } from './CertificateList.tsx';
import { CertificatePane } from './CertificatePane.tsx';
import { standingOf } from './certificates.ts';
import { CredentialTabs } from './CredentialTabs.tsx';
import './credentials.css';

/** The center's CA: its certificate, its revocation list, and every certificate it has issued. */
export default function CertificatesPage() {
  const { t } = useText();
  const found = useCenter('certificates.list', {}, { staleTime: 0 });
  const warnDays = useHost('host.info', {}).data?.certificateWarnDays ?? 0;
  // Certificates end by the day; a tick a second would draw the list for nothing.
  const now = useMinute();
  const [openId, setOpenId] = useState<string | null>(null);
  const all = found.data?.issued;
  const issued = useMemo(
    () => (all ?? []).map((one) => ({ ...one, standing: standingOf(one, now, warnDays) })),
    [all, now, warnDays],
  );
  const open = issued.find(({ serial }) => serial === openId);
  return (
    <div className="page">
      <main className="page-main certificates">
        <header className="page-head">
          <h1>{t('nav.credentials')}</h1>
          <CredentialTabs at="/certificates" />
        </header>
        {found.isPending && <LoadingState isPaused={found.isPaused} />}
        {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
        {found.data && (
          <>
            <Authority {...found.data} />
            <CertificateList issued={issued} warnDays={warnDays} openId={openId} onOpen={setOpenId} />
          </>
        )}
      </main>
      {open && (
        <CertificatePane
          key={open.serial}
          certificate={open}
          warnDays={warnDays}
          onClose={() => setOpenId(null)}
        />
      )}
    </div>
  );
}

type Found = NonNullable<ReturnType<typeof useCenter<'certificates.list'>>['data']>;

function Authority({ ca, crl }: Pick<Found, 'ca' | 'crl'>) {
  const { t } = useText();
  return (
    <section className="certificates-ca" aria-label={t('ca.title')}>
      <dl className="certificate-facts">
        <dt>{t('ca.subject')}</dt>
        <dd>{ca.subject}</dd>
        <dt>{t('ca.validTo')}</dt>
        <dd>{wallTime(ca.validTo)}</dd>
        <dt>{t('ca.crl')}</dt>
        <dd>
          {t('ca.crlText', {
            from: wallTime(crl.thisUpdate),
            to: wallTime(crl.nextUpdate),
            n: crl.entries,
          })}
        </dd>
        <dt>{t('ca.fingerprint')}</dt>
        <dd>
          <FingerprintText value={ca.fingerprint} />
        </dd>
        <dt>{t('ca.certificate')}</dt>
        <dd>
          <CopyButton text={ca.certificate} />
        </dd>
      </dl>
    </section>
  );
}
