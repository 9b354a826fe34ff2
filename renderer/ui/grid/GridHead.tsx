import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import type { Sort } from '../../../shared/query/spec.ts';
import { useText } from '../../locales/text.ts';
import type { GridColumn } from './DataGrid.tsx';

interface Props {
  readonly columns: readonly GridColumn[];
  readonly sort: readonly Sort[];
  readonly onSort: (column: string) => void;
  readonly template: string;
  readonly minWidth: number;
  readonly hasTicks: boolean;
  /** Column that holds the grid's focus while it is in the head. */
  readonly focused: number | null;
}

/** The sticky head; pressing a column sorts by it, pressing again turns the order round. */
export function GridHead({ columns, sort, onSort, template, minWidth, hasTicks, focused }: Props) {
  const { t } = useText();
  return (
    <div role="rowgroup" className="grid-head" style={{ minWidth }}>
      <div role="row" aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: template }}>
        {hasTicks && (
          <div role="columnheader" aria-colindex={1} className="grid-cell grid-pin">
            <span className="visually-hidden">{t('list.pickAll')}</span>
          </div>
        )}
        {columns.map((column, index) => {
          const dir = sort.find((item) => item.column === column.key)?.dir;
          const pinned = index === 0 ? (hasTicks ? ' grid-pin grid-pin-next' : ' grid-pin') : '';
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-colindex={index + (hasTicks ? 2 : 1)}
              aria-sort={dir === 'asc' ? 'ascending' : dir === 'desc' ? 'descending' : undefined}
              className={`grid-cell${pinned}${column.align === 'end' ? ' grid-end' : ''}`}
            >
              <button
                type="button"
                className="plain ellipsis"
                tabIndex={focused === index ? 0 : -1}
                data-row={-1}
                data-column={index}
                disabled={column.sortable === false}
                title={column.title}
                onClick={() => onSort(column.key)}
              >
                {column.title}
                {dir && (
                  <span
                    className="grid-sort"
                    role="img"
                    aria-label={t(dir === 'asc' ? 'list.sortAsc' : 'list.sortDesc')}
                  >
                    {dir === 'asc' ? <ArrowUpOutlined /> : <ArrowDownOutlined />}
                  </span>
                )}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
