import { Alert } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { centerScope, partsOf } from '../../../shared/access/rights.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useCenter } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { rowHeights } from '../../theme/tokens.ts';
import { DataGrid, type GridColumn } from '../../ui/grid/DataGrid.tsx';
import { useDef } from '../../ui/defs.ts';
import { RefPicker } from '../../ui/form/RefPicker.tsx';
import { StatusLine } from '../../ui/page/StatusLine.tsx';
import { recordPath } from '../../ui/recordPath.ts';
import { EmptyState } from '../../ui/show/EmptyState.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { textOf } from '../../ui/show/textOf.ts';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { columnName } from '../../ui/show/CellsText.tsx';
import { heldCells } from './grants.ts';
import { MatrixCell } from './MatrixCell.tsx';
import { matrixColumns } from './matrix.ts';
import { type RecordsById, useRecordsById } from './useRecordsById.ts';
import './account.css';

/** Accounts per matrix, the most that one answer holds; a unit chosen above shows the others. */
const limit = 2000;

/** Who may do what where: accounts down, sites and columns across, rights as glyphs. */
export function PermissionMatrix({ head }: { readonly head: ReactNode }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { density } = usePreferences();
  const [unit, setUnit] = useState<string | null>(null);
  const list = useCenter('records.query', {
    type: 'account',
    filters: [
      { column: 'state', op: 'in', values: ['toEnable', 'active', 'suspended'] },
      ...(unit === null ? [] : [{ column: 'unit', op: 'in' as const, values: [unit] }]),
    ],
    text: '',
    sort: [{ column: 'accountNo', dir: 'asc' }],
    window: { offset: 0, limit },
  });
  const rows = list.data?.rows ?? [];
  const accounts = useRecordsById(
    'account',
    rows.map((row) => row.id),
  );
  const states = accounts.byId;
  const places = usePlaces(states);
  const columns = useColumns(states, places);
  const isThere = rows.length > 0 && [accounts, places].every(({ isLoading, error }) => !isLoading && !error);
  return (
    <div className="page">
      <main className="page-main">
        <div className="page-head">
          <h1>{t('nav.accounts')}</h1>
          {head}
          <span className="grow" />
          <div className="matrix-unit">
            <RefPicker
              id="matrix-unit"
              type="unit"
              label={t('audit.unit')}
              value={unit === null ? [] : [unit]}
              onChange={([next]) => setUnit(next ?? null)}
            />
          </div>
        </div>
        {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
        {accounts.error && <ErrorState error={accounts.error} retry={accounts.retry} />}
        {places.error && <ErrorState error={places.error} retry={places.retry} />}
        {(list.isPending || accounts.isLoading || places.isLoading) && (
          <LoadingState isPaused={[list, accounts, places].some(({ isPaused }) => isPaused)} />
        )}
        {list.data?.total === 0 && <EmptyState why={t('matrix.none')} next={t('list.emptyRead')} />}
        {list.data && list.data.total > rows.length && (
          <Alert
            type="warning"
            showIcon
            title={t('matrix.cut', { n: rows.length, total: list.data.total })}
          />
        )}
        {isThere && (
          <DataGrid
            label={t('matrix.title')}
            columns={columns}
            total={rows.length}
            rowHeight={rowHeights[density]}
            rowAt={(index) => rows[index]}
            onRange={() => undefined}
            sort={[]}
            onSort={() => undefined}
            openId={null}
            onOpen={(row) => void navigate(recordPath('account', row.id))}
          />
        )}
        <StatusLine latest={list.data ?? null} ticked={0} />
      </main>
    </div>
  );
}

/** How the sites and columns of the matrix are called. */
interface Places extends Omit<RecordsById, 'byId'> {
  readonly site: (id: string) => string;
  readonly column: (site: string, column: string) => string;
}

function usePlaces(states: Readonly<Record<string, ObjectState>>): Places {
  const def = useDef('site');
  const ids = [
    ...new Set(
      Object.values(states)
        .flatMap(heldCells)
        .map((value) => partsOf(value).site),
    ),
  ];
  const { byId: sites, ...reading } = useRecordsById(
    'site',
    ids.filter((id) => id !== centerScope),
  );
  const names = useMemo(
    () => ({
      site: (id: string) => {
        const state = sites[id];
        return state && def ? def.title(state) : id.slice(0, 8);
      },
      column: (site: string, column: string) => columnName(sites[site], column),
    }),
    [sites, def],
  );
  return { ...names, ...reading };
}

function useColumns(states: Readonly<Record<string, ObjectState>>, places: Places): readonly GridColumn[] {
  const { t } = useText();
  return useMemo(
    () => [
      {
        key: 'account',
        title: t('matrix.person'),
        width: 200,
        sortable: false,
        render: (row) => `${textOf(row['name'])} ${textOf(row['accountNo'])}`,
      },
      ...matrixColumns(Object.values(states), places.site, places.column, t).map(
        ({ key, title }): GridColumn => ({
          key,
          title,
          width: 150,
          sortable: false,
          render: (row) => <MatrixCell state={states[row.id]} where={key} />,
        }),
      ),
    ],
    [states, places.site, places.column, t],
  );
}
