import { appRoles } from '../access/roles.ts';
import { objectTypes } from '../domain/objectType.ts';
import { sealedSchema } from '../domain/sealed.ts';
import { canonicalJson } from '../log/canonical.ts';
import { eventName } from '../log/eventName.ts';
import type { Actor, EventCategory, EventResult } from '../log/event.ts';
import { isObject, type Json } from '../log/patch.ts';
import type { Text } from '../text.ts';
import { LIST, plain } from './cells.ts';
import { column, type LedgerCell, type LedgerLine, type LineLedger } from './ledger.ts';

/** Kinds of log line in official terms (事件类别, domain.md 2.17). */
const eventCategories: Readonly<Record<EventCategory, Text>> = {
  'sign-in': { zh: '登录', en: 'Sign-in' },
  user: { zh: '用户管理', en: 'User management' },
  permission: { zh: '角色权限', en: 'Roles and permissions' },
  configuration: { zh: '系统配置', en: 'System configuration' },
  business: { zh: '业务数据', en: 'Business data' },
  sensitive: { zh: '敏感数据', en: 'Sensitive data' },
  export: { zh: '审计与导出', en: 'Audit and export' },
};

/** Results of log lines (结果). */
const eventResults: Readonly<Record<EventResult, Text>> = {
  done: { zh: '成功', en: 'Done' },
  refused: { zh: '拒绝', en: 'Refused' },
  failed: { zh: '失败', en: 'Failed' },
};

/** Longest text of a before or after cell; spreadsheet cells hold 32,767 characters. */
const MAX_CELL = 8000;

/** 审计日志 (domain.md 6); its number is the line's own, so that a gap would show. */
export const auditLedger: LineLedger = {
  source: 'lines',
  title: { zh: '审计日志', en: 'Audit log' },
  columns: [
    column.count('序号', 'No.', 10),
    column.instant('时间', 'Time'),
    column.text('用户', 'User', 20),
    column.text('角色', 'Roles', 16),
    column.text('单位', 'Unit', 24),
    column.text('终端', 'Terminal', 18),
    column.text('IP地址', 'Address', 16),
    column.text('事件类别', 'Category', 12),
    column.text('操作', 'Act', 20),
    column.long('对象', 'Object', 26),
    column.long('变更前', 'Before', 40),
    column.long('变更后', 'After', 40),
    column.text('结果', 'Result', 8),
    column.text('关联审批', 'Case', 20),
    column.text('离线标志', 'Offline', 9),
    column.text('摘要(SM3前8位)', 'Digest (SM3, first 8)', 16),
  ],
  takes: () => true,
  rows: (line) => {
    const { event } = line;
    const { before, after } = touched(line);
    return [
      [
        event.seq,
        event.at,
        userOf(event.actor),
        plain(event.actor.roles.map(roleName).join(LIST)),
        plain(event.actor.unitName),
        plain(event.source.client),
        plain(event.source.ip),
        eventCategories[event.category].zh,
        eventName(event.event).zh,
        event.object ? `${objectTypes[event.object.type].zh} ${event.object.title}` : null,
        before,
        after,
        eventResults[event.result].zh,
        plain(line.case?.no ?? event.caseId),
        event.facts['offline'] === true ? '是' : '否',
        line.hash.slice(0, 8),
      ],
    ];
  },
};

function userOf(actor: Actor): string {
  return actor.id === 'system' ? '系统' : `${actor.name}(${actor.accountNo})`;
}

function roleName(role: string): string {
  if (role === 'SYS') return '系统';
  return Object.entries(appRoles).find(([key]) => key === role)?.[1].zh ?? role;
}

/** The fields a line touched, before and after, as canonical JSON; secrets by their mask only. */
function touched({ event, before, after }: LedgerLine): {
  readonly before: LedgerCell;
  readonly after: LedgerCell;
} {
  if (!event.change) {
    const facts = Object.keys(event.facts).length === 0 ? null : jsonCell(masked(event.facts));
    return { before: null, after: facts };
  }
  const keys = [...Object.keys(event.change.patch), ...Object.keys(event.change.stamps)].sort();
  return { before: fieldsOf(before, keys), after: fieldsOf(after, keys) };
}

function fieldsOf(state: object | null, keys: readonly string[]): LedgerCell {
  if (state === null) return null;
  const picked = Object.fromEntries(
    Object.entries(state).filter(
      ([key, value]) => keys.includes(key) && !(key === 'state' && value === 'none'),
    ),
  );
  return Object.keys(picked).length === 0 ? null : jsonCell(masked(picked));
}

function jsonCell(value: unknown): string {
  const text = canonicalJson(value);
  return text.length <= MAX_CELL ? text : `${text.slice(0, MAX_CELL)}…`;
}

function masked(value: unknown): Json {
  const sealed = sealedSchema.safeParse(value);
  if (sealed.success) return sealed.data.mask;
  if (Array.isArray(value)) return value.map(masked);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, masked(one)]));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
