import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../object.ts';
import { actors, after, foundBy, idOf } from '../testing/context.ts';
import {
  domainContext as context,
  domainFactsOf as withFacts,
  domainIn as inState,
  domainInputs as inputs,
  domainInUse,
  duesOf,
  scan,
  unbornDomain as empty,
  unreasoned,
} from '../testing/domains.ts';
import { domainRecordDef as def } from './domainRecord.ts';
import type { DomainState } from './state.ts';

describe('term', () => {
  it('never shortens a term and counts from the expiry, whenever it is renewed', () => {
    const days = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 10 }), (date, years) => {
        const expiryDate = date.toISOString().slice(0, 10);
        const decision = decide(
          def,
          inState('inUse', { expiryDate }),
          'renew',
          { years, renewalProof: scan },
          context,
        );
        if (!decision.ok) return;
        const renewed = JSON.stringify(decision.change.patch['expiryDate']).slice(1, -1);
        expect(renewed > expiryDate).toBe(true);
        expect(Number(renewed.slice(0, 4))).toBe(Number(expiryDate.slice(0, 4)) + years);
        expect(renewed.slice(5) === expiryDate.slice(5) || expiryDate.endsWith('02-29')).toBe(true);
      }),
    );
  });

  it('brings an expired domain back into use and says when it was probably lost', () => {
    const expired = inState('expired', { expiryDate: '2026-02-15' });
    expect(after(def, expired, 'renew', inputs['renew'], context)).toMatchObject({
      state: 'inUse',
      expiryDate: '2027-02-15',
    });
    const lost = inState('expired', { expiryDate: '2026-01-15' });
    expect(foundBy(def, lost, 'renew', inputs['renew'], context)).toEqual([
      'domain/renewed-after-redemption X11 years',
    ]);
    expect(after(def, inState('changing'), 'renew', inputs['renew'], context)).toMatchObject({
      state: 'changing',
    });
  });

  it('asks for proof and stays within ten years', () => {
    expect(foundBy(def, inState('inUse'), 'renew', { years: 10 }, context)).toEqual([
      'field/required - renewalProof',
      'domain/term-too-long X11 years',
    ]);
    expect(foundBy(def, inState('inUse', { expiryDate: null }), 'renew', inputs['renew'], context)).toEqual([
      'domain/no-term X11 years',
    ]);
  });

  it.each([
    ['2026-06-01', 'inUse', null],
    ['2026-05-31', 'inUse', 'expiring'],
    ['2026-03-02', 'expiring', null],
    ['2026-03-01', 'expiring', 'expired'],
    ['2026-03-01', 'inUse', 'expired'],
  ])('the scheduler moves a domain that expires on %s from %s to %s', (expiryDate, state, next) => {
    const decision = decide(
      def,
      inState(state, { expiryDate }),
      'observe',
      {},
      { ...unreasoned, actor: actors.SYS },
    );
    expect(decision.ok ? decision.change.patch['state'] : null).toBe(next);
  });

  it.each([
    ['2026-06-01', []],
    ['2026-05-31', ['expiry:90 X11 2026-05-31']],
    ['2026-05-01', ['expiry:60 X11 2026-05-01']],
    ['2026-04-01', ['expiry:30 X11 2026-04-01']],
    ['2026-03-09', ['expiry:7 X11 2026-03-09']],
    ['2026-03-01', ['expiry:0 X11 2026-03-01']],
  ])('calls the expiry on %s to mind by steps', (expiryDate, dues) => {
    expect(duesOf(inState('inUse', { expiryDate }))).toEqual(dues);
  });
});

describe('end', () => {
  it('keeps the primary domain of an online site', () => {
    expect(foundBy(def, domainInUse, 'planDeregister', {}, context)).toEqual([
      'domain/primary-of-online-site R069 isPrimary',
    ]);
    expect(foundBy(def, { ...domainInUse, isPrimary: false }, 'planDeregister', {}, unreasoned)).toEqual([
      'act/reason-missing R023 reason',
    ]);
  });

  it('ends only with proof and without a record in the zone', () => {
    const input = { deregisteredOn: '2026-03-03', dnsRemoved: false };
    expect(foundBy(def, inState('deregistering'), 'deregister', input, context)).toEqual([
      'field/required - deregistrationProof',
      'day/in-the-future - deregisteredOn',
      'domain/record-not-removed R017 dnsRemoved',
    ]);
  });
});

describe('existing ledgers', () => {
  it("takes over what breaks today's rules and keeps it as points to settle", () => {
    const input = {
      domain: 'www.wfrsks.com',
      hostName: '潍坊市人事考试中心',
      siteCode: '3707000004',
      icpNumber: '鲁ICP备05027865号',
      state: 'inUse',
      raw: { domain: 'WWW.wfrsks.com' },
      openPoints: [{ code: 'import/unit-unknown', rule: 'R019', place: 'hostName' }],
    };
    const bare = withFacts({ unit: null, site: null, addresses: [] }, { reason: null });
    const state: DomainState = after(def, empty, 'takeOver', input, bare);
    expect(state).toMatchObject({
      state: 'inUse',
      domain: 'www.wfrsks.com',
      raw: { domain: 'WWW.wfrsks.com' },
    });
    const codes = (state.openPoints ?? []).map((point) => `${point.code} ${point.place}`);
    expect(codes).toContain('import/unit-unknown hostName');
    expect(codes).toContain('domain/suffix domain');
    expect(codes).toContain('field/required unit');
  });

  it('turns away what cannot be stored, a missing domain and one on record', () => {
    const sameDomain = [{ id: idOf('d', 3), title: 'demo.changzhou.gov.cn' }];
    const bad = { state: 'inUse', icpNumber: '京ICP备.5002860号', contactPhone: 'x' };
    const refused = (found: readonly string[]) => found.filter((line) => !line.startsWith('field/required'));
    expect(foundBy(def, empty, 'takeOver', bad, context)).toContain('field/required R019 domain');
    expect(
      refused(foundBy(def, empty, 'takeOver', { ...bad, domain: 'a.gov.cn' }, withFacts({ sameDomain }))),
    ).toEqual(
      expect.arrayContaining([
        'icp/illegal-character R082 icpNumber',
        'phone/landline - contactPhone',
        'domain/same-domain R019 domain',
      ]),
    );
  });

  it('mends a record with a reason and reckons its points anew', () => {
    const old = inState('inUse', {
      contactPhone: undefined,
      openPoints: [{ code: 'field/required', rule: null, place: 'contactPhone' }],
    });
    const mended: DomainState = after(def, old, 'correct', { contactPhone: '0519-00000009' }, context);
    expect(mended).toMatchObject({ contactPhone: '0519-00000009', openPoints: [] });
    expect(foundBy(def, old, 'correct', {}, context)).toContain('act/nothing-changed - -');
  });
});
