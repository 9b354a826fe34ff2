import { Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { Sort } from '../../../shared/query/spec.ts';
import { useText } from '../../locales/text.ts';
import { HeldGrid } from '../../ui/grid/HeldGrid.tsx';
import { certificateColumns } from './certificateColumns.tsx';
import { isInForce, type JudgedCertificate, type Standing, standings } from './certificates.ts';

interface Props {
  readonly issued: readonly JudgedCertificate[];
  readonly warnDays: number;
  readonly openId: string | null;
  readonly onOpen: (serial: string) => void;
}

/** Which certificates are listed; `current` are those in force. */
type Wanted = Standing | 'current' | 'all';
const newestFirst: Sort = { column: 'from', dir: 'desc' };
const serialOf = ({ serial }: JudgedCertificate) => serial;

/** Every certificate that the center has issued; at first those in force, which are what somebody looks after. */
export function CertificateList({ issued, warnDays, openId, onOpen }: Props) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState<Wanted>('current');
  const columns = useMemo(() => certificateColumns(warnDays), [warnDays]);
  const listed = useMemo(
    () => issued.filter((one) => isWanted(one, wanted) && holds(one, text)),
    [issued, wanted, text],
  );
  return (
    <section className="certificates-issued" aria-label={t('ca.issued')}>
      <div className="row wrap">
        <Input.Search
          allowClear
          placeholder={t('ca.search')}
          aria-label={t('ca.search')}
          style={{ width: 280 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          aria-label={t('ca.state')}
          style={{ width: 180 }}
          value={wanted}
          onChange={setWanted}
          options={(['current', 'all', ...standings] as const).map((value) => ({
            value,
            label: t(`ca.${value}`, { days: warnDays }),
          }))}
        />
        <span className="muted nowrap" role="status">
          {t('ca.count', { n: listed.length, total: issued.length })}
        </span>
      </div>
      {listed.length === 0 && <p className="muted">{t('ca.none')}</p>}
      {listed.length > 0 && (
        <HeldGrid
          label={t('ca.issued')}
          columns={columns}
          items={listed}
          idOf={serialOf}
          firstSort={newestFirst}
          openId={openId}
          onOpen={onOpen}
        />
      )}
    </section>
  );
}

function isWanted({ standing }: JudgedCertificate, wanted: Wanted): boolean {
  return wanted === 'all' || (wanted === 'current' ? isInForce(standing) : standing === wanted);
}

function holds({ accountNo, displayName, serial }: JudgedCertificate, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [accountNo ?? '', displayName, serial].some((word) => word.toLowerCase().includes(wanted));
}
