import type { ReactNode } from 'react';
import { wallDay } from '../../../shared/calendar/wallTime.ts';
import type { Sort } from '../../../shared/query/spec.ts';
import type { TextKey, Words } from '../../locales/text.ts';
import type { GridColumn } from '../../ui/grid/DataGrid.tsx';
import type { JudgedCertificate } from './certificates.ts';
import { StandingText } from './StandingText.tsx';

interface CertificateColumn {
  readonly label: TextKey;
  readonly width: number;
  /** What it is put in order by. */
  readonly value: (one: JudgedCertificate) => string;
  readonly show: (one: JudgedCertificate, words: Words, warnDays: number) => ReactNode;
}

const columns: Readonly<Record<string, CertificateColumn>> = {
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
    show: (one, _words, warnDays) => <StandingText certificate={one} warnDays={warnDays} />,
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
};

/** The columns of the list; a row is a certificate by its serial number. */
export function certificateColumns(
  issued: readonly JudgedCertificate[],
  warnDays: number,
  words: Words,
): readonly GridColumn[] {
  const bySerial = new Map(issued.map((one) => [one.serial, one]));
  return Object.entries(columns).map(([key, { label, width, show }]) => ({
    key,
    title: words.t(label),
    width,
    render: ({ id }) => {
      const one = bySerial.get(id);
      return one ? show(one, words, warnDays) : null;
    },
  }));
}

/** The certificates in the order of a column. */
export function inOrder(
  issued: readonly JudgedCertificate[],
  [sort]: readonly Sort[],
): readonly JudgedCertificate[] {
  const value = columns[sort?.column ?? '']?.value;
  if (!value) return issued;
  const sign = sort?.dir === 'desc' ? -1 : 1;
  return issued.toSorted((a, b) => sign * value(a).localeCompare(value(b), 'zh-CN'));
}
