import { describe, expect, it } from 'vitest';
import { decide } from '../object.ts';
import { after, foundBy, idOf, unitIds } from '../testing/context.ts';
import {
  domainContext as context,
  domainFactsOf as withFacts,
  domainIn as inState,
  domainInputs as inputs,
  domainInUse,
  domainSample,
  duesOf,
  scan,
  unreasoned,
} from '../testing/domains.ts';
import { domainRecordDef as def } from './domainRecord.ts';
import type { DomainState } from './state.ts';

describe('original domain (R016, R017, R018)', () => {
  const old = {
    id: idOf('d', 2),
    domain: 'old.changzhou.gov.cn',
    state: 'inUse',
    kind: 'department',
    isPrimary: true,
  };
  const started: DomainState = after(
    def,
    inState('filed', { replaces: old.id }),
    'putInUse',
    {},
    withFacts({ siteDomains: [old] }),
  );

  it('opens a task and takes the primary place from the old record', () => {
    const decision = decide(
      def,
      inState('filed', { replaces: old.id }),
      'putInUse',
      {},
      withFacts({ siteDomains: [old] }),
    );
    expect(decision).toMatchObject({
      ok: true,
      follow: [{ type: 'domainRecord', id: old.id, act: 'yield' }],
    });
    expect(started).toMatchObject({ oldDomain: 'old.changzhou.gov.cn', oldDomainSince: '2026-03-02' });
    expect(duesOf(started)).toContainEqual('old-domain R016 2026-04-01');
  });

  it('stays open until the proof is there when it is not kept (R017)', () => {
    const decided: DomainState = after(
      def,
      started,
      'disposeOld',
      { oldDomainPlan: 'deregister' },
      unreasoned,
    );
    expect(duesOf(decided)).toContainEqual('old-domain-proof R017 2026-04-01');
    const proven: DomainState = after(def, decided, 'disposeOld', { deregistrationProof: scan }, unreasoned);
    expect(duesOf(proven).join()).not.toContain('old-domain');
  });

  it('is kept only with a special need, an ICP number and an end (R018, R068)', () => {
    const keep = { oldDomainPlan: 'keep' };
    expect(foundBy(def, started, 'disposeOld', keep, unreasoned)).toEqual([
      'domain/old-kept-without-reason R018 reason',
      'domain/old-kept-without-icp R018 oldDomainIcp',
      'domain/transition-without-end R068 transitionEnd',
    ]);
    const whole = { ...keep, oldDomainIcp: '苏ICP备05000000号-2', transitionEnd: '2026-12-31' };
    const kept: DomainState = after(def, started, 'disposeOld', whole, context);
    expect(kept).toMatchObject({ oldDomainReason: '工作需要' });
    expect(duesOf(kept)).toContainEqual('transition-end R068 2026-12-31');
  });

  it('lets the old record itself become transitional, but never as the primary one', () => {
    const side = inState('inUse', { isPrimary: false, icpNumber: null });
    expect(foundBy(def, side, 'keepTransitional', inputs['keepTransitional'], unreasoned)).toEqual([
      'domain/old-kept-without-reason R018 reason',
      'domain/old-kept-without-icp R018 icpNumber',
      'act/reason-missing R023 reason',
    ]);
    expect(
      foundBy(def, inState('inUse'), 'keepTransitional', { transitionEnd: '2026-03-02' }, context),
    ).toEqual([
      'domain/primary-in-transition R068 isPrimary',
      'domain/transition-already-over R068 transitionEnd',
    ]);
  });
});

describe('change (X03, X16, R019)', () => {
  const records = [{ type: 'A' as const, value: '203.0.113.11', address: idOf('e', 2) }];
  const facts = { addresses: [{ id: idOf('e', 2), address: '203.0.113.11', state: 'inUse' }] };
  const propose = (plannedDay: string, more: object = {}) =>
    foundBy(
      def,
      domainInUse,
      'proposeChange',
      { fields: { records }, plannedDay, ...more },
      withFacts(facts, { reason: null }),
    );

  it('asks why when the ICP change comes less than 30 days ahead', () => {
    expect(propose('2026-04-01')).toEqual([]);
    expect(propose('2026-03-31')).toEqual(['icp/change-late X03 plannedDay']);
    expect(propose('2026-03-31', { icpFiledOn: '2026-03-01' })).toEqual([]);
    const reasoned = { fields: { records }, plannedDay: '2026-03-31' };
    expect(decide(def, domainInUse, 'proposeChange', reasoned, withFacts(facts)).ok).toBe(true);
  });

  it('sets the ICP, registration and report clocks and keeps the old values until it is carried out', () => {
    const input = { fields: { records, contactName: '李样二' }, plannedDay: '2026-04-03' };
    const changing: DomainState = after(def, domainInUse, 'proposeChange', input, withFacts(facts));
    expect(changing.records).toEqual(domainInUse.records);
    expect(duesOf(changing)).toEqual([
      'change R019 2026-04-03',
      'icp-change X03 2026-03-04',
      // 3 May 2026 is a holiday, the first working day after it is the 6th.
      'registration-change X16 2026-05-06',
      // 4 to 6 April 2026 are days off (清明).
      'change-report R019 2026-04-13',
    ]);
    const late = foundBy(def, changing, 'completeChange', { changedOn: '2026-03-02' }, withFacts(facts));
    expect(late).toEqual(['site/icp-change-missing R081 icpChange']);
    const half = { changedOn: '2026-03-02', reportNo: 'BB-9' };
    expect(foundBy(def, changing, 'completeChange', half, withFacts(facts))).toContain(
      'domain/report-incomplete R019 reportedOn',
    );
    const asked: DomainState = after(
      def,
      changing,
      'recordIcpChange',
      { icpFiledOn: '2026-03-01' },
      withFacts(facts),
    );
    const done: DomainState = after(
      def,
      asked,
      'completeChange',
      { changedOn: '2026-03-02' },
      withFacts(facts),
    );
    expect(done).toMatchObject({ state: 'inUse', records, contactName: '李样二' });
    expect(done.openChange).toBeUndefined();
    expect(duesOf(done)).toEqual(['report R019 2026-03-09', 'registration X16 2026-04-01']);
    const reported: DomainState = after(
      def,
      done,
      'report',
      { reportNo: 'BB-9', reportedOn: '2026-03-02', registrarChangedOn: '2026-03-02' },
      withFacts(facts),
    );
    expect(duesOf(reported)).toEqual([]);
  });

  it('changes the holder only with the consent of the supervising unit', () => {
    const input = { fields: { unit: unitIds.education }, plannedDay: '2026-05-01' };
    const found = (more: object) =>
      foundBy(def, domainInUse, 'proposeChange', { ...input, ...more }, context);
    expect(found({})).toEqual(['domain/holder-change-without-consent X16 consent']);
    expect(found({ supervisorConsent: true })).toEqual([]);
  });

  it('refuses an empty change and a report of one half', () => {
    const same = { fields: { registrar: domainSample.registrar }, plannedDay: '2026-05-01' };
    expect(foundBy(def, domainInUse, 'proposeChange', same, context)).toEqual(['act/nothing-changed - -']);
    expect(foundBy(def, domainInUse, 'report', { reportNo: 'BB-3' }, context)).toEqual([
      'domain/report-incomplete R019 reportedOn',
    ]);
  });

  it('empties a field that the change clears', () => {
    const input = { fields: { siteName: null, registrar: null }, plannedDay: '2026-05-01' };
    const changing: DomainState = after(
      def,
      { ...domainInUse, siteName: '旧名' },
      'proposeChange',
      input,
      context,
    );
    const asked: DomainState = after(def, changing, 'recordIcpChange', { icpFiledOn: '2026-03-01' }, context);
    const done: DomainState = after(def, asked, 'completeChange', { changedOn: '2026-03-01' }, context);
    expect([done.siteName, done.registrar]).toEqual([undefined, undefined]);
  });
});
