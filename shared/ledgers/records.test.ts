import { describe, expect, it } from 'vitest';
import type { CaseState } from '../domain/case/state.ts';
import type { ObjectState } from '../domain/object.ts';
import type { SiteState } from '../domain/site/state.ts';
import { ipInUse } from '../domain/testing/addresses.ts';
import { idOf, unitIds } from '../domain/testing/context.ts';
import { domainInUse } from '../domain/testing/domains.ts';
import { filingIn, siteId } from '../domain/testing/filings.ts';
import { bureau } from '../domain/testing/units.ts';
import { mapHeadings } from '../import/fields.ts';
import { readRow } from '../import/row.ts';
import { importContext } from '../import/testing/context.ts';
import { verdictOf } from '../import/verdict.ts';
import { addressLedger } from './addresses.ts';
import { domainLedger } from './domains.ts';
import type { LedgerContext, StateLedger } from './ledger.ts';
import { ledgerDefs } from './ledgers.ts';
import { staffLedger } from './staff.ts';

const context: LedgerContext = {
  today: '2026-03-02',
  names: {
    [unitIds.bureau]: '常州市示范发展局',
    [siteId]: '示范发展局网站',
    [`${siteId}/notices`]: '通知公告',
    [idOf('b', 1)]: '示范发展局网站',
    [idOf('d', 1)]: 'demo.changzhou.gov.cn',
    c1: '张备案',
  },
};

/** The row by heading. */
function rowOf<S extends ObjectState>(ledger: StateLedger<S>, state: S) {
  const cells = ledger.cells(state, context, 7);
  return Object.fromEntries(ledger.columns.map((column, index) => [column.title.zh, cells[index]]));
}

describe('rows', () => {
  const site: SiteState = { id: siteId, rev: 1, state: 'online', name: '网站' };
  const decided: CaseState = {
    id: idOf('f', 1),
    rev: 2,
    state: 'approved',
    no: 'AJ-1',
    kind: 'approval',
    decidedBy: 'c1',
    digest: 'abcdef0123456789'.repeat(4),
  };
  const bare = { id: idOf('a', 9), rev: 0, state: 'none' };

  it.each([
    ['staff', filingIn('effective')],
    ['domains', domainInUse],
    ['addresses', ipInUse],
    ['units', bureau],
    ['sites', site],
    ['cases', decided],
  ] as const)(
    'of %s have one cell for each column, from a full record and from an empty one',
    (kind, state) => {
      const ledger = ledgerDefs[kind];
      if (ledger.source !== 'state') throw new Error('not a ledger of records');
      for (const one of [state, bare]) {
        const cells = ledger.cells(one, context, 7);
        expect(cells).toHaveLength(ledger.columns.length);
        expect(cells[0]).toBe(7);
        expect(cells).not.toContain(undefined);
        const dates = ledger.columns.flatMap((column, index) =>
          column.kind === 'date' ? [cells[index]] : [],
        );
        expect(dates.every((day) => day === null || /^\d{4}-\d{2}-\d{2}$/.test(String(day)))).toBe(true);
      }
    },
  );

  it('keep the masks of personal secrets', () => {
    const filing = filingIn('effective', { reviewedBy: 'c1', filingType: 'replacement', late: true });
    expect(rowOf(staffLedger, filing)).toMatchObject({
      单位名称: '常州市示范发展局',
      网站名称: '示范发展局网站',
      '证件号码(脱敏)': '320400********0008',
      手机: '139****0001',
      岗位: '信息审核',
      权限范围: '示范发展局网站·通知公告:一审',
      培训情况: '2026-01-15 安全培训 4h 92',
      是否提前一周: '否',
      审核人: '张备案',
      状态: '生效',
    });
    const raw = filingIn('effective', { idNumber: '320400198503120008' });
    expect(JSON.stringify(staffLedger.cells(raw, context, 1))).not.toContain('320400198503120008');
  });

  it('count the days left and say what was imported where nothing is assigned', () => {
    expect(rowOf(domainLedger, domainInUse)).toMatchObject({
      剩余天数: 425,
      解析IP: '203.0.113.10',
      是否主域名: '是',
      域名类别: '部门下级域名',
      状态: '启用',
    });
    const { unit: _unit, ...loose } = domainInUse;
    expect(rowOf(domainLedger, { ...loose, hostName: '某某局', expiryDate: '2026-03-01' })).toMatchObject({
      单位名称: '某某局',
      剩余天数: -1,
    });
    expect(rowOf(addressLedger, ipInUse)).toMatchObject({ 版本: 'IPv4', 共用网站数: 1, 用途: '网站前台' });
  });

  it('of an exported domain come back as the same record', () => {
    const headings = domainLedger.columns.map((column) => column.title.zh);
    const mapping = mapHeadings(headings, 'domains');
    const cells = domainLedger.cells({ ...domainInUse, siteName: '示范发展局网站' }, context, 1);
    const row = Object.fromEntries(
      mapping.flatMap((key, index) => (key === null ? [] : [[key, String(cells[index] ?? '')]])),
    );
    const read = readRow('domains', row, importContext);
    expect(read.findings).toEqual([]);
    expect(verdictOf({ ...domainInUse, siteName: '示范发展局网站' }, read.record, () => '')).toBe('same');
  });
});
