import type { Defs } from '../../ui/defs.ts';
import { lookUp } from '../../ui/defs.ts';
import type { Words } from '../../locales/text.ts';
import type { Text } from '../../../shared/text.ts';

/** Words of log lines that belong to no object. */
const others: Readonly<Record<string, Text>> = {
  'session.open': { zh: '登录', en: 'Sign in' },
  'session.close': { zh: '退出登录', en: 'Sign out' },
  'session.refused': { zh: '登录被拒', en: 'Sign-in refused' },
  'session.stepUp': { zh: '再次验证身份', en: 'Step-up' },
  'gate.refused': { zh: '连接被拒', en: 'Connection refused' },
  'secret.revealed': { zh: '查看完整信息', en: 'Revealed' },
  'export.made': { zh: '导出', en: 'Export' },
};

/** What a log line's event is called: `人员备案 · 提交`; an unknown one stands for itself. */
export function eventText(event: string, defs: Defs, { say }: Pick<Words, 'say'>): string {
  const other = others[event];
  if (other) return say(other);
  const [type = '', name = ''] = event.split('.');
  const def = lookUp(defs, type);
  const act = def?.acts[name];
  return def && act ? `${say(def.label)} · ${say(act.label)}` : event;
}
