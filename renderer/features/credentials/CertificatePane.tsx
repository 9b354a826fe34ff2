import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { useSession } from '../../app/session.ts';
import { useText } from '../../locales/text.ts';
import { DetailPane, PaneHead } from '../../ui/record/DetailPane.tsx';
import { CodeText } from '../../ui/show/CodeText.tsx';
import { isInForce, type JudgedCertificate } from './certificates.ts';
import { RevokeButton } from './RevokeButton.tsx';
import { StandingText } from './StandingText.tsx';

interface Props {
  readonly certificate: JudgedCertificate;
  readonly warnDays: number;
  readonly onClose: () => void;
}

/** One certificate beside the list, and its revocation for those who may. */
export function CertificatePane({ certificate, warnDays, onClose }: Props) {
  const { t } = useText();
  const { roles } = useSession();
  const { accountNo, displayName, kind, serial, notBefore, notAfter, standing } = certificate;
  const title = accountNo === null ? t('ca.server') : `${accountNo} · ${displayName}`;
  const mayRevoke = roles.includes('SA') || roles.includes('SEC');
  return (
    <DetailPane label={title} onClose={onClose}>
      <PaneHead title={title} onClose={onClose}>
        <StandingText certificate={certificate} warnDays={warnDays} />
      </PaneHead>
      {mayRevoke && kind === 'client' && isInForce(standing) && (
        <div className="pane-acts" role="group" aria-label={t('pane.acts')}>
          <RevokeButton certificate={certificate} />
        </div>
      )}
      <div className="pane-body">
        <dl className="certificate-facts">
          <dt>{t('ca.holder')}</dt>
          <dd>{displayName}</dd>
          <dt>{t('ca.from')}</dt>
          <dd>{wallTime(notBefore)}</dd>
          <dt>{t('ca.to')}</dt>
          <dd>{wallTime(notAfter)}</dd>
          <dt>{t('ca.serial')}</dt>
          <dd>
            <CodeText>{serial}</CodeText>
          </dd>
        </dl>
      </div>
    </DetailPane>
  );
}
