import type { Column, ObjectState } from '../../../shared/domain/object.ts';
import type { Filter } from '../../../shared/query/spec.ts';
import type { Words } from '../../locales/text.ts';
import { plainText } from '../grid/columns.tsx';

/** What a column needs to be filtered by. */
export type FilterColumn = Pick<Column<ObjectState>, 'label' | 'kind' | 'options' | 'ref'>;
export type FilterColumns = Readonly<Record<string, FilterColumn>>;

/** A filter in words: `状态: 待审、已审`. */
export function filterText(
  filter: Filter,
  columns: FilterColumns,
  words: Words,
  titles: Readonly<Record<string, string>> = {},
): string {
  const column = columns[filter.column];
  const name = column ? words.say(column.label) : filter.column;
  const values = filter.values.map((value) =>
    column ? plainText(column, value, words, titles) : String(value ?? ''),
  );
  switch (filter.op) {
    case 'empty':
      return `${name} ${words.t('filter.empty')}`;
    case 'between':
      return `${name}: ${values[0] ?? ''} – ${values[1] ?? ''}`;
    case 'contains':
      return `${name} ${words.t('filter.contains')} “${values.join('')}”`;
    case 'in':
    case 'has':
      return `${name}: ${words.join(values)}`;
    default:
      return filter.op satisfies never;
  }
}
