import type { ReactNode } from 'react';
import type { Column, ObjectState } from '../../../shared/domain/object.ts';
import type { Row } from '../../../shared/query/spec.ts';
import type { Words } from '../../locales/text.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { type AnyDef, fieldsOf } from '../defs.ts';
import { textOf } from '../show/textOf.ts';
import { StateTag } from '../show/StateTag.tsx';
import type { GridColumn } from './DataGrid.tsx';

type Titles = Readonly<Record<string, string>>;

/** The columns of an object's list, in the order of its definition, as far as they are chosen. */
export function gridColumns(
  def: AnyDef,
  chosen: readonly string[],
  words: Words,
  titles: Titles,
): readonly GridColumn[] {
  return stateThird(Object.entries(def.columns))
    .filter(([key]) => chosen.includes(key))
    .map(([key, column]) => ({
      key,
      title: words.say(column.label),
      width: widthOf(key, column, words),
      ...(column.kind === 'integer' && { align: 'end' as const }),
      sortable: column.kind !== 'list',
      render: (row: Row) => cellOf(def, key, column, row, words, titles),
    }));
}

/** Names of states are longer in English than the two to five characters that the widths are made for. */
function widthOf(key: string, column: Pick<Column<ObjectState>, 'width'>, { language }: Words): number {
  const width = column.width ?? 140;
  return key === 'state' && language === 'en-US' ? Math.max(width, 150) : width;
}

/** The state is what people look for first: it stays in view with the pane open. */
function stateThird<T>(columns: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  const state = columns.find(([key]) => key === 'state');
  if (!state || columns.indexOf(state) < 3) return columns;
  const others = columns.filter((column) => column !== state);
  return [...others.slice(0, 2), state, ...others.slice(2)];
}

/** Columns shown when nothing was chosen: those with a width. */
export function defaultColumns(def: AnyDef): readonly string[] {
  return Object.entries(def.columns)
    .filter(([, column]) => column.width !== undefined)
    .map(([key]) => key);
}

function cellOf(
  def: AnyDef,
  key: string,
  column: Column<ObjectState>,
  row: Row,
  words: Words,
  titles: Titles,
): ReactNode {
  const value = row[key];
  if (value === null || value === undefined || value === '') return <span className="muted">—</span>;
  if (key === 'state' && typeof value === 'string') return <StateTag state={value} states={def.states} />;
  // Plain text, not a link: links in cells would be tab stops between the rows.
  if (column.kind === 'ref' && typeof value === 'string') return titles[value] ?? value.slice(0, 8);
  if (column.kind === 'instant' && typeof value === 'string') return wallTime(value);
  const text = plainText(column, value, words, titles);
  return fieldsOf(def)[key]?.kind === 'code' ? <span className="code">{text}</span> : text;
}

/** A column's value in words. */
export function plainText(
  column: Pick<Column<ObjectState>, 'kind' | 'options'>,
  value: unknown,
  words: Words,
  titles: Titles = {},
): string {
  if (Array.isArray(value)) return words.join(value.map((item) => plainText(column, item, words, titles)));
  if (typeof value === 'boolean') return words.t(value ? 'field.yes' : 'field.no');
  const text = textOf(value);
  const option = column.options?.[text];
  return option ? words.say(option) : (titles[text] ?? text);
}
