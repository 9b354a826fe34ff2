import type { Options } from '../domain/options.ts';
import { objectDefs } from '../domain/registry.ts';
import type { Text } from '../text.ts';
import type { Filter, QuerySpec } from './spec.ts';

/** Columns of the log as filters name them. */
const eventColumns: Readonly<Record<string, Text>> = {
  seq: { zh: '序号', en: 'Line' },
  at: { zh: '时间', en: 'Time' },
  category: { zh: '事件类别', en: 'Category' },
  event: { zh: '操作', en: 'Act' },
  result: { zh: '结果', en: 'Result' },
  objectType: { zh: '对象类别', en: 'Kind of object' },
  objectId: { zh: '对象', en: 'Object' },
  objectTitle: { zh: '对象', en: 'Object' },
  actorId: { zh: '用户', en: 'User' },
  actorName: { zh: '用户', en: 'User' },
  actorUnit: { zh: '单位', en: 'Unit' },
  actorRoles: { zh: '角色', en: 'Role' },
};

interface Named {
  readonly label: Text;
  readonly options?: Options;
}

/** Filters of a query in words, for the sheet that explains an export; `names` are titles by id. */
export function filterWords(query: QuerySpec, names: Readonly<Record<string, string>>): readonly Text[] {
  const words = query.filters.map((filter) => wordsOf(filter, columnOf(query, filter.column), names));
  if (query.text.trim() === '') return words;
  return [...words, { zh: `包含“${query.text.trim()}”`, en: `containing "${query.text.trim()}"` }];
}

function columnOf(query: QuerySpec, key: string): Named {
  const fallback = { label: eventColumns[key] ?? { zh: key, en: key } };
  if (query.type === 'event' || query.type === 'deadline') return fallback;
  const def = objectDefs[query.type];
  if (key === 'state') return { label: { zh: '状态', en: 'State' }, options: def.states };
  return def.columns[key] ?? fallback;
}

function wordsOf(filter: Filter, { label, options }: Named, names: Readonly<Record<string, string>>): Text {
  const named = filter.values.map((value): Text => {
    const key = value === null ? '…' : String(value);
    return options?.[key] ?? { zh: names[key] ?? key, en: names[key] ?? key };
  });
  const list = (language: 'zh' | 'en', mark: string) => named.map((text) => text[language]).join(mark);
  switch (filter.op) {
    case 'between':
      return { zh: `${label.zh} ${list('zh', ' 至 ')}`, en: `${label.en} ${list('en', ' to ')}` };
    case 'contains':
      return {
        zh: `${label.zh}包含 ${list('zh', ' 或 ')}`,
        en: `${label.en} containing ${list('en', ' or ')}`,
      };
    case 'empty':
      return { zh: `${label.zh}为空`, en: `${label.en} is empty` };
    case 'not':
      return { zh: `${label.zh}不是 ${list('zh', '、')}`, en: `${label.en} is not ${list('en', ', ')}` };
    case 'in':
    case 'has':
      return { zh: `${label.zh}:${list('zh', '、')}`, en: `${label.en}: ${list('en', ', ')}` };
    default:
      return filter.op satisfies never;
  }
}
