import type { SiteEntryFields } from '../site/fields.ts';
import type { SiteFacts, SitePerson, SiteState, SiteUnit } from '../site/state.ts';
import { idOf, unitIds } from './context.ts';
import { scan, siteId } from './filings.ts';

export const domainId = idOf('e', 1);
export const officerId = idOf('b', 1);

/** 常州市示范发展局网站 as it is applied for (domain.md 5.3). */
export const siteSample: SiteEntryFields = {
  name: '常州市示范发展局网站',
  siteType: 'department',
  edition: 'chinese',
  purpose: 'general',
  platform: 'cluster',
  functions: ['publishing', 'response', 'interaction', 'services'],
  supervisingUnit: unitIds.office,
  hostUnit: unitIds.bureau,
  operatingUnit: unitIds.center,
  operatorIsEgovBody: true,
  applyDate: '2026-01-05',
  applicationForm: [scan],
  censusCommitment: true,
  headConsent: '2026-01-05',
  application: '2026-01-06',
  approval: '2026-01-20',
  report: '2026-01-22',
};

/** What the site has got by the time it is ready. */
const obtained: Partial<SiteState> = {
  primaryDomain: domainId,
  homeUrl: 'https://sff-demo.changzhou.gov.cn/',
  staffingApproved: true,
  mark: 'CA000000000000000000001',
  icpNumber: '苏ICP备05000000号-1',
  policeNumber: '苏公网安备32040002000000号',
  siteCode: '3204009001',
  openingNotice: 'https://www.changzhou.gov.cn/notice/1',
  hostingMode: 'cloud',
  hostingPlace: '常州市政务云机房',
  hostingCountry: 'CN',
  provider: '常州示范网络服务有限公司',
  providerForeign: false,
  frontHost: 'web-01',
  backHost: 'cms-01',
  backPublic: false,
  mlpsLevel: 2,
  securityPlan: [scan],
  assessmentReport: 'PG-2026-001',
  assessmentPassed: true,
  securityOfficer: officerId,
  columns: [
    ['notices', '通知公告', 'news'] as const,
    ['disclosure', '信息公开', 'disclosure'] as const,
    ['services', '办事服务', 'services'] as const,
    ['letters', '领导信箱', 'interaction'] as const,
  ].map(([id, name, columnClass]) => ({
    id,
    name,
    columnClass,
    responsibleUnit: unitIds.bureau,
    owner: officerId,
    cycleDays: 14,
    reviewers: [idOf('b', 1), idOf('b', 2), idOf('b', 3)],
  })),
};

/** A site in some state, with everything obtained. */
export function siteIn(state: string, more: Partial<SiteState> = {}): SiteState {
  return { id: siteId, rev: 5, state, ...siteSample, ...obtained, ...more };
}

function unit(id: string, name: string): SiteUnit {
  return {
    id,
    name,
    shortName: '',
    state: 'active',
    unitType: 'organ',
    level: 'prefecture',
    areaName: '常州市',
  };
}

function person(serial: number, name: string, posts: readonly string[]): SitePerson {
  return { id: idOf('b', serial), name, unit: unitIds.bureau, inForce: true, siteScope: [siteId], posts };
}

/** The units, persons and the domain the sample names. */
export const siteFacts: SiteFacts = {
  units: [
    unit(unitIds.bureau, '常州市示范发展局'),
    unit(unitIds.center, '常州市示范信息中心'),
    unit(unitIds.office, '常州市天宁区示范办公室'),
  ],
  otherSites: [],
  hostClosedOn: null,
  joinedDistrict: false,
  domain: { id: domainId, domain: 'sff-demo.changzhou.gov.cn', unit: unitIds.bureau, registered: true },
  people: [
    person(1, '陈样一', ['security-officer']),
    person(2, '李样二', ['reviewer']),
    person(3, '王示三', ['signer']),
  ],
  sameCode: [],
  columnsInUse: [],
  openDomains: [],
};
