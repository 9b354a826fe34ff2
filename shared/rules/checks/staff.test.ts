import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../calendar/legalDay.ts';
import { limitOf, ruleSetFor } from '../ruleSet.ts';
import { checkCompanyAgreement } from './company.ts';
import {
  checkCompanyCoreRights,
  checkCorePost,
  checkFiled,
  checkHandover,
  checkPartner,
  checkSecurityOfficer,
  checkTraining,
  checkWeekAhead,
  leaverDeadline,
  replacementFilingDeadline,
  trainingDeadline,
} from './staff.ts';

const lead = limitOf(ruleSetFor('654000'), 'R122', 'lead');
const cycle = limitOf(ruleSetFor('654000'), 'R117', 'cycle');
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays('2000-01-01', offset));

describe('a week ahead (R122)', () => {
  it('counts the week without its first day', () => {
    expect(checkWeekAhead({ filingDate: '2026-03-02', effectiveDate: '2026-03-09', lead })).toEqual([]);
    const [late, ...more] = checkWeekAhead({ filingDate: '2026-03-02', effectiveDate: '2026-03-08', lead });
    expect(more).toEqual([]);
    expect(late).toMatchObject({
      code: 'staff/late-filing',
      rule: 'R122',
      severity: 'needs-reason',
      place: 'effectiveDate',
    });
    expect(late?.text.zh).toContain('2026-03-09');
    expect(late?.text.zh).toContain('提前 6 天');
  });

  it('a later effective date never adds a finding, and the deadline is its edge', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -30, max: 30 }), fc.nat(30), (filingDate, ahead, later) => {
        const effectiveDate = addDays(filingDate, ahead);
        const before = checkWeekAhead({ filingDate, effectiveDate, lead });
        const after = checkWeekAhead({ filingDate, effectiveDate: addDays(effectiveDate, later), lead });
        expect(after.length).toBeLessThanOrEqual(before.length);
        const { due } = replacementFilingDeadline({ effectiveDate, lead });
        expect(before.length === 0).toBe(filingDate <= due);
      }),
    );
  });
});

describe('core posts and core rights', () => {
  it('refuses every core post of a person who is not formal staff (R118)', () => {
    const found = checkCorePost({ posts: ['signer', 'collector', 'reviewer'], employmentType: 'dispatched' });
    expect(found.map((finding) => [finding.rule, finding.severity])).toEqual([
      ['R118', 'refuse'],
      ['R118', 'refuse'],
    ]);
    expect(found[0]?.text.zh).toContain('劳务派遣');
  });

  it('lets formal staff hold core posts and others hold the rest', () => {
    for (const employmentType of ['civil-servant', 'civil-servant-like', 'institution-staff'] as const) {
      expect(checkCorePost({ posts: ['security-officer', 'system-admin'], employmentType })).toEqual([]);
    }
    expect(
      checkCorePost({ posts: ['collector', 'support', 'duty-reader'], employmentType: 'outsourced' }),
    ).toEqual([]);
  });

  it('never gives core rights to company staff (R119)', () => {
    expect(checkCompanyCoreRights({ ofCompany: true, coreRights: ['发布'] })[0]).toMatchObject({
      rule: 'R119',
      severity: 'refuse',
    });
    expect(checkCompanyCoreRights({ ofCompany: true, coreRights: [] })).toEqual([]);
    expect(checkCompanyCoreRights({ ofCompany: false, coreRights: ['发布'] })).toEqual([]);
  });
});

describe('filing in force (R022, R121)', () => {
  const filed = { filed: true, effectiveDate: '2026-03-09', validUntil: '2028-03-08' };

  it('holds from the effective day to the last day, both included', () => {
    expect(checkFiled({ ...filed, today: '2026-03-09' })).toEqual([]);
    expect(checkFiled({ ...filed, today: '2028-03-08' })).toEqual([]);
    expect(checkFiled({ ...filed, today: '2026-03-08' }).map((finding) => finding.code)).toEqual([
      'staff/filing-not-yet-effective',
    ]);
    expect(checkFiled({ ...filed, today: '2028-03-09' }).map((finding) => finding.code)).toEqual([
      'staff/filing-expired',
    ]);
  });

  it('is needed at all', () => {
    expect(checkFiled({ ...filed, filed: false, today: '2026-04-01' })[0]?.rule).toBe('R022');
    expect(checkFiled({ ...filed, effectiveDate: null, today: '2026-04-01' })[0]?.rule).toBe('R022');
  });
});

describe('training (R117)', () => {
  it('is valid for twelve months to the day', () => {
    expect(checkTraining({ lastTraining: '2025-03-02', today: '2026-03-02', cycle })).toEqual([]);
    expect(checkTraining({ lastTraining: '2025-03-01', today: '2026-03-02', cycle })).toHaveLength(1);
    expect(checkTraining({ lastTraining: null, today: '2026-03-02', cycle })).toHaveLength(1);
    expect(checkTraining({ lastTraining: '2026-03-03', today: '2026-03-02', cycle })).toHaveLength(1);
  });

  it('agrees with its deadline, which is policy', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(800), (lastTraining, later) => {
        const today = addDays(lastTraining, later);
        const deadline = trainingDeadline({ lastTraining, cycle });
        expect(checkTraining({ lastTraining, today, cycle }).length === 0).toBe(today <= deadline.due);
        expect(deadline.source).toBe('policy');
      }),
    );
  });
});

describe('leavers (X15)', () => {
  it('lose access on the day they leave', () => {
    const end = limitOf(ruleSetFor('320400'), 'X15', 'end');
    expect(leaverDeadline({ leavingDate: '2026-03-06', end }).due).toBe('2026-03-06');
  });

  it('hand everything over, with all gaps named at once', () => {
    expect(checkHandover({ accessEnded: true, tokenReturned: true, secrecyPromise: true })).toEqual([]);
    expect(checkHandover({ accessEnded: false, tokenReturned: false, secrecyPromise: false })).toHaveLength(
      3,
    );
  });
});

describe('the unit and its partners', () => {
  it('has exactly one security responsible person (R116)', () => {
    expect(checkSecurityOfficer({ current: ['陈样一'] })).toEqual([]);
    expect(checkSecurityOfficer({ current: [] })[0]?.code).toBe('site/no-security-officer');
    expect(checkSecurityOfficer({ current: ['陈样一', '李样二'] })[0]?.text.zh).toContain('李样二');
  });

  it('runs no site with foreign or private bodies (R120)', () => {
    expect(checkPartner({ partner: 'public' })).toEqual([]);
    expect(checkPartner({ partner: 'private' })[0]?.rule).toBe('R120');
    expect(checkPartner({ partner: 'foreign' })[0]?.rule).toBe('R120');
  });

  it('works with a company only under an agreement in force (R013)', () => {
    const agreement = { signed: '2026-01-01', expires: '2026-12-31', scanned: true };
    expect(checkCompanyAgreement({ agreement, today: '2026-12-31' })).toEqual([]);
    expect(checkCompanyAgreement({ agreement: null, today: '2026-12-31' })).toHaveLength(1);
    expect(
      checkCompanyAgreement({ agreement: { ...agreement, scanned: false }, today: '2027-01-01' }),
    ).toHaveLength(2);
  });
});
