import { objectTypes } from '../../../shared/domain/objectType.ts';
import type { Options } from '../../../shared/domain/options.ts';
import type { Text } from '../../../shared/text.ts';
import { wordsOf, type TextKey } from '../../locales/text.ts';
import type { FilterColumns } from '../../ui/filter/filterText.ts';

const zh = wordsOf('zh-CN');
const en = wordsOf('en-US');

function both(key: TextKey): Text {
  return { zh: zh.t(key), en: en.t(key) };
}

/** Kinds of log line (审计日志类别). */
const categories = {
  'sign-in': both('audit.cat.sign-in'),
  user: both('audit.cat.user'),
  permission: both('audit.cat.permission'),
  configuration: both('audit.cat.configuration'),
  business: both('audit.cat.business'),
  sensitive: both('audit.cat.sensitive'),
  export: both('audit.cat.export'),
} as const satisfies Options;

/** How a logged act ended. */
export const results = {
  done: both('audit.done'),
  refused: both('audit.refused'),
  failed: both('audit.failed'),
} as const satisfies Options;

/** Columns of the log, by the names the query model uses. */
export const auditColumns = {
  seq: { label: both('audit.seq'), kind: 'integer' },
  at: { label: both('audit.at'), kind: 'instant' },
  category: { label: both('audit.category'), kind: 'enum', options: categories },
  event: { label: both('audit.event'), kind: 'text' },
  result: { label: both('audit.result'), kind: 'enum', options: results },
  objectType: { label: both('audit.type'), kind: 'enum', options: objectTypes },
  objectTitle: { label: both('audit.object'), kind: 'text' },
  actorName: { label: both('audit.actor'), kind: 'text' },
  actorUnit: { label: both('audit.unit'), kind: 'text' },
  reason: { label: both('audit.reason'), kind: 'text' },
  ip: { label: both('audit.ip'), kind: 'text' },
} as const satisfies FilterColumns;
