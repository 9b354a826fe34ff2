import { describe, expect, it } from 'vitest';
import { limitOf, ruleSetFor } from '../ruleSet.ts';
import { checkApprovalSteps, checkDomainApproval } from './approvals.ts';
import {
  checkCenterOnly,
  checkFunctions,
  checkOneSite,
  checkRecheck,
  checkReopening,
  checkSeparateSiteForm,
  checkSiteName,
  checkSitePurpose,
  checkSlogan,
} from './opening.ts';
import { checkSiteForUnitLevel } from './placement.ts';
import { checkSiteReadiness, siteReadiness } from './readiness.ts';

const changzhou = ruleSetFor('320400');
const yili = ruleSetFor('654000');
const codes = (findings: readonly { readonly code: string }[]) => findings.map((finding) => finding.code);
const rules = (findings: readonly { readonly rule: string | null }[]) =>
  findings.map((finding) => finding.rule);

describe('which unit may have which site', () => {
  const department = {
    unitType: 'organ',
    unitLevel: 'prefecture',
    siteType: 'department',
    platform: 'cluster',
    exceptionApproved: false,
    joinedDistrict: false,
    prefectureDepartmentSites: changzhou.prefectureDepartmentSites,
  } as const;

  it('prefecture departments: on need in Changzhou, only with a reason in Yili (R057)', () => {
    const inYili = { ...department, prefectureDepartmentSites: yili.prefectureDepartmentSites };
    expect(checkSiteForUnitLevel(department)).toEqual([]);
    expect(checkSiteForUnitLevel(inYili)).toMatchObject([{ rule: 'R057', severity: 'needs-reason' }]);
    expect(checkSiteForUnitLevel({ ...inYili, exceptionApproved: true })).toEqual([]);
    expect(
      checkSiteForUnitLevel({ ...inYili, exceptionApproved: true, platform: 'standalone' }),
    ).toMatchObject([{ severity: 'refuse' }]);
  });

  it('county level: the government has a portal, its departments nothing (R056, R057)', () => {
    const county = { ...department, unitLevel: 'county' } as const;
    expect(rules(checkSiteForUnitLevel(county))).toEqual(['R057']);
    expect(checkSiteForUnitLevel({ ...county, unitType: 'government', siteType: 'portal' })).toEqual([]);
    expect(codes(checkSiteForUnitLevel({ ...county, siteType: 'portal' }))).toEqual([
      'site/portal-not-government',
      'site/county-department',
    ]);
  });

  it('towns and streets have none, not even by exception (R056)', () => {
    const town = {
      ...department,
      unitLevel: 'township',
      unitType: 'government',
      siteType: 'portal',
      exceptionApproved: true,
    } as const;
    expect(rules(checkSiteForUnitLevel(town))).toEqual(['R056']);
    expect(checkSiteForUnitLevel({ ...town, siteType: 'channel' })).toEqual([]);
  });

  it('internal and subordinate bodies need form 4 (R038)', () => {
    for (const unitLevel of ['internal', 'subordinate'] as const) {
      expect(rules(checkSiteForUnitLevel({ ...department, unitLevel }))).toEqual(['R038']);
      expect(checkSiteForUnitLevel({ ...department, unitLevel, exceptionApproved: true })).toEqual([]);
      expect(checkSiteForUnitLevel({ ...department, unitLevel, siteType: 'subsite' })).toEqual([]);
    }
  });

  it('a joined district keeps only its own portal (R041)', () => {
    const joined = { ...department, joinedDistrict: true, unitLevel: 'county' } as const;
    expect(rules(checkSiteForUnitLevel(joined))).toEqual(['R041', 'R057']);
    expect(checkSiteForUnitLevel({ ...joined, unitType: 'government', siteType: 'portal' })).toEqual([]);
  });
});

describe('how many and what for', () => {
  const sites = limitOf(yili, 'R055', 'sites');
  const second = { otherSites: ['示范局网站'], partyOrGovernment: false, exceptionRecorded: false, sites };

  it('one site per unit (R055), one portal per party or government body (X01)', () => {
    expect(checkOneSite({ ...second, otherSites: [] })).toEqual([]);
    expect(checkOneSite(second)).toMatchObject([{ rule: 'R055', severity: 'needs-reason' }]);
    expect(checkOneSite({ ...second, exceptionRecorded: true })).toEqual([]);
    expect(checkOneSite({ ...second, exceptionRecorded: true, partyOrGovernment: true })).toMatchObject([
      { rule: 'X01', severity: 'refuse' },
    ]);
  });

  it('columns for events (R058), the center for cluster sites (R001), form 4 for separate ones (R039)', () => {
    expect(rules(checkSitePurpose({ purpose: 'event' }))).toEqual(['R058']);
    expect(checkSitePurpose({ purpose: 'general' })).toEqual([]);
    expect(rules(checkCenterOnly({ byCenter: false, what: 'sub-domain' }))).toEqual(['R001']);
    expect(checkSeparateSiteForm({ form4: false, censusCommitment: false, approvalNo: ' ' })).toHaveLength(3);
    expect(
      checkSeparateSiteForm({ form4: true, censusCommitment: true, approvalNo: '示发〔2026〕1号' }),
    ).toEqual([]);
  });

  it('a closed site is reopened after a year (X12)', () => {
    const wait = limitOf(yili, 'X12', 'wait');
    expect(checkReopening({ closedOn: '2025-03-02', applyDate: '2026-03-02', wait })).toEqual([]);
    expect(checkReopening({ closedOn: '2025-03-02', applyDate: '2026-03-01', wait })).toMatchObject([
      { rule: 'X12', severity: 'needs-reason' },
    ]);
    expect(checkReopening({ closedOn: null, applyDate: '2026-03-01', wait })).toEqual([]);
  });

  it('name, slogan, functions, re-review', () => {
    const names = { unitName: '常州市示范发展局', unitShortName: '市示范局', areaName: '常州市' };
    expect(checkSiteName({ siteName: '常州市示范发展局网站', ...names })).toEqual([]);
    expect(rules(checkSiteName({ siteName: '美好家园网', ...names }))).toEqual(['R065']);
    expect(rules(checkSlogan({ slogan: '为民服务', reason: '' }))).toEqual(['R070']);
    expect(checkSlogan({ slogan: '', reason: '' })).toEqual([]);
    expect(checkFunctions({ offered: ['publishing'] })).toHaveLength(3);
    expect(
      checkRecheck({ result: 'failed', activeDomains: ['demo.changzhou.gov.cn'] })[0]?.text.zh,
    ).toContain('demo.changzhou.gov.cn');
    expect(checkRecheck({ result: 'passed', activeDomains: ['demo.changzhou.gov.cn'] })).toEqual([]);
  });
});

describe('approval in order', () => {
  const steps = {
    headConsent: '2026-03-02',
    application: '2026-03-02',
    approval: '2026-03-20',
    report: '2026-03-25',
  };

  it('accepts steps in order, two on one day too', () => {
    for (const kind of ['portal', 'other', 'edition'] as const)
      expect(checkApprovalSteps({ kind, ...steps })).toEqual([]);
  });

  it('names each missing and each early step under the rule of the kind', () => {
    const bad = { ...steps, application: null, report: '2026-03-19' };
    expect(
      checkApprovalSteps({ kind: 'portal', ...bad }).map((finding) => [finding.rule, finding.place]),
    ).toEqual([
      ['R059', 'application'],
      ['R059', 'report'],
    ]);
    expect(rules(checkApprovalSteps({ kind: 'edition', ...bad }))).toEqual(['R061', 'R061']);
    expect(
      rules(checkDomainApproval({ headConsent: '2026-03-02', superiorOffice: null, provincialOffice: null })),
    ).toEqual(['X10', 'X10']);
  });
});

describe('going online', () => {
  const ready = {
    staffingApproved: true,
    mark: '示例标识',
    domain: 'demo.changzhou.gov.cn',
    icpNumber: '苏ICP备05000000号-1',
    policeNumber: '苏公网安备 32040002000000号',
    siteCode: '3204009001',
    openingNotice: 'https://www.changzhou.example/notice',
    assessmentReport: 'AQ-2026-0001',
    assessmentPassed: true,
    securityPlan: true,
    securityOfficer: '陈样一',
  };

  it('passes with everything in hand and is refused for each missing piece', () => {
    expect(checkSiteReadiness(ready)).toEqual([]);
    for (const line of siteReadiness(ready)) {
      const missing = typeof Reflect.get(ready, line.place) === 'string' ? ' ' : false;
      expect(checkSiteReadiness({ ...ready, [line.place]: missing })).toMatchObject([
        { rule: line.rule, place: line.place, severity: 'refuse' },
      ]);
    }
  });

  it('has no override: a failed security test alone stops it (R124)', () => {
    expect(rules(checkSiteReadiness({ ...ready, assessmentPassed: false }))).toEqual(['R124']);
  });
});
