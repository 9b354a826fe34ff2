import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { useText } from '../../locales/text.ts';
import { type JudgedCertificate, reasonCodes } from './certificates.ts';

interface Props {
  readonly certificate: JudgedCertificate;
  readonly warnDays: number;
}

const tones = { valid: 'tone-good', ending: 'tone-warn', expired: 'muted', revoked: 'tone-danger' } as const;

/** How a certificate stands, and when and why it was revoked. */
export function StandingText({ certificate: { standing, revokedAt, reason }, warnDays }: Props) {
  const { t } = useText();
  const code = reasonCodes.find((one) => one === reason);
  return (
    <span className={tones[standing]}>
      {t(`ca.${standing}`, { days: warnDays })}
      {revokedAt && ` · ${wallTime(revokedAt)}`}
      {code && ` · ${t(`ca.${code}`)}`}
    </span>
  );
}
