import { dayOf } from '../../../shared/calendar/legalDay.ts';
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
      return `${name}: ${bound(filter.values[0])} – ${bound(filter.values[1])}`;
    case 'contains':
      return `${name} ${words.t('filter.contains')} "${values.join('')}"`;
    case 'not':
      return `${name} ≠ ${words.join(values)}`;
    case 'in':
    case 'has':
      return `${name}: ${words.join(values)}`;
    default:
      return filter.op satisfies never;
  }
}

/** A bound as people read it; an instant as its day in China. */
function bound(value: Filter['values'][number] | undefined): string {
  const text = String(value ?? '');
  return text.endsWith('Z') ? dayOf(text) : text;
}
