import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Row, Sort } from '../../../shared/query/spec.ts';
import { isFocusLost } from '../useFocusReturn.ts';
import { isComposing } from '../useShortcuts.ts';
import { GridHead } from './GridHead.tsx';
import { type Cell, gridMove } from './gridKeys.ts';
import { GridRow } from './GridRow.tsx';
import './grid.css';

/** One column of a grid. */
export interface GridColumn {
  readonly key: string;
  readonly title: string;
  /** Preferred width in px; spare width is shared in proportion. */
  readonly width: number;
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  render(row: Row): ReactNode;
}

export interface DataGridProps {
  /** Name of the table for screen readers. */
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly total: number;
  readonly rowHeight: number;
  /** The row at an index, or undefined while it is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Told which rows are in view, so that they can be fetched. */
  readonly onRange: (first: number, last: number) => void;
  readonly sort: readonly Sort[];
  readonly onSort: (column: string) => void;
  /** Ids of ticked rows; without it rows can not be ticked. */
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (ids: ReadonlySet<string>) => void;
  /** Id of the row shown beside the grid; moving the focus moves it along. */
  readonly openId: string | null;
  readonly onOpen: (row: Row) => void;
}

/**
 * A grid for 100,000 rows: only the rows in view are in the document, the counts told to screen readers are
 * the true ones, and one cell holds the focus (roving tabindex) and stays mounted wherever the grid scrolls.
 */
export function DataGrid(props: DataGridProps) {
  const { columns, total, rowHeight, rowAt, onRange, openId } = props;
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Cell>({ row: 0, column: 0 });
  const anchor = useRef(0);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    // React can not draw at once while it is drawing, which is when rows are measured.
    useFlushSync: false,
    scrollPaddingStart: rowHeight,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return at.row < 0 || at.row >= total || shown.includes(at.row)
        ? shown
        : [...shown, at.row].toSorted((a, b) => a - b);
    },
  });
  const remeasure = useEffectEvent(() => virtual.measure());
  useEffect(() => remeasure(), [rowHeight]);

  // Closing the pane hands the focus back to the row it was opened from.
  const wasOpen = useRef(openId !== null);
  const refocus = useEffectEvent(() => {
    if (wasOpen.current && openId === null && isFocusLost()) focusCell(at);
    wasOpen.current = openId !== null;
  });
  useEffect(() => refocus(), [openId]);

  // Who came by a key finds the next key working.
  const takeFocus = useEffectEvent(() => {
    if (isFocusLost()) focusCell(at, isFocusLost);
  });
  useEffect(() => takeFocus(), []);

  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  const tellRange = useEffectEvent(onRange);
  useEffect(() => tellRange(first, last), [first, last]);

  const focusCell = (cell: Cell, isWanted = () => true) => {
    if (cell.row >= 0) virtual.scrollToIndex(cell.row, { align: 'auto' });
    // The row may only now be rendered; its cell takes the focus after that.
    requestAnimationFrame(() => {
      if (!isWanted()) return;
      const selector = `[data-row="${cell.row}"][data-column="${cell.column}"]`;
      box.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: cell.row >= 0 });
    });
  };

  const moveTo = (to: Cell) => {
    setAt(to);
    focusCell(to);
    const row = openId === null ? undefined : rowAt(to.row);
    if (row) props.onOpen(row);
  };

  const tick = (from: number, to: number) => {
    if (!props.ticked || !props.onTick) return;
    const next = new Set(props.ticked);
    const ids: string[] = [];
    for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
      const row = rowAt(index);
      if (row) ids.push(row.id);
    }
    const isSingle = from === to;
    for (const id of ids) {
      if (isSingle && next.has(id)) next.delete(id);
      else next.add(id);
    }
    anchor.current = to;
    props.onTick(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (isComposing(event.nativeEvent) || event.defaultPrevented) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2);
    const move = gridMove(event, at, { rows: total, columns: columns.length, page });
    if (!move) return;
    // In the head, Enter and Space are the sort button's own.
    if (at.row < 0 && move.kind !== 'move') return;
    event.preventDefault();
    if (move.kind === 'move') moveTo(move.to);
    else if (move.kind === 'tick') tick(at.row, at.row);
    else if (move.kind === 'tickRange') tick(anchor.current, at.row);
    else {
      const row = rowAt(at.row);
      if (row) props.onOpen(row);
    }
  };

  const latest = useRef({ tick, onOpen: props.onOpen, rowAt });
  useLayoutEffect(() => {
    latest.current = { tick, onOpen: props.onOpen, rowAt };
  });
  const onPress = useCallback((row: number, column: number) => {
    setAt({ row, column });
    const pressed = latest.current.rowAt(row);
    if (pressed) latest.current.onOpen(pressed);
  }, []);
  const onTick = useCallback((row: number, range: boolean) => {
    setAt((now) => ({ ...now, row }));
    latest.current.tick(range ? anchor.current : row, row);
  }, []);

  const template = [
    ...(props.ticked ? ['36px'] : []),
    ...columns.map((column) => `minmax(${column.width}px, ${column.width}fr)`),
  ].join(' ');
  const minWidth = columns.reduce((sum, column) => sum + column.width, props.ticked ? 36 : 0);

  return (
    <div
      ref={box}
      className="grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + (props.ticked ? 1 : 0)}
      aria-multiselectable={props.ticked ? true : undefined}
      onKeyDown={onKeyDown}
    >
      <GridHead
        columns={columns}
        sort={props.sort}
        onSort={props.onSort}
        template={template}
        minWidth={minWidth}
        hasTicks={props.ticked !== undefined}
        focused={at.row < 0 ? at.column : null}
      />
      <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize(), minWidth }}>
        {virtual.getVirtualItems().map((item) => (
          <GridRow
            key={item.key}
            index={item.index}
            top={item.start}
            height={rowHeight}
            row={rowAt(item.index)}
            columns={columns}
            template={template}
            focusedColumn={item.index === at.row ? at.column : null}
            isOpen={openId !== null && rowAt(item.index)?.id === openId}
            ticked={props.ticked}
            onPress={onPress}
            onTick={onTick}
          />
        ))}
      </div>
    </div>
  );
}
