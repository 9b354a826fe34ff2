import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../calendar/legalDay.ts';
import { limitOf, ruleSetFor } from '../ruleSet.ts';
import { checkLogRetention, checkPurge } from './logs.ts';
import {
  checkColumns,
  checkFrontBack,
  checkHosting,
  checkMajorChange,
  checkMlpsLevel,
  checkSiteRoles,
} from './sites.ts';

const set = ruleSetFor('320400');
const codes = (findings: readonly { readonly code: string }[]) => findings.map((finding) => finding.code);

describe('who answers for a site (R047-R049)', () => {
  const roles = {
    siteType: 'portal',
    supervising: ['市府办'],
    host: '市府办',
    operating: '电子政务中心',
    operatorIsEgovBody: true,
    designation: '',
  } as const;

  it('is one supervisor, one host, one operator', () => {
    expect(checkSiteRoles(roles)).toEqual([]);
    expect(codes(checkSiteRoles({ ...roles, supervising: [], host: null, operating: null }))).toEqual([
      'site/supervisor',
      'site/no-host',
      'site/no-operator',
    ]);
    expect(codes(checkSiteRoles({ ...roles, supervising: ['甲', '乙'] }))).toEqual(['site/supervisor']);
  });

  it('needs a designation where a portal is run by another body (R048)', () => {
    expect(codes(checkSiteRoles({ ...roles, operatorIsEgovBody: false }))).toEqual([
      'site/operator-not-designated',
    ]);
    expect(checkSiteRoles({ ...roles, operatorIsEgovBody: false, designation: '示府办〔2026〕2号' })).toEqual(
      [],
    );
  });
});

describe('columns', () => {
  const reviews = limitOf(set, 'R105', 'reviews');
  const good = { owner: '陈样一', responsibleUnit: '市示范局', reviewers: ['甲', '乙', '丙'] };
  const all = (['news', 'disclosure', 'services', 'interaction'] as const).map((columnClass) => ({
    name: columnClass,
    columnClass,
    ...good,
  }));

  it('cover the four classes (R025)', () => {
    expect(checkColumns({ columns: all, reviews })).toEqual([]);
    expect(codes(checkColumns({ columns: all.slice(1), reviews }))).toEqual(['column/class-missing']);
    expect(checkColumns({ columns: [], reviews })).toHaveLength(4);
  });

  it('say everything that is wrong with a column, with its place', () => {
    const bad = {
      name: '通知公告',
      columnClass: null,
      owner: null,
      responsibleUnit: null,
      reviewers: ['甲', '甲'],
    };
    const found = checkColumns({ columns: [...all, bad], reviews });
    expect(found.map((finding) => [finding.rule, finding.place])).toEqual([
      ['R025', 'columns.4.columnClass'],
      ['R104', 'columns.4.owner'],
      ['R051', 'columns.4.responsibleUnit'],
      ['R105', 'columns.4.reviewers'],
      ['R105', 'columns.4.reviewers'],
    ]);
  });

  it('have three reviews by different persons (R105)', () => {
    const reviewedBy = (reviewers: readonly string[]) =>
      codes(checkColumns({ columns: all.map((column) => ({ ...column, reviewers })), reviews }));
    expect(reviewedBy(['甲', '乙', '丙', '丁'])).toEqual([]);
    expect(new Set(reviewedBy(['甲', '乙', '甲']))).toEqual(new Set(['column/same-reviewer']));
    expect(new Set(reviewedBy(['甲', '乙']))).toEqual(new Set(['column/too-few-reviews']));
  });
});

describe('hosting and protection', () => {
  it('stays in China with domestic providers (R126)', () => {
    expect(checkHosting({ country: 'cn', providerForeign: false })).toEqual([]);
    expect(codes(checkHosting({ country: 'HK', providerForeign: true }))).toEqual([
      'site/hosted-abroad',
      'site/foreign-provider',
    ]);
  });

  it('keeps front and back apart and the back off the Internet (R130)', () => {
    expect(checkFrontBack({ frontHost: 'web-01', backHost: 'cms-01', backPublic: false })).toEqual([]);
    expect(codes(checkFrontBack({ frontHost: 'web-01', backHost: ' WEB-01', backPublic: true }))).toEqual([
      'site/front-is-back',
      'site/back-end-public',
    ]);
  });

  it('holds important sites at level 3 (X04)', () => {
    const level = limitOf(set, 'X04', 'level');
    expect(checkMlpsLevel({ mlpsLevel: 3, important: true, level })).toEqual([]);
    expect(checkMlpsLevel({ mlpsLevel: 2, important: false, level })).toEqual([]);
    expect(checkMlpsLevel({ mlpsLevel: 2, important: true, level })[0]?.rule).toBe('X04');
    expect(checkMlpsLevel({ mlpsLevel: null, important: true, level })[0]?.text.zh).toContain('未定级');
  });

  it('files and reports a change of major matters (R081)', () => {
    expect(checkMajorChange({ changed: [], icpChangeFiled: false, reported: false })).toEqual([]);
    expect(codes(checkMajorChange({ changed: ['domain'], icpChangeFiled: false, reported: false }))).toEqual([
      'site/icp-change-missing',
      'site/change-not-reported',
    ]);
  });
});

describe('logs (R139, X05)', () => {
  const floor = limitOf(set, 'R139', 'floor');
  const retention = limitOf(set, 'X05', 'retention');

  it('are kept a year, six months at the very least', () => {
    expect(checkLogRetention({ months: 12, floor, retention })).toEqual([]);
    expect(checkLogRetention({ months: 6, floor, retention })).toMatchObject([
      { rule: 'X05', severity: 'needs-reason' },
    ]);
    expect(checkLogRetention({ months: 5, floor, retention })).toMatchObject([
      { rule: 'R139', severity: 'refuse' },
    ]);
  });

  it('are purged only when older than a year, never when younger than six months', () => {
    const purge = (before: string) => checkPurge({ before, today: '2026-03-02', floor, retention });
    expect(purge('2025-03-02')).toEqual([]);
    expect(purge('2025-03-03')).toMatchObject([{ rule: 'X05', severity: 'needs-reason' }]);
    expect(purge('2025-09-02')).toMatchObject([{ rule: 'X05' }]);
    expect(purge('2025-09-03')).toMatchObject([{ rule: 'R139', severity: 'refuse' }]);
  });

  it('a purge allowed today is allowed on every later day', () => {
    fc.assert(
      fc.property(fc.nat(800), fc.nat(400), (age, later) => {
        const before = '2026-03-02';
        const today = addDays(before, age);
        const count = (on: string) => checkPurge({ before, today: on, floor, retention }).length;
        expect(count(addDays(today, later))).toBeLessThanOrEqual(count(today));
      }),
    );
  });
});
