import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../calendar/legalDay.ts';
import { stateCalendar as calendar } from '../../calendar/stateCalendar.ts';
import { limitOf, ruleSetFor } from '../ruleSet.ts';
import { agreementRenewalDeadline } from './company.ts';
import {
  annualTableDeadline,
  checkExpiry,
  checkIcpChange,
  expiryAlertDays,
  icpChangeDeadline,
  registrationChangeDeadline,
  registryDeadline,
  reportDeadline,
} from './deadlines.ts';
import {
  checkDomainForColumn,
  checkDomainSuffix,
  checkHolderChange,
  checkPortalDomainShape,
  checkPrimaryDomain,
  checkRegistration,
  checkSharedAddress,
} from './domains.ts';
import { checkOldDomain } from './oldDomains.ts';

const set = ruleSetFor('654000');
const codes = (findings: readonly { readonly code: string }[]) => findings.map((finding) => finding.code);
const rules = (findings: readonly { readonly rule: string | null }[]) =>
  findings.map((finding) => finding.rule);
const anyDay = fc.integer({ min: 0, max: 5000 }).map((offset) => addDays('2018-01-01', offset));

describe('domains of a site', () => {
  const main = {
    domain: 'demo.changzhou.gov.cn',
    script: 'english',
    primary: true,
    transition: false,
  } as const;
  const second = {
    domain: 'www.czdemo.gov.cn',
    script: 'english',
    primary: false,
    transition: false,
  } as const;
  const chinese = { domain: '示范局.政务', script: 'chinese', primary: false, transition: false } as const;

  it('are one primary English and one Chinese; others only in transition (R068, R069, X02)', () => {
    expect(checkPrimaryDomain({ domains: [] })).toEqual([]);
    expect(checkPrimaryDomain({ domains: [main, chinese, { ...second, transition: true }] })).toEqual([]);
    expect(rules(checkPrimaryDomain({ domains: [main, second] }))).toEqual(['R068']);
    expect(rules(checkPrimaryDomain({ domains: [main, { ...second, primary: true }] }))).toEqual([
      'R069',
      'R068',
    ]);
    expect(rules(checkPrimaryDomain({ domains: [{ ...main, primary: false }] }))).toEqual(['R069']);
    expect(codes(checkPrimaryDomain({ domains: [{ ...main, transition: true }] }))).toEqual([
      'domain/primary-in-transition',
    ]);
    expect(
      rules(checkPrimaryDomain({ domains: [main, chinese, { ...chinese, domain: '样例局.政务' }] })),
    ).toEqual(['X02']);
  });

  it('have the Xinjiang form for portals, in Xinjiang only (R066, R067)', () => {
    const shape = (
      domain: string,
      more: { portal?: boolean; regionalPortal?: boolean; xinjiang?: boolean } = {},
    ) =>
      rules(checkPortalDomainShape({ domain, portal: true, regionalPortal: false, xinjiang: true, ...more }));
    expect(shape('www.xjyl.gov.cn')).toEqual([]);
    expect(shape('伊宁市人民政府.政务')).toEqual([]);
    expect(shape('www.yili.gov.cn')).toEqual(['R067']);
    expect(shape('xjyl.gov.cn')).toEqual(['R067']);
    expect(shape('www.xj-yl.gov.cn')).toEqual(['R067']);
    expect(shape('www.xinjiang.gov.cn')).toEqual(['R066']);
    expect(shape('www.xinjiang.gov.cn', { portal: false })).toEqual(['R066']);
    expect(shape('www.xinjiang.gov.cn', { regionalPortal: true })).toEqual([]);
    expect(shape('jyj.xjyl.gov.cn', { portal: false })).toEqual([]);
    expect(shape('www.changzhou.gov.cn', { xinjiang: false })).toEqual([]);
  });

  it('end as the kind of unit demands (X02)', () => {
    const suffix = (domain: string, unitType: 'organ' | 'institution' | 'company', hasAdminFunction = true) =>
      checkDomainSuffix({ domain, unitType, hasAdminFunction }).map((finding) => finding.severity);
    expect(suffix('demo.changzhou.gov.cn', 'organ')).toEqual([]);
    expect(suffix('示范局.政务', 'organ')).toEqual([]);
    expect(suffix('www.czdemo.com', 'organ')).toEqual(['refuse']);
    expect(suffix('fakegov.cn', 'organ')).toEqual(['refuse']);
    expect(suffix('demo.gov.cn', 'institution')).toEqual(['needs-reason']);
    expect(suffix('demo.gov.cn', 'institution', false)).toEqual(['refuse']);
    expect(suffix('czdemo.cn', 'institution', false)).toEqual([]);
    expect(suffix('示范馆.公益', 'institution', false)).toEqual([]);
    expect(suffix('demo.gov.cn', 'company')).toEqual(['refuse']);
    expect(suffix('demo.com', 'company')).toEqual([]);
  });

  it('are registered for ten years at most, to the name on the seal, by staff in service (X11)', () => {
    const term = limitOf(set, 'X11', 'term');
    const good = {
      regDate: '2026-05-01',
      expiryDate: '2036-05-01',
      contactInService: true,
      registrant: '常州市示范发展局（本级）',
      sealName: '常州市示范发展局(本级)',
      term,
    };
    expect(checkRegistration(good)).toEqual([]);
    expect(
      codes(
        checkRegistration({
          ...good,
          expiryDate: '2036-05-02',
          contactInService: false,
          registrant: '示范局',
        }),
      ),
    ).toEqual(['domain/term-too-long', 'domain/contact-not-in-service', 'domain/registrant-differs']);
    expect(codes(checkRegistration({ ...good, expiryDate: '2026-05-01' }))).toEqual([
      'domain/expiry-before-registration',
    ]);
  });

  it('change holder only with consent and never to a company; columns use a path', () => {
    expect(rules(checkHolderChange({ supervisorConsent: false, newHolderType: 'company' }))).toEqual([
      'X16',
      'X02',
    ]);
    expect(checkHolderChange({ supervisorConsent: true, newHolderType: 'organ' })).toEqual([]);
    expect(checkDomainForColumn({ purpose: 'site', primaryDomain: 'demo.changzhou.gov.cn' })).toEqual([]);
    expect(checkDomainForColumn({ purpose: 'column', primaryDomain: 'demo.changzhou.gov.cn' })).toMatchObject(
      [{ rule: 'X17', severity: 'needs-reason' }],
    );
  });
});

describe('old domains (R016-R018)', () => {
  const old = {
    domain: 'www.czdemo.com',
    plan: null,
    deregistrationProof: false,
    reason: '',
    icpNumber: '',
    transitionEnd: null,
    today: '2026-03-02',
  } as const;

  it('stay open until they are decided and done', () => {
    expect(checkOldDomain(old)).toMatchObject([{ rule: 'R016', severity: 'remind' }]);
    expect(checkOldDomain({ ...old, plan: 'deregister' })).toMatchObject([
      { rule: 'R017', severity: 'remind' },
    ]);
    expect(checkOldDomain({ ...old, plan: 'deregister', deregistrationProof: true })).toEqual([]);
  });

  it('are kept only with reason, ICP number and an end', () => {
    expect(rules(checkOldDomain({ ...old, plan: 'keep' }))).toEqual(['R018', 'R018', 'R068']);
    const kept = {
      ...old,
      plan: 'keep',
      reason: '存量二维码',
      icpNumber: '苏ICP备05000000号-2',
      transitionEnd: '2026-03-02',
    } as const;
    expect(checkOldDomain(kept)).toEqual([]);
    expect(checkOldDomain({ ...kept, today: '2026-03-03' })).toMatchObject([
      { rule: 'R068', severity: 'warn' },
    ]);
  });
});

describe('shared addresses (R020)', () => {
  it('list the sites of other units that would fall', () => {
    const users = [
      { unit: '市示范局', site: '示范局网站' },
      { unit: '市样例局', site: '样例局网站' },
    ];
    const [found] = checkSharedAddress({ address: '203.0.113.10', unit: '市示范局', users });
    expect(found?.text.zh).toContain('样例局网站');
    expect(found?.text.zh).not.toContain('示范局网站（市示范局）');
    expect(
      checkSharedAddress({ address: '203.0.113.10', unit: '市示范局', users: users.slice(0, 1) }),
    ).toEqual([]);
  });
});

describe('deadlines', () => {
  it('R019: five working days, a policy; Spring Festival does not count', () => {
    const report = limitOf(set, 'R019', 'report');
    expect(reportDeadline({ changeDate: '2026-03-05', report, calendar })).toMatchObject({
      due: '2026-03-12',
      source: 'policy',
      settled: true,
    });
    expect(reportDeadline({ changeDate: '2026-02-13', report, calendar }).due > '2026-02-24').toBe(true);
    expect(reportDeadline({ changeDate: '2031-03-05', report, calendar }).settled).toBe(false);
  });

  it('X03: thirty days before the planned change', () => {
    const lead = limitOf(set, 'X03', 'lead');
    expect(icpChangeDeadline({ plannedChange: '2026-05-01', lead })).toMatchObject({
      due: '2026-04-01',
      source: 'law',
    });
    const change = { plannedChange: '2026-05-01', filedOn: null, lead };
    expect(checkIcpChange({ ...change, today: '2026-04-01' })).toEqual([]);
    expect(checkIcpChange({ ...change, today: '2026-04-02' })).toMatchObject([
      { rule: 'X03', severity: 'warn' },
    ]);
    expect(checkIcpChange({ ...change, today: '2026-04-30', filedOn: '2026-03-20' })).toEqual([]);
  });

  it('X03: putting the change off never adds a finding', () => {
    const lead = limitOf(set, 'X03', 'lead');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), fc.nat(60), (today, ahead, later) => {
        const plannedChange = addDays(today, ahead);
        const count = (day: string) =>
          checkIcpChange({ plannedChange: day, filedOn: null, today, lead }).length;
        expect(count(addDays(plannedChange, later))).toBeLessThanOrEqual(count(plannedChange));
      }),
    );
  });

  it('X16: thirty days, a last day off moves on (X14)', () => {
    const change = limitOf(set, 'X16', 'change');
    expect(registrationChangeDeadline({ changeDate: '2026-03-02', change, calendar }).due).toBe('2026-04-01');
    expect(registrationChangeDeadline({ changeDate: '2026-04-01', change, calendar }).due).toBe('2026-05-06');
  });

  it('X10, X13, R013', () => {
    expect(
      registryDeadline({ verifiedOn: '2026-03-05', registry: limitOf(set, 'X10', 'registry'), calendar }).due,
    ).toBe('2026-03-10');
    expect(annualTableDeadline({ reportYear: 2025 }).due).toBe('2026-01-31');
    expect(agreementRenewalDeadline({ expires: '2026-12-31', warn: limitOf(set, 'R013', 'warn') }).due).toBe(
      '2026-12-01',
    );
  });
});

describe('expiry (90/60/30/7 days)', () => {
  const steps = ['alert1', 'alert2', 'alert3', 'alert4'].map((name) => limitOf(set, 'X11', name));
  const what = { zh: '域名 demo.changzhou.gov.cn ', en: 'The domain demo.changzhou.gov.cn' };
  const at = (today: string) =>
    checkExpiry({ what, expiry: '2028-05-01', today, steps }).map((finding) => finding.severity);

  it('is called to mind four times', () => {
    expect(expiryAlertDays({ expiry: '2028-05-01', steps }).map((alert) => alert.due)).toEqual([
      '2028-02-01',
      '2028-03-02',
      '2028-04-01',
      '2028-04-24',
    ]);
  });

  it('reminds from the first alert, through the last day, and warns after it', () => {
    expect(at('2028-01-31')).toEqual([]);
    expect(at('2028-02-01')).toEqual(['remind']);
    expect(at('2028-05-01')).toEqual(['remind']);
    expect(at('2028-05-02')).toEqual(['warn']);
  });
});
