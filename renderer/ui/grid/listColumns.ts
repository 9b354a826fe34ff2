import type { ReactNode } from 'react';
import type { Sort } from '../../../shared/query/spec.ts';
import type { TextKey, Words } from '../../locales/text.ts';
import type { GridColumn } from './DataGrid.tsx';

/** A column of a list that is held whole, and put in order here. */
interface ListColumn<T> {
  readonly label: TextKey;
  readonly width: number;
  /** What it is put in order by. */
  readonly value: (one: T) => string;
  readonly show: (one: T, words: Words) => ReactNode;
}

export type ListColumns<T> = Readonly<Record<string, ListColumn<T>>>;

/** The columns as the grid draws them; a row is an item by its id. */
export function gridColumns<T>(
  columns: ListColumns<T>,
  byId: ReadonlyMap<string, T>,
  words: Words,
): readonly GridColumn[] {
  return Object.entries(columns).map(([key, { label, width, show }]) => ({
    key,
    title: words.t(label),
    width,
    render: ({ id }) => {
      const one = byId.get(id);
      return one === undefined ? null : show(one, words);
    },
  }));
}

/** The items in the order of a column. */
export function inOrder<T>(
  columns: ListColumns<T>,
  items: readonly T[],
  [sort]: readonly Sort[],
): readonly T[] {
  const value = columns[sort?.column ?? '']?.value;
  if (!value) return items;
  const sign = sort?.dir === 'desc' ? -1 : 1;
  return items.toSorted((a, b) => sign * value(a).localeCompare(value(b), 'zh-CN'));
}
