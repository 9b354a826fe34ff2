import { describe, expect, it } from 'vitest';
import { decide } from '../object.ts';
import { after, foundBy, idOf } from '../testing/context.ts';
import {
  domainContext as context,
  domainFactsOf as withFacts,
  domainIn as inState,
  domainSample,
  duesOf,
  freeDomain,
  icpInput,
  scan,
  unbornDomain as empty,
} from '../testing/domains.ts';
import type { DomainFields } from './fields.ts';
import { type DomainFacts } from './state.ts';
import { domainRecordDef as def } from './domainRecord.ts';

function submitted(
  fields: Partial<DomainFields>,
  facts: Partial<DomainFacts> = {},
  reason: string | null = null,
) {
  return foundBy(def, inState('planned', fields), 'submit', {}, withFacts(facts, { reason }));
}

describe('names', () => {
  it('stores both forms of a Chinese domain', () => {
    const input = { ...domainSample, domain: '常州市示范发展局。政务', kind: 'chinese' };
    expect(after(def, empty, 'plan', input, context)).toMatchObject({
      domain: expect.stringMatching(/^xn--.+\.xn--zfr164b$/),
      domainUnicode: '常州市示范发展局.政务',
    });
  });

  it('refuses a suffix the kind of unit may not use (X02)', () => {
    const unit = { ...must(freeDomain.unit), unitType: 'institution' as const, hasAdminFunction: false };
    expect(submitted({}, { unit })).toEqual(['domain/suffix-institution X02 domain']);
    const administrative = { ...unit, hasAdminFunction: true };
    expect(submitted({}, { unit: administrative })).toEqual(['domain/suffix-institution-admin X02 domain']);
    const passed = decide(def, inState('planned'), 'submit', {}, withFacts({ unit: administrative }));
    expect(passed).toMatchObject({ ok: true, change: { noted: ['domain/suffix-institution-admin'] } });
  });

  it('takes a department domain only below the domain the center issues it from (R001)', () => {
    expect(submitted({ parentDomain: null })).toEqual(['domain/parent-missing R001 parentDomain']);
    expect(submitted({ parentDomain: 'wuxi.gov.cn' })).toEqual(['domain/not-below-parent R001 domain']);
    expect(submitted({ parentDomain: 'www.changzhou.gov.cn' })).toEqual([]);
  });

  it('asks why a column needs a domain (X17) and refuses a second English one (R068)', () => {
    expect(submitted({ purpose: 'column' })).toEqual(['domain/for-column X17 domain']);
    const other = {
      id: idOf('d', 2),
      domain: 'old.changzhou.gov.cn',
      state: 'inUse',
      kind: 'department',
      isPrimary: true,
    };
    expect(submitted({}, { siteDomains: [other] })).toEqual([
      'domain/primary R069 isPrimary',
      'domain/several R068 domain',
    ]);
    expect(submitted({ replaces: other.id }, { siteDomains: [other] })).toEqual([]);
  });

  it('refuses a domain that is already on record', () => {
    const sameDomain = [{ id: idOf('d', 3), title: 'demo.changzhou.gov.cn' }];
    expect(foundBy(def, empty, 'plan', domainSample, withFacts({ sameDomain }))).toEqual([
      'domain/same-domain R019 domain',
    ]);
  });

  it('reports every gap of a form at once', () => {
    expect(submitted({ contactPhone: '13900000001', uscc: null, dnsServers: [] })).toEqual([
      'phone/landline - contactPhone',
      'field/required - uscc',
      'field/required - dnsServers',
    ]);
  });

  it('holds each resolution record against its address record', () => {
    const rows = (row: object) =>
      ({ records: [{ type: 'A', value: '203.0.113.10', ...row }] }) as Partial<DomainFields>;
    expect(submitted(rows({ value: '203.0.113.11', address: idOf('e', 1) }))).toEqual([
      'domain/address-differs R019 records.0.address',
    ]);
    expect(submitted(rows({ address: idOf('e', 9) }))).toEqual(['ref/unknown - records.0.address']);
    expect(submitted(rows({ type: 'AAAA' }))).toEqual([
      'domain/record-version - records.0.value',
      'domain/address-unfiled R019 records.0.address',
    ]);
    expect(submitted(rows({ type: 'CNAME', value: 'cdn provider' }))).toEqual([
      'domain/cname-target - records.0.value',
    ]);
  });
});

describe('approval and registration', () => {
  it('asks the whole chain of a portal domain (X10)', () => {
    const portal = inState('approval', {
      kind: 'portal',
      domain: 'www.changzhou.gov.cn',
      parentDomain: null,
    });
    const chain = { headConsent: '2026-01-05', superiorOffice: '2026-01-12' };
    expect(foundBy(def, portal, 'approve', chain, context).join()).toContain('X10 provincialOffice');
    const whole = { ...chain, provincialOffice: '2026-02-02' };
    expect(foundBy(def, portal, 'approve', whole, context)).toEqual([]);
    const approved = after(def, portal, 'approve', whole, context);
    expect(duesOf(approved)).toContainEqual('registry X10 2026-02-05');
  });

  it('wants proof, dates of at most ten years and the name on the seal (X11)', () => {
    const chinese = inState('approved', { kind: 'chinese', registrant: '示范局', contactName: '李样二' });
    expect(foundBy(def, chinese, 'register', {}, context)).toEqual([
      'field/required - registrationProof',
      'domain/contact-not-in-service X11 contactName',
      'domain/registrant-differs X11 registrant',
    ]);
    const long = { regDate: '2026-03-01', expiryDate: '2036-03-02', registrationProof: scan };
    expect(foundBy(def, inState('approved'), 'register', long, context)).toEqual([
      'domain/term-too-long X11 expiryDate',
    ]);
    const dateless = inState('approved', { expiryDate: null });
    expect(foundBy(def, dateless, 'register', { registrationProof: scan }, context)).toEqual([]);
  });

  it('takes an ICP number of the same unit and domain only', () => {
    const found = (more: object) =>
      foundBy(def, inState('registered'), 'recordIcp', { ...icpInput, ...more }, context);
    expect(found({ icpSponsor: '某公司', icpDomain: 'example.cn', icpPassedOn: '2026-03-03' })).toEqual([
      'day/in-the-future - icpPassedOn',
      'icp/other-sponsor R082 icpSponsor',
      'icp/other-domain R082 icpDomain',
    ]);
    expect(found({ icpNumber: '苏ICP证05000000号' })[0]).toMatch(/^icp\//);
    expect(found({ icpNumber: '粤ICP备05000000号' })).toEqual(['icp/province-mismatch R082 icpNumber']);
  });

  it('comes into use only with a site that may go online', () => {
    const readiness = {
      staffingApproved: true,
      mark: '标识',
      domain: 'demo.changzhou.gov.cn',
      icpNumber: '苏ICP备05000000号-1',
      policeNumber: '',
      siteCode: '',
      openingNotice: 'https://example.gov.cn/',
      assessmentReport: '报告',
      assessmentPassed: true,
      securityPlan: true,
      securityOfficer: '陈样一',
    };
    const site = { id: idOf('b', 1), name: '网站', online: false, readiness };
    expect(foundBy(def, inState('filed'), 'putInUse', {}, withFacts({ site }))).toEqual([
      'site/not-ready R062 policeNumber',
      'site/not-ready R063 siteCode',
    ]);
  });
});

function must<T>(value: T | null): T {
  if (value === null) throw new Error('missing in the sample');
  return value;
}
