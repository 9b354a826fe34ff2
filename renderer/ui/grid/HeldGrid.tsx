import { type ReactNode, useMemo, useState } from 'react';
import type { Row, Sort } from '../../../shared/query/spec.ts';
import { usePreferences } from '../../app/preferences.ts';
import { type TextKey, useText, type Words } from '../../locales/text.ts';
import { rowHeights } from '../../theme/tokens.ts';
import { toggleSort } from '../filter/useListState.ts';
import { DataGrid } from './DataGrid.tsx';

interface HeldColumn<T> {
  readonly label: TextKey;
  readonly width: number;
  /** What it is put in order by. */
  readonly value: (one: T) => string;
  readonly show: (one: T, words: Words) => ReactNode;
}

export type HeldColumns<T> = Readonly<Record<string, HeldColumn<T>>>;

interface Props<T> {
  readonly label: string;
  readonly columns: HeldColumns<T>;
  readonly items: readonly T[];
  readonly idOf: (one: T) => string;
  readonly firstSort: Sort;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

/** The grid of a list that the center answers whole, such as certificates or sessions: put in order here. */
export function HeldGrid<T>({ label, columns, items, idOf, firstSort, openId, onOpen }: Props<T>) {
  const words = useText();
  const { density } = usePreferences();
  const [sort, setSort] = useState<readonly Sort[]>([firstSort]);
  const byId = useMemo(() => new Map(items.map((one) => [idOf(one), one])), [items, idOf]);
  const shown = useMemo(
    () =>
      Object.entries(columns).map(([key, { label: title, width, show }]) => ({
        key,
        title: words.t(title),
        width,
        render: ({ id }: Row) => {
          const one = byId.get(id);
          return one === undefined ? null : show(one, words);
        },
      })),
    [columns, byId, words],
  );
  const rows = useMemo(
    () => inOrder(columns, items, sort).map((one): Row => ({ id: idOf(one), rev: 0 })),
    [columns, items, sort, idOf],
  );
  return (
    <DataGrid
      label={label}
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
  );
}

function inOrder<T>(columns: HeldColumns<T>, items: readonly T[], [sort]: readonly Sort[]): readonly T[] {
  const value = columns[sort?.column ?? '']?.value;
  if (!value) return items;
  const sign = sort?.dir === 'desc' ? -1 : 1;
  return items.toSorted((a, b) => sign * value(a).localeCompare(value(b), 'zh-CN'));
}
