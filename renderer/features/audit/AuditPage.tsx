import { useMemo } from 'react';
import type { Row } from '../../../shared/query/spec.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useText } from '../../locales/text.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { rowHeights } from '../../theme/tokens.ts';
import { FilterBar } from '../../ui/filter/FilterBar.tsx';
import { useAddress } from '../../ui/filter/useAddress.ts';
import { toggleSort, useListState } from '../../ui/filter/useListState.ts';
import { DataGrid, type GridColumn } from '../../ui/grid/DataGrid.tsx';
import { useRecordPages } from '../../ui/grid/useRecordPages.ts';
import { StatusLine } from '../../ui/page/StatusLine.tsx';
import { EmptyState } from '../../ui/show/EmptyState.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { textOf } from '../../ui/show/textOf.ts';
import { LoadingState } from '../../ui/show/LoadingState.tsx';
import { AuditHead } from './AuditHead.tsx';
import { auditColumns, results } from './columns.ts';
import { eventName } from '../../../shared/log/eventName.ts';
import { LinePane } from './LinePane.tsx';
import { ResultText } from './ResultText.tsx';

const sort = [{ column: 'seq', dir: 'desc' as const }];

/** The log (审计日志), read-only: filters by person, object, act, period, result; a line opens before and after. */
export default function AuditPage() {
  const { t } = useText();
  const { density } = usePreferences();
  const state = useListState(sort);
  const { filters, text, sort: order, change } = state;
  const { params, write } = useAddress();
  const spec = useMemo(
    () => ({ type: 'event' as const, filters: [...filters], text, sort: [...order] }),
    [filters, text, order],
  );
  const pages = useRecordPages(spec);
  const line = params.get('line');
  const columns = useColumns();
  const open = (seq: string | null) => write({ line: seq });
  return (
    <div className="page">
      <main className="page-main">
        <AuditHead spec={spec} total={pages.latest && pages.total} />
        <FilterBar columns={auditColumns} filters={filters} text={text} onChange={change} />
        {pages.error && <ErrorState error={pages.error} retry={pages.retry} />}
        {pages.isLoading && pages.latest === null && <LoadingState isPaused={pages.isPaused} />}
        {pages.latest && pages.total === 0 && (
          <EmptyState why={t('list.emptyFiltered')} next={t('list.emptyFilteredNext')} />
        )}
        {pages.total > 0 && (
          <DataGrid
            label={t('nav.audit')}
            columns={columns}
            total={pages.total}
            rowHeight={rowHeights[density]}
            rowAt={pages.rowAt}
            onRange={pages.onRange}
            sort={order}
            onSort={(column) => change({ sort: toggleSort(order, column) })}
            openId={line}
            onOpen={(row: Row) => open(row.id)}
          />
        )}
        <StatusLine latest={pages.latest} ticked={0} />
      </main>
      {line !== null && <LinePane key={line} seq={Number(line)} onClose={() => open(null)} />}
    </div>
  );
}

/** Widths of the columns in px; those without one can be filtered by but are not shown. */
const widths: Readonly<Partial<Record<keyof typeof auditColumns, number>>> = {
  seq: 84,
  at: 150,
  event: 170,
  actorName: 90,
  actorUnit: 150,
  objectTitle: 230,
  result: 80,
  reason: 200,
  ip: 110,
};

function useColumns(): readonly GridColumn[] {
  const words = useText();
  return useMemo(
    () =>
      Object.entries(auditColumns).flatMap(([key, column]): GridColumn[] => {
        const width = Object.entries(widths).find(([name]) => name === key)?.[1];
        if (width === undefined) return [];
        return [
          {
            key,
            title: words.say(column.label),
            width,
            align: column.kind === 'integer' ? 'end' : 'start',
            render: (row) => cellOf(key, row, words),
          },
        ];
      }),
    [words],
  );
}

function cellOf(key: string, row: Row, words: ReturnType<typeof useText>) {
  const value = row[key];
  if (value === null || value === undefined || value === '') return <span className="muted">—</span>;
  const text = textOf(value);
  if (key === 'at') return wallTime(text);
  if (key === 'event') return words.say(eventName(text));
  if (key === 'result') return <ResultText result={text} results={results} />;
  if (key === 'ip' || key === 'seq') return <span className="code">{text}</span>;
  return text;
}
