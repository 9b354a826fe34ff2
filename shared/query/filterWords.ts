import { objectTypeNames } from '../domain/objectType.ts';
import { objectDefs } from '../domain/registry.ts';
import type { Filter, ListType, QuerySpec } from './spec.ts';
import type { Text } from '../text.ts';

type Value = Filter['values'][number];
type Names = Readonly<Record<string, string>>;
type Term = (value: Value) => Text;

/**
 * The filters of an export in words, for the inspector who has only the file.
 * @param names titles of the records that the filters name, by id
 */
export function filterWords(
  { type, filters, text }: Pick<QuerySpec, 'type' | 'filters' | 'text'>,
  names: Readonly<Record<string, string>>,
): readonly Text[] {
  const words = filters.map((filter) => wordsOf(type, filter, names));
  return text === '' ? words : [...words, { zh: `检索「${text}」`, en: `Search "${text}"` }];
}

function wordsOf(type: ListType, { column, op, values }: Filter, names: Names): Text {
  const { label, term } = columnOf(type, column, names);
  const list = { zh: values.map((v) => term(v).zh).join('、'), en: values.map((v) => term(v).en).join(', ') };
  const [from = null, to = null] = values;
  switch (op) {
    case 'in':
    case 'has':
      return { zh: `${label.zh}：${list.zh}`, en: `${label.en}: ${list.en}` };
    case 'not':
      return { zh: `${label.zh}不是：${list.zh}`, en: `${label.en} is not: ${list.en}` };
    case 'contains':
      return { zh: `${label.zh}含「${list.zh}」`, en: `${label.en} contains "${list.en}"` };
    case 'between':
      return {
        zh: `${label.zh}：${from ?? '…'} 至 ${to ?? '…'}`,
        en: `${label.en}: ${from ?? '…'} to ${to ?? '…'}`,
      };
    case 'empty':
      return { zh: `${label.zh}为空`, en: `${label.en} is empty` };
    default:
      return op satisfies never;
  }
}

/** Label and official terms of a column; a column of the log or of deadlines stands under its own name. */
function columnOf(type: ListType, name: string, names: Names): { label: Text; term: Term } {
  const plain: Term = (value) => {
    const text = names[String(value)] ?? String(value ?? '—');
    return { zh: text, en: text };
  };
  const known = objectTypeNames.find((each) => each === type);
  const def = known && objectDefs[known];
  const options = name === 'state' ? def?.states : def?.columns[name]?.options;
  const label = name === 'state' ? { zh: '状态', en: 'State' } : def?.columns[name]?.label;
  return {
    label: label ?? { zh: name, en: name },
    term: (value) => (typeof value === 'string' ? options?.[value] : undefined) ?? plain(value),
  };
}
