import { Input, Select } from 'antd';
import { useState } from 'react';
import { useToday } from '../../app/clock.ts';
import { useSession } from '../../app/session.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { CopyButton } from '../../ui/show/CopyButton.tsx';
import { CodeText } from '../../ui/show/CodeText.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { FingerprintText } from '../../ui/show/FingerprintText.tsx';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { type Certificate, standingOf, standings, type Standing } from './certificates.ts';
import { CredentialTabs } from './CredentialTabs.tsx';
import { RevokeButton } from './RevokeButton.tsx';
import './credentials.css';

/** The center's CA: its certificate, its revocation list, and every certificate it has issued. */
export default function CertificatesPage() {
  const { t } = useText();
  const found = useCenter('certificates.list', {}, { staleTime: 0 });
  return (
    <div className="page">
      <main className="page-main certificates">
        <header className="page-head">
          <h1>{t('nav.credentials')}</h1>
          <CredentialTabs at="/certificates" />
        </header>
        {found.isLoading && <LoadingState />}
        {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
        {found.data && (
          <>
            <Authority {...found.data} />
            <Issued issued={found.data.issued} />
          </>
        )}
      </main>
    </div>
  );
}

type Found = NonNullable<ReturnType<typeof useCenter<'certificates.list'>>['data']>;

function Authority({ ca, crl }: Pick<Found, 'ca' | 'crl'>) {
  const { t } = useText();
  return (
    <section className="certificates-ca" aria-label={t('ca.title')}>
      <dl>
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

function Issued({ issued }: { readonly issued: readonly Certificate[] }) {
  const { t } = useText();
  const { roles } = useSession();
  const [text, setText] = useState('');
  const [standing, setStanding] = useState<Standing | 'all'>('all');
  // Certificates end by the day; a tick a second would draw the table for nothing.
  const now = useToday();
  const wanted = text.trim().toLowerCase();
  const shown = issued
    .filter((one) => standing === 'all' || standingOf(one, now) === standing)
    .filter((one) =>
      [one.accountNo ?? '', one.displayName, one.serial].some((word) => word.toLowerCase().includes(wanted)),
    )
    .toSorted((a, b) => (a.notBefore < b.notBefore ? 1 : -1));
  return (
    <section className="certificates-issued" aria-label={t('ca.issued')}>
      <div className="row">
        <Input.Search
          allowClear
          placeholder={t('ca.search')}
          aria-label={t('ca.search')}
          style={{ width: 320 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          aria-label={t('ca.state')}
          style={{ width: 160 }}
          value={standing}
          onChange={setStanding}
          options={[
            { value: 'all' as const, label: t('ca.all') },
            ...standings.map((value) => ({ value, label: t(`ca.${value}`) })),
          ]}
        />
        <span className="muted">{shown.length}</span>
      </div>
      {shown.length === 0 && <p className="muted">{t('ca.none')}</p>}
      {shown.length > 0 && (
        <div className="certificates-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('ca.account')}</th>
                <th scope="col">{t('ca.holder')}</th>
                <th scope="col">{t('ca.state')}</th>
                <th scope="col">{t('ca.from')}</th>
                <th scope="col">{t('ca.to')}</th>
                <th scope="col">{t('ca.serial')}</th>
                <th scope="col">
                  <span className="visually-hidden">{t('pane.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <Line
                  key={one.serial}
                  one={one}
                  now={now}
                  mayRevoke={roles.includes('SA') || roles.includes('SEC')}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface LineProps {
  readonly one: Certificate;
  readonly now: string;
  readonly mayRevoke: boolean;
}

const tones = { valid: 'tone-good', ending: 'tone-warn', expired: 'muted', revoked: 'tone-danger' } as const;

function Line({ one, now, mayRevoke }: LineProps) {
  const { t } = useText();
  const standing = standingOf(one, now);
  const reason = reasonKey(one.reason);
  return (
    <tr>
      <th scope="row" className="code">
        {one.accountNo ?? t('ca.server')}
      </th>
      <td className="holder-name">{one.displayName}</td>
      <td className={tones[standing]}>
        {t(`ca.${standing}`)}
        {one.revokedAt && ` · ${wallTime(one.revokedAt)}`}
        {reason && ` · ${t(reason)}`}
      </td>
      <td>{one.notBefore.slice(0, 10)}</td>
      <td>{one.notAfter.slice(0, 10)}</td>
      <td>
        <CodeText short>{one.serial}</CodeText>
      </td>
      <td>
        {mayRevoke && one.kind === 'client' && (standing === 'valid' || standing === 'ending') && (
          <RevokeButton certificate={one} />
        )}
      </td>
    </tr>
  );
}

function reasonKey(reason: string | null) {
  return reasonCodes.find((key) => key === `ca.${reason}`) ?? null;
}

const reasonCodes = [
  'ca.keyCompromise',
  'ca.affiliationChanged',
  'ca.superseded',
  'ca.cessationOfOperation',
  'ca.privilegeWithdrawn',
] as const;
