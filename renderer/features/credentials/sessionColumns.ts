import type { OperationOutput } from '../../../shared/api/operations.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import type { HeldColumns } from '../../ui/grid/HeldGrid.tsx';

/** An open session of somebody. */
export type ListedSession = OperationOutput<'sessions.list'>['sessions'][number];

/** The columns of the list of sessions. */
export const sessionColumns: HeldColumns<ListedSession> = {
  account: { label: 'ca.account', width: 160, value: (one) => one.accountNo, show: (one) => one.accountNo },
  name: { label: 'sessions.name', width: 140, value: (one) => one.name, show: (one) => one.name },
  ip: {
    label: 'sessions.ip',
    width: 150,
    value: (one) => one.ip ?? '',
    show: (one, { t }) => one.ip ?? t('signIn.unknownIp'),
  },
  openedAt: {
    label: 'sessions.openedAt',
    width: 170,
    value: (one) => one.openedAt,
    show: (one) => wallTime(one.openedAt),
  },
  idleUntil: {
    label: 'sessions.idleUntil',
    width: 170,
    value: (one) => one.idleUntil,
    show: (one) => wallTime(one.idleUntil),
  },
  absoluteUntil: {
    label: 'sessions.absoluteUntil',
    width: 170,
    value: (one) => one.absoluteUntil,
    show: (one) => wallTime(one.absoluteUntil),
  },
};
