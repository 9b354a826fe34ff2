import { describe, expect, it } from 'vitest';
import {
  accountContext,
  activeAccount,
  clerks,
  grantedAccount,
  openedAccount,
  proposedAccount,
  requested,
  siteIds,
  term,
} from '../domain/account/testing/build.ts';
import { accountDef } from '../domain/account/account.ts';
import type { AccountState } from '../domain/account/state.ts';
import { decide, evolve, type ActContext, type ObjectState } from '../domain/object.ts';
import type { AccountFacts } from '../domain/account/facts.ts';
import { actors, idOf, sealedSample, unitIds } from '../domain/testing/context.ts';
import type { Actor, LogEvent } from '../log/event.ts';
import { eventName } from '../log/eventName.ts';
import { auditLedger } from './audit.ts';
import { explanationRows, type Explanation } from './explanation.ts';
import type { LedgerContext, LedgerLine, LineLedger } from './ledger.ts';
import { permissionLedger } from './permissions.ts';

const context: LedgerContext = {
  today: '2026-03-02',
  names: {
    [unitIds.bureau]: '常州市示范发展局',
    [siteIds.portal]: '示范门户',
    [`${siteIds.portal}/news`]: '要闻',
    [`${siteIds.portal}/open`]: '公开',
    [siteIds.bureau]: '示范发展局',
    [`${siteIds.bureau}/news`]: '动态',
    [`no/${idOf('f', 1)}`]: 'BA-320400-2026-00017',
  },
};

function eventOf(more: Partial<LogEvent>): LogEvent {
  return {
    seq: 12,
    v: 1,
    at: '2026-03-02T01:00:00.000Z',
    category: 'business',
    event: 'session.open',
    result: 'done',
    object: null,
    actor: actors.C1,
    source: { ip: '10.8.0.2', certificate: null, session: null, client: 'WS-01 1.0.0' },
    change: null,
    caseId: null,
    proposer: null,
    facts: {},
    requestId: 'r',
    ...more,
  };
}

/** The line an act on an account leaves, run by one person or proposed by one and approved by another. */
function lineOf(
  state: AccountState,
  act: string,
  input: unknown,
  by: { readonly actor: Actor; readonly proposer: Actor | null },
  more: Partial<ActContext<AccountFacts>> = {},
): LedgerLine {
  const acting = accountContext({}, { ...by, ...more });
  const decision = decide(accountDef, state, act, input, acting);
  if (!decision.ok) throw new Error(decision.findings.map((found) => found.code).join(' '));
  const moment = { at: acting.now, day: acting.today, ...by };
  const object = { type: 'account' as const, id: state.id, title: 'czs-fzj-0008', rev: 1 };
  return {
    event: eventOf({
      event: `account.${act}`,
      category: 'permission',
      change: decision.change,
      object,
      ...by,
    }),
    hash: 'abcdef0123'.padEnd(64, '0'),
    before: state,
    after: evolve(state, decision.change, moment),
    case: by.proposer ? { no: 'AJ-1', openedAt: '2026-03-01T02:00:00.000Z' } : null,
  };
}

function rowsOf(ledger: LineLedger, line: LedgerLine) {
  return ledger
    .rows(line, context, 3)
    .map((cells) =>
      Object.fromEntries(ledger.columns.map((column, index) => [column.title.zh, cells[index]])),
    );
}

const alone = { actor: clerks.P1, proposer: null };
const both = { actor: clerks.P2, proposer: clerks.P1 };
const allGrants = (state: AccountState) => Object.keys(state.grants ?? {});

describe('permission ledger', () => {
  it('has a row for each part of a split, proposed or declined', () => {
    const parts = requested.map((cell, index) => ({
      cells: [cell],
      take: index === 0 ? 'decline' : 'grant',
    }));
    const rows = rowsOf(
      permissionLedger,
      lineOf(openedAccount(), 'split', { parent: 'filing', parts }, alone),
    );
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      序号: 3,
      操作类型: '析权',
      账号: 'czs-fzj-0008',
      姓名: '陈样一',
      单位: '常州市示范发展局',
      变更前权限: null,
      变更后权限: '(不予授权)示范门户·要闻:编辑',
      关联备案编号: 'BA-320400-2026-00017',
    });
    expect(rows[1]).toMatchObject({ 序号: 4, 变更后权限: '(拟授权)示范门户·要闻:送审' });
  });

  it('names who proposed and who approved a grant, with both times', () => {
    const state = proposedAccount();
    const [first] = rowsOf(
      permissionLedger,
      lineOf(state, 'grant', { grants: allGrants(state), ...term }, both),
    );
    expect(first).toMatchObject({
      操作类型: '授权',
      变更前权限: null,
      变更后权限: '示范门户·要闻:编辑',
      事由及依据: '岗位需要;依据:常示发〔2026〕3号',
      有效期起: '2026-03-02',
      有效期止: '2027-03-01',
      提出人: clerks.P1.name,
      批准人: clerks.P2.name,
      提出时间: '2026-03-01T02:00:00.000Z',
      批准时间: '2026-03-02T01:00:00.000Z',
    });
  });

  it('shows what comes into and goes out of force when an account is enabled or suspended', () => {
    const enabled = rowsOf(permissionLedger, lineOf(grantedAccount(), 'enable', {}, both));
    expect(enabled.map((row) => [row['变更前权限'], row['变更后权限']])[0]).toEqual([
      null,
      '示范门户·要闻:编辑',
    ]);
    const order = { cause: 'leave', until: '2026-06-01' };
    const suspended = rowsOf(permissionLedger, lineOf(activeAccount(), 'suspend', order, alone));
    expect(suspended).toHaveLength(4);
    expect(suspended[0]).toMatchObject({
      操作类型: '暂停',
      变更前权限: '示范门户·要闻:编辑',
      变更后权限: null,
      批准人: null,
      备注: '长期休假,计划至 2026-06-01',
    });
  });

  it('shows one row for an adjusted grant, and none for other acts, refusals and other objects', () => {
    const state = activeAccount();
    const [grant = ''] = allGrants(state);
    const kept = state.grants?.[grant]?.cells ?? [];
    const line = lineOf(state, 'adjust', { grant, cells: kept, to: '2026-12-31', basis: '通知' }, alone);
    const rows = rowsOf(permissionLedger, line);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ 操作类型: '调整', 有效期止: '2026-12-31' });
    expect(permissionLedger.takes(line.event)).toBe(true);
    expect(permissionLedger.takes({ ...line.event, result: 'refused' })).toBe(false);
    expect(permissionLedger.takes(eventOf({}))).toBe(false);
    expect(permissionLedger.rows({ ...line, event: eventOf({}) }, context, 1)).toEqual([]);
  });

  it('fills every column', () => {
    const state = proposedAccount();
    const line = lineOf(state, 'grant', { grants: allGrants(state), ...term }, both);
    for (const cells of permissionLedger.rows(line, context, 1)) {
      expect(cells).toHaveLength(permissionLedger.columns.length);
    }
  });
});

describe('audit ledger', () => {
  it('carries the line with the first eight digits of its digest', () => {
    const line = lineOf(activeAccount(), 'suspend', { cause: 'leak', until: '2026-06-01' }, alone);
    const [row] = rowsOf(auditLedger, line);
    expect(row).toMatchObject({
      序号: 12,
      时间: '2026-03-02T01:00:00.000Z',
      用户: `${clerks.P1.name}(${clerks.P1.accountNo})`,
      角色: '权限管理员',
      终端: 'WS-01 1.0.0',
      IP地址: '10.8.0.2',
      事件类别: '角色权限',
      操作: '账号 · 暂停',
      对象: '账号 czs-fzj-0008',
      结果: '成功',
      离线标志: '否',
      '摘要(SM3前8位)': 'abcdef01',
    });
    expect(row?.['变更前']).toBe('{"state":"active"}');
    expect(String(row?.['变更后'])).toContain('"state":"suspended"');
  });

  it('never shows more of a secret than its mask', () => {
    const idNumber = sealedSample('320400198503120008', '320400********0008');
    const before: ObjectState = { id: idOf('b', 1), rev: 0, state: 'none' };
    const change = {
      type: 'staffFiling' as const,
      id: before.id,
      act: 'enter',
      patch: { state: 'draft', idNumber },
      stamps: {},
      reason: null,
      noted: [],
    };
    const after = evolve(before, change, { at: '', day: '', actor: actors.C1, proposer: null });
    const [row] = rowsOf(auditLedger, { event: eventOf({ change }), hash: '', before, after, case: null });
    expect(row?.['变更后']).toBe('{"idNumber":"320400********0008","state":"draft"}');
    expect(row?.['变更前']).toBeNull();
    expect(JSON.stringify(row)).not.toContain(idNumber.digest);
  });

  it('tells facts of lines without a change, refusals and the system', () => {
    const line = {
      event: eventOf({ result: 'refused', actor: actors.SYS, facts: { offline: true, why: 'x' } }),
      hash: '',
      before: null,
      after: null,
      case: null,
    };
    expect(rowsOf(auditLedger, line)[0]).toMatchObject({
      结果: '拒绝',
      操作: '登录',
      离线标志: '是',
      变更后: '{"offline":true,"why":"x"}',
    });
    expect(eventName('unheard.of').zh).toBe('unheard.of');
  });
});

describe('second sheet (导出说明)', () => {
  const facts: Explanation = {
    title: { zh: '审计日志', en: 'Audit log' },
    number: 'DC-320400-2026-00003',
    from: '2026-01-01',
    to: '2026-03-01',
    asOf: '2026-03-02T01:00:00.000Z',
    filters: [{ zh: '结果:拒绝', en: 'Result: refused' }],
    count: 3,
    firstSeq: 5,
    lastSeq: 11,
    upToSeq: 12,
    chainHash: 'ab'.repeat(32),
    chainOk: true,
    exportedBy: '审计员',
    unit: '常州市示范信息中心',
    exportedAt: '2026-03-02T01:00:00.000Z',
    approvedBy: null,
    purpose: '季度检查',
    letter: null,
    fileName: '审计日志.xlsx',
    format: 'xlsx',
    clock: (instant) => instant.replace('T01', ' 09').slice(0, 19),
  };
  const told = (more: Partial<Explanation>) =>
    Object.fromEntries(
      explanationRows({ ...facts, ...more }, 'zh-CN').map(([item, content]) => [item, content]),
    );

  it('says everything an inspector asks for', () => {
    expect(told({})).toMatchObject({
      导出编号: 'DC-320400-2026-00003',
      筛选条件: '结果:拒绝',
      条数: '3',
      首末序号: '第 5 行至第 11 行',
      链校验结果: `通过;重算至第 12 行,链摘要为 SM3 ${'ab'.repeat(32)}`,
      导出人: '审计员(常州市示范信息中心)',
      导出时间: '2026-03-02 09:00:00',
      批准人: '无需批准',
      用途: '季度检查',
    });
    expect(told({ from: null, to: null, firstSeq: null, filters: [] })).toMatchObject({
      时间范围: '截至 2026-03-02 09:00:00 的现状',
      首末序号: '按日志第 12 行时的状态',
      筛选条件: '无(全部)',
    });
  });

  it('never calls a chain sound that was not recomputed or is broken', () => {
    expect(told({ chainOk: null })['链校验结果']).toMatch(/^未重算/);
    expect(told({ chainOk: false })['链校验结果']).toMatch(/^未通过/);
  });

  it('is complete in English', () => {
    const cells = explanationRows(
      { ...facts, purpose: 'check', exportedBy: 'A', unit: 'B', fileName: 'a.xlsx', to: null },
      'en-US',
    );
    expect(cells.flat().filter((cell) => /\p{Script=Han}/u.test(String(cell)))).toEqual([]);
  });
});
