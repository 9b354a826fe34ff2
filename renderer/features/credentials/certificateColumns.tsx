import { wallDay } from '../../../shared/calendar/wallTime.ts';
import type { HeldColumns } from '../../ui/grid/HeldGrid.tsx';
import type { JudgedCertificate } from './certificates.ts';
import { StandingText } from './StandingText.tsx';

/** The columns of the list of certificates. @param warnDays as the gate warns */
export const certificateColumns = (warnDays: number): HeldColumns<JudgedCertificate> => ({
  account: {
    label: 'ca.account',
    width: 150,
    value: ({ accountNo }) => accountNo ?? '',
    show: ({ accountNo }, { t }) => <span className="code">{accountNo ?? t('ca.server')}</span>,
  },
  holder: {
    label: 'ca.holder',
    width: 150,
    value: ({ displayName }) => displayName,
    show: ({ displayName }) => displayName,
  },
  state: {
    label: 'ca.state',
    width: 260,
    value: ({ standing }) => standing,
    show: (one) => <StandingText certificate={one} warnDays={warnDays} />,
  },
  from: {
    label: 'ca.from',
    width: 110,
    value: ({ notBefore }) => notBefore,
    show: ({ notBefore }) => wallDay(notBefore),
  },
  to: {
    label: 'ca.to',
    width: 110,
    value: ({ notAfter }) => notAfter,
    show: ({ notAfter }) => wallDay(notAfter),
  },
  serial: {
    label: 'ca.serial',
    width: 160,
    value: ({ serial }) => serial,
    show: ({ serial }) => <span className="code">{serial}</span>,
  },
});
