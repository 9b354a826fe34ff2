import { Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { Row, Sort } from '../../../shared/query/spec.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useText } from '../../locales/text.ts';
import { rowHeights } from '../../theme/tokens.ts';
import { toggleSort } from '../../ui/filter/useListState.ts';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import { gridColumns, inOrder } from '../../ui/grid/listColumns.ts';
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
const newestFirst: readonly Sort[] = [{ column: 'from', dir: 'desc' }];

/** Every certificate that the center has issued; at first those in force, which are what somebody looks after. */
export function CertificateList({ issued, warnDays, openId, onOpen }: Props) {
  const words = useText();
  const { t } = words;
  const { density } = usePreferences();
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState<Wanted>('current');
  const [sort, setSort] = useState(newestFirst);
  const columns = useMemo(() => certificateColumns(warnDays), [warnDays]);
  const shown = useMemo(
    () => gridColumns(columns, new Map(issued.map((one) => [one.serial, one])), words),
    [columns, issued, words],
  );
  const rows = useMemo(
    () =>
      inOrder(
        columns,
        issued.filter((one) => isWanted(one, wanted) && holds(one, text)),
        sort,
      ).map(({ serial }): Row => ({ id: serial, rev: 0 })),
    [columns, issued, wanted, text, sort],
  );
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
          style={{ width: 180 }}
          value={wanted}
          onChange={setWanted}
          options={(['current', 'all', ...standings] as const).map((value) => ({
            value,
            label: t(`ca.${value}`, { days: warnDays }),
          }))}
        />
        <span className="muted" role="status">
          {t('ca.count', { n: rows.length, total: issued.length })}
        </span>
      </div>
      {rows.length === 0 && <p className="muted">{t('ca.none')}</p>}
      {rows.length > 0 && (
        <DataGrid
          label={t('ca.issued')}
          columns={shown}
          total={rows.length}
          rowHeight={rowHeights[density]}
          rowAt={(index) => rows[index]}
          onRange={() => undefined}
          sort={sort}
          onSort={(column) => setSort(toggleSort(sort, column))}
          openId={openId}
          onOpen={({ id }) => onOpen(id)}
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
