import type { SheetColumn } from '../../shared/sheet/xlsx/model.ts';

/** The fourteen columns of the audit sheet (审计日志) that the benchmark fills. */
export const AUDIT_COLUMNS: readonly SheetColumn[] = [
  { title: '序号', width: 9, kind: 'integer' },
  { title: '时间', width: 20, kind: 'instant' },
  { title: '用户', width: 10, kind: 'text' },
  { title: '角色', width: 14, kind: 'text' },
  { title: '单位', width: 24, kind: 'text' },
  { title: '终端', width: 14, kind: 'text' },
  { title: 'IP地址', width: 16, kind: 'text' },
  { title: '事件类别', width: 12, kind: 'text' },
  { title: '操作', width: 10, kind: 'text' },
  { title: '对象', width: 26, kind: 'text' },
  { title: '变更前', width: 30, kind: 'text' },
  { title: '变更后', width: 30, kind: 'text' },
  { title: '生效日期', width: 12, kind: 'date' },
  { title: '摘要', width: 12, kind: 'text' },
];

const ACTS = ['授权', '析权', '调整', '暂停', '启用', '注销'] as const;
const UNITS = [
  '市财政局',
  '市市场监督管理局',
  '市文化广电和旅游局',
  '市农业农村局',
  '市电子政务中心',
] as const;
const ROLES = ['备案员', '复核员', '权限管理员', '安全审计员'] as const;
const COLUMNS = ['政务公开·通知公告', '互动交流·局长信箱', '办事服务', '专题专栏'] as const;
const START = Date.UTC(2026, 0, 1);

/** Line `index` of a made-up audit log: the same on every run, about as varied as a real one. */
export function auditRow(index: number): readonly (string | number | null)[] {
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  const pick = <T>(list: readonly T[], shift: number): T | null =>
    list[(mixed >>> shift) % list.length] ?? null;
  const column = pick(COLUMNS, 9);
  return [
    index + 1,
    new Date(START + index * 31_000).toISOString(),
    `用户${mixed % 997}`,
    pick(ROLES, 3),
    pick(UNITS, 5),
    `WS-${(mixed >>> 7) % 200}`,
    `10.${mixed % 32}.${(mixed >>> 8) % 256}.${(mixed >>> 16) % 256}`,
    '权限管理',
    pick(ACTS, 11),
    `110101199003${String(mixed % 1_000_000).padStart(6, '0')}`,
    `${column}：编辑`,
    `${column}：编辑、审核；有效期至2027-${String((mixed % 12) + 1).padStart(2, '0')}-01`,
    `2026-${String((mixed % 12) + 1).padStart(2, '0')}-${String((mixed % 28) + 1).padStart(2, '0')}`,
    mixed.toString(16).padStart(8, '0'),
  ];
}
