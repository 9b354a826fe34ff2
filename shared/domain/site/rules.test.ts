import { describe, expect, it } from 'vitest';
import { stateCalendar } from '../../calendar/stateCalendar.ts';
import { ruleSetFor } from '../../rules/ruleSet.ts';
import { unborn, type ActContext } from '../object.ts';
import { actors, contextOf, foundBy, idOf, unitIds } from '../testing/context.ts';
import { siteId } from '../testing/filings.ts';
import { domainId, officerId, siteFacts, siteIn, siteSample } from '../testing/sites.ts';
import { siteReadiness } from './rules.ts';
import { siteDef } from './site.ts';
import { columnNamesOf, siteNeeds, unitsOf, type SiteFacts, type SiteState, type SiteUnit } from './state.ts';

type More = Partial<ActContext<SiteFacts>>;
const other = { id: idOf('c', 7), title: '常州市示范教育局网站' };

function found(
  act: string,
  state: SiteState,
  input: unknown,
  facts: Partial<SiteFacts> = {},
  more: More = {},
) {
  return foundBy(siteDef, state, act, input, contextOf({ ...siteFacts, ...facts }, more));
}
function entered(fields: object, facts: Partial<SiteFacts> = {}, more: More = {}) {
  return found('enter', unborn(siteId), { ...siteSample, ...fields }, facts, more);
}
function hostIs(host: Partial<SiteUnit>): Partial<SiteFacts> {
  return { units: siteFacts.units.map((unit) => (unit.id === unitIds.bureau ? { ...unit, ...host } : unit)) };
}

describe('applying for a site', () => {
  it('passes a lawful application', () => {
    expect(entered({})).toEqual([]);
  });

  it('reports exactly the three mistakes of a form with three', () => {
    expect(entered({ name: '发展网', icpNumber: '苏ICP证050000号', operatingUnit: null })).toEqual([
      'field/required - operatingUnit',
      'icp/licence R082 icpNumber',
      'site/name-without-unit R065 name',
    ]);
  });

  it('knows who may have a site (R038, R056, R057)', () => {
    expect(entered({}, hostIs({ level: 'township' }))).toEqual(['site/township R056 siteType']);
    expect(entered({}, hostIs({ level: 'county' }))).toEqual(['site/county-department R057 siteType']);
    expect(entered({}, hostIs({ level: 'internal' }))).toEqual(['site/internal-body R038 siteType']);
    expect(entered({ siteType: 'channel' }, hostIs({ level: 'internal' }))).toEqual([]);
    expect(entered({ platform: 'standalone' })).toEqual(['site/department-stand-alone R057 platform']);
    expect(entered({ siteType: 'portal' })).toEqual(['site/portal-not-government R056 siteType']);
    const form4 = { form4: true, approvalNo: '常政办〔2026〕1号' };
    expect(entered(form4, hostIs({ level: 'internal' }))).toEqual([]);
    expect(entered({ ...form4, approvalNo: ' ' }, hostIs({ level: 'internal' }))).toEqual([
      'site/separate-site-form R039 approvalNo',
    ]);
  });

  it('keeps one site per body, hard for party and government (R055, X01)', () => {
    expect(entered({}, { otherSites: [other] })).toEqual(['site/second-portal X01 hostUnit']);
    const institution = { ...hostIs({ unitType: 'institution' }), otherSites: [other] };
    expect(entered({}, institution)).toEqual(['site/second-site R055 hostUnit']);
    expect(entered({ exception: '经批准' }, institution)).toEqual([]);
    expect(entered({ siteType: 'subsite' }, { otherSites: [other] })).toEqual([]);
  });

  it('waits a year after a closing, or has a reason (X12)', () => {
    expect(entered({}, { hostClosedOn: '2025-01-06' })).toEqual(['site/reopened-too-soon X12 applyDate']);
    expect(entered({}, { hostClosedOn: '2025-01-05' })).toEqual([]);
  });

  it('has no site for an event, with a foreign partner or a back end in the open', () => {
    expect(entered({ purpose: 'event' })).toEqual(['site/purpose-is-a-column R058 purpose']);
    expect(entered({ partner: 'foreign' })).toEqual(['site/partner-not-allowed R120 partner']);
    expect(entered({ hostingCountry: 'US' })).toEqual(['site/hosted-abroad R126 hostingCountry']);
    expect(entered({ providerForeign: true })).toEqual(['site/foreign-provider R126 providerForeign']);
    expect(entered({ frontHost: 'web', backHost: 'WEB', backPublic: true })).toEqual([
      'site/front-is-back R130 backHost',
      'site/back-end-public R130 backPublic',
    ]);
  });

  it('names units in use and designates the operator of a portal (R048)', () => {
    const gone = siteFacts.units.filter((unit) => unit.id !== unitIds.office);
    expect(entered({ cooperatingUnits: [unitIds.education] }, { units: gone })).toEqual([
      'ref/unknown - supervisingUnit',
      'ref/unknown - cooperatingUnits.0',
    ]);
    const portal = { siteType: 'portal', operatorIsEgovBody: false };
    expect(entered(portal, hostIs({ unitType: 'government' }))).toEqual([
      'site/operator-not-designated R048 designation',
    ]);
    expect(
      entered({ ...portal, designation: '常政办〔2026〕2号' }, hostIs({ unitType: 'government' })),
    ).toEqual([]);
  });

  it('agrees in address, code and level of protection', () => {
    expect(entered({ siteCode: '3204009001' }, { sameCode: [other] })).toEqual([
      'site/same-code R063 siteCode',
    ]);
    expect(entered({ primaryDomain: idOf('e', 9) })).toEqual(['ref/unknown - primaryDomain']);
    const address = { primaryDomain: domainId, homeUrl: 'https://other.changzhou.gov.cn/' };
    expect(entered(address)).toEqual(['site/home-not-primary R069 homeUrl']);
    expect(entered({ homeUrl: 'sff-demo.changzhou.gov.cn' })).toEqual(['site/home-url - homeUrl']);
    expect(entered({ mlpsLevel: 2, importantUnit: true })).toEqual(['site/mlps-level X04 mlpsLevel']);
  });

  it('warns of missing functions and a slogan (R046, R070)', () => {
    const functions = ['publishing', 'response', 'interaction'];
    expect(entered({ functions, slogan: '为民服务' })).toEqual([
      'site/function-missing R046 functions',
      'site/slogan-without-reason R070 slogan',
    ]);
  });
});

describe('on the way', () => {
  const advance = (from: string, lacking: Partial<SiteState>) => found('advance', siteIn(from, lacking), {});

  it('demands form and commitment, the steps of approval in order, and the domain', () => {
    expect(advance('applying', { applicationForm: [], censusCommitment: false })).toEqual([
      'site/step-not-done R028 applicationForm',
      'site/step-not-done R028 censusCommitment',
    ]);
    expect(advance('approving', { approval: '2026-01-05', report: null })).toEqual([
      'approval/step-out-of-order R060 approval',
      'approval/step-missing R060 report',
    ]);
    expect(advance('approving', { edition: 'minority', report: null })).toEqual([
      'approval/step-missing R061 report',
    ]);
    expect(advance('formalities', { primaryDomain: null, homeUrl: null })).toEqual([
      'site/step-not-done R062 primaryDomain',
    ]);
  });

  it('demands hosting and plan before the assessment, and the passed test before 待上线', () => {
    expect(advance('building', { provider: null, securityPlan: [] })).toEqual([
      'site/hosting-missing R126 provider',
      'site/step-not-done R115 securityPlan',
    ]);
    expect(advance('assessing', { assessmentReport: null, assessmentPassed: false })).toEqual([
      'site/step-not-done R040 assessmentReport',
      'site/step-not-done R124 assessmentPassed',
    ]);
  });

  it('goes back only with a reason', () => {
    expect(found('stepBack', siteIn('assessing'), {})).toEqual(['act/reason-missing R023 reason']);
  });
});

describe('going online', () => {
  const online = (lacking: Partial<SiteState>, facts: Partial<SiteFacts> = {}) =>
    found('goOnline', siteIn('ready', lacking), {}, facts, { reason: '领导要求先行上线' });

  it('is ready with everything, and says so line by line', () => {
    expect(online({})).toEqual([]);
    expect(siteReadiness(siteIn('ready'), siteFacts).every((line) => line.done)).toBe(true);
    const bare = siteReadiness({}, { ...siteFacts, domain: null });
    expect(bare.filter((line) => !line.done).map((line) => line.rule)).toEqual([
      'R014',
      'R014',
      'R062',
      'R062',
      'R062',
      'R115',
      'R116',
      'R040',
      'R124',
      'R063',
      'R064',
    ]);
  });

  it('has no override: a reason lifts none of the lines', () => {
    const lines: readonly (readonly [Partial<SiteState>, string])[] = [
      [{ mark: null }, 'R014 mark'],
      [{ icpNumber: null }, 'R062 icpNumber'],
      [{ policeNumber: null }, 'R062 policeNumber'],
      [{ siteCode: null }, 'R063 siteCode'],
      [{ openingNotice: null }, 'R064 openingNotice'],
      [{ assessmentReport: null }, 'R040 assessmentReport'],
      [{ assessmentPassed: false }, 'R124 assessmentPassed'],
      [{ securityOfficer: null }, 'R116 securityOfficer'],
      [{ securityPlan: null }, 'R115 securityPlan'],
    ];
    for (const [lacking, line] of lines) expect(online(lacking)).toEqual([`site/not-ready ${line}`]);
  });

  it('needs the domain registered, the officer filed, the columns reviewed', () => {
    const domain = {
      id: domainId,
      domain: 'sff-demo.changzhou.gov.cn',
      unit: unitIds.bureau,
      registered: false,
    };
    expect(online({}, { domain })).toEqual(['site/not-ready R062 primaryDomain']);
    const people = siteFacts.people.map((p) => (p.id === officerId ? { ...p, inForce: false } : p));
    expect(online({ columns: [] }, { people })).toEqual([
      'site/not-ready R116 securityOfficer',
      ...Array.from({ length: 4 }, () => 'column/class-missing R025 columns'),
    ]);
  });
});

describe('columns and officer', () => {
  const [notices] = siteIn('online').columns ?? [];
  const set = (state: string, columns: unknown, facts: Partial<SiteFacts> = {}, more: More = {}) =>
    found('columns', siteIn(state), { columns }, facts, more).filter(
      (line) => !line.startsWith('column/class-missing'),
    );

  it('keeps three different filed reviewers on a live site and only says so before', () => {
    const few = [{ ...notices, reviewers: [idOf('b', 1), idOf('b', 1)] }];
    const lines = [
      'column/too-few-reviews R105 columns.0.reviewers',
      'column/same-reviewer R105 columns.0.reviewers',
    ];
    expect(set('online', few)).toEqual(lines);
    expect(set('building', few)).toEqual(lines);
    expect(found('columns', siteIn('building'), { columns: few }).length).toBeGreaterThan(0);
    expect(set('online', [{ ...notices, owner: idOf('b', 9) }])).toEqual([
      'column/person-not-filed R022 columns.0.owner',
    ]);
  });

  it('keeps ids unique and columns with rights in place', () => {
    expect(set('online', [notices, notices])).toEqual(['column/same-id - columns.1.id']);
    expect(set('online', [notices], { columnsInUse: ['notices', 'letters', '-'] })).toEqual([
      'column/in-use R024 columns',
    ]);
  });

  it('are the host’s own matter', () => {
    const foreign = { ...actors.U, unitId: unitIds.education };
    expect(set('online', [notices], {}, { actor: foreign })).toEqual(['access/other-unit R021 -']);
    expect(set('online', [notices], {}, { actor: actors.U })).toEqual([]);
  });

  it('names one officer filed for this site and post (R116)', () => {
    const name = (filing: string, facts: Partial<SiteFacts> = {}) =>
      found('securityOfficer', siteIn('online', { securityOfficer: null }), { filing }, facts);
    expect(name(officerId)).toEqual([]);
    expect(name(idOf('b', 2))).toEqual(['site/officer-not-filed-for R116 filing']);
    expect(name(idOf('b', 8))).toEqual(['site/no-security-officer R116 filing']);
  });
});

describe('a live site', () => {
  it('files and reports a change of major matters (R081)', () => {
    const change = (input: object) => found('change', siteIn('online'), input);
    expect(change({ name: '常州市示范发展局门户' })).toEqual([
      'site/icp-change-missing R081 icpChange',
      'site/change-not-reported R081 reportNo',
    ]);
    expect(change({ name: '常州市示范发展局门户', icpChange: '受理 1 号', reportNo: '常报 1 号' })).toEqual(
      [],
    );
    expect(change({ remarks: '更新' })).toEqual([]);
    expect(change({ remarks: null })).toEqual(['act/nothing-changed - -']);
  });

  it('is offline thirty days at most and once a year (R079)', () => {
    const papers = { cause: 'upgrade', reportNo: '1', ownNotice: 'a', portalNotice: 'b' };
    const offline = (from: string, until: string, offlinePeriods: SiteState['offlinePeriods'] = []) =>
      found(
        'takeOffline',
        siteIn('online', { offlinePeriods }),
        { ...papers, from, until },
        {},
        { reason: '升级' },
      );
    expect(offline('2026-04-01', '2026-05-01')).toEqual([]);
    expect(offline('2026-04-01', '2026-05-02')).toEqual(['site/offline-too-long R079 until']);
    const february = { from: '2026-02-01', to: '2026-02-10', exempt: false };
    expect(offline('2026-11-01', '2026-11-10', [february])).toEqual(['site/offline-again R079 from']);
    expect(offline('2027-01-04', '2027-01-10', [february])).toEqual([]);
    expect(offline('2026-11-01', '2026-11-10', [{ ...february, exempt: true }])).toEqual([]);
  });

  it('comes back with its papers', () => {
    const resume = (state: SiteState, input: object) => found('resume', state, input);
    const upgraded = siteIn('offline', { offlineFrom: '2026-01-20', offlineCause: 'upgrade' });
    expect(resume(upgraded, { on: '2026-02-10' })).toEqual([
      'site/upgrade-not-assessed R040 assessmentReport',
    ]);
    expect(resume(upgraded, { on: '2026-02-20', assessmentReport: 'PG-2' })).toEqual([
      'site/offline-over R079 on',
    ]);
    expect(resume(upgraded, { on: '2026-03-03', assessmentReport: 'PG-2' })).toContain(
      'site/resume-day - on',
    );
    const shut = siteIn('shut', { offlineFrom: '2026-03-01' });
    expect(resume(shut, { on: '2026-03-02' })).toEqual(['site/no-written-report R080 writtenReport']);
    expect(resume(shut, { on: '2026-03-02', writtenReport: '报告 1' })).toEqual([]);
  });

  it('closes after the notice has stood thirty days (X12)', () => {
    const input = { cause: 'unable', migrationTarget: '门户', noticeUrl: 'a', cancellations: '五项' };
    const close = (noticePublished: string, facts: Partial<SiteFacts> = {}) =>
      found('close', siteIn('online'), { ...input, noticePublished }, facts, { reason: '整合' });
    expect(close('2026-01-31')).toEqual([]);
    expect(close('2026-02-01')).toEqual(['site/notice-too-short X12 noticePublished']);
    expect(close('2026-01-31', { openDomains: [other] })).toEqual(['site/domain-open R016 -']);
  });

  it('has to be back by the planned day', () => {
    const state = siteIn('offline', { offlineUntil: '2026-03-20' });
    const due = siteDef.deadlines(state, '2026-03-02', ruleSetFor('320400'), stateCalendar);
    expect(due.map(({ key, rule, due: day }) => [key, rule, day])).toEqual([
      ['resume', 'R079', '2026-03-20'],
    ]);
  });
});

it('tells what to look up, who has a part and how its columns are called', () => {
  expect(siteNeeds(siteIn('ready'), { filing: idOf('b', 8), siteCode: ' 3204009002 ' })).toMatchObject({
    hostUnit: unitIds.bureau,
    primaryDomain: domainId,
    siteCode: '3204009002',
    people: [officerId, idOf('b', 8), idOf('b', 2), idOf('b', 3)],
  });
  expect(unitsOf(siteIn('ready'))).toEqual([unitIds.office, unitIds.bureau, unitIds.center]);
  expect(columnNamesOf(siteIn('ready'))).toMatchObject({ notices: '通知公告' });
});
