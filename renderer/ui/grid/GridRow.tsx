import { type FocusEvent, memo, type MouseEvent } from 'react';
import type { Row } from '../../../shared/query/spec.ts';
import { useText } from '../../locales/text.ts';
import type { GridColumn } from './DataGrid.tsx';

interface Props {
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly row: Row | undefined;
  readonly columns: readonly GridColumn[];
  readonly template: string;
  readonly focusedColumn: number | null;
  readonly isOpen: boolean;
  readonly ticked: ReadonlySet<string> | undefined;
  readonly onPress: (index: number, column: number) => void;
  readonly onTick: (index: number, range: boolean) => void;
}

/** Shows the whole text of a cell that is cut off, on hover and on focus. */
function showWhole(event: MouseEvent<HTMLElement> | FocusEvent<HTMLElement>): void {
  const cell = event.currentTarget;
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.innerText;
  else cell.removeAttribute('title');
}

/** One row; drawn again only when something that is seen of it changed. The callbacks are stable. */
export const GridRow = memo(
  function GridRow(props: Props) {
    const { t } = useText();
    const { row, columns, index, ticked } = props;
    const isTicked = row !== undefined && (ticked?.has(row.id) ?? false);
    return (
      <div
        role="row"
        aria-rowindex={index + 2}
        aria-selected={ticked ? isTicked : props.isOpen}
        aria-busy={row === undefined ? true : undefined}
        className={`grid-row${props.isOpen ? ' is-open' : ''}${isTicked ? ' is-ticked' : ''}`}
        style={{ top: props.top, height: props.height, gridTemplateColumns: props.template }}
      >
        {ticked && (
          <div role="gridcell" aria-colindex={1} className="grid-cell grid-pin grid-tick">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={t('list.pick')}
              checked={isTicked}
              disabled={row === undefined}
              onClick={(event) => props.onTick(index, event.shiftKey)}
              readOnly
            />
          </div>
        )}
        {columns.map((column, at) => (
          <div
            key={column.key}
            role={at === 0 ? 'rowheader' : 'gridcell'}
            aria-colindex={at + (ticked ? 2 : 1)}
            tabIndex={props.focusedColumn === at ? 0 : -1}
            data-row={index}
            data-column={at}
            className={cellClass(at, ticked !== undefined, column)}
            onClick={() => props.onPress(index, at)}
            onMouseEnter={showWhole}
            onFocus={showWhole}
          >
            {row ? column.render(row) : <span className="grid-waiting" />}
          </div>
        ))}
      </div>
    );
  },
  (a, b) =>
    a.row === b.row &&
    a.index === b.index &&
    a.top === b.top &&
    a.height === b.height &&
    a.columns === b.columns &&
    a.template === b.template &&
    a.focusedColumn === b.focusedColumn &&
    a.isOpen === b.isOpen &&
    (a.ticked === undefined) === (b.ticked === undefined) &&
    isTicked(a) === isTicked(b),
);

function isTicked(props: Props): boolean {
  return props.row !== undefined && (props.ticked?.has(props.row.id) ?? false);
}

function cellClass(at: number, hasTicks: boolean, column: GridColumn): string {
  const pin = at === 0 ? (hasTicks ? ' grid-pin grid-pin-next' : ' grid-pin') : '';
  return `grid-cell ellipsis${pin}${column.align === 'end' ? ' grid-end' : ''}`;
}
