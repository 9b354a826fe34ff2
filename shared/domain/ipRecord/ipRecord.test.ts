import { describe, expect, it } from 'vitest';
import { overlaps } from '../../validate/ipAddress.ts';
import { unborn, type ActContext } from '../object.ts';
import { freeIp, ipInUse, ipSample } from '../testing/addresses.ts';
import {
  actorOf,
  after,
  contextOf,
  digestOfAct,
  foundBy,
  idOf,
  openActs,
  unitIds,
} from '../testing/context.ts';
import type { IpFields } from './fields.ts';
import type { ImpactLine } from './impact.ts';
import { ipRecordDef as def } from './ipRecord.ts';
import { spanOf } from './rules.ts';
import { ipNeeds, type IpFacts, type IpState } from './state.ts';

const context = contextOf(freeIp, { reason: '工作需要' });
const empty = unborn(idOf('e', 1));
const report = { reportNo: 'IP-1', reportedOn: '2026-03-02', reportTo: '市电子政务中心', icpUpdated: true };
const inputs: Readonly<Record<string, unknown>> = {
  plan: ipSample,
  edit: { ports: '80, 443' },
  recordReport: report,
  putInUse: { effectiveDate: '2026-03-02' },
  planChange: { fields: { address: '203.0.113.11' }, plannedDay: '2026-03-10', acknowledged: [] },
  completeChange: { ...report, changedOn: '2026-03-01' },
  stop: { endDate: '2026-03-02' },
  takeOver: { ...ipSample, state: 'inUse' },
  correct: { accessProvider: '另一接入商' },
};

function withFacts(facts: Partial<IpFacts>, more: Partial<ActContext<IpFacts>> = {}) {
  return { ...context, ...more, facts: { ...freeIp, ...facts } };
}

function inState(state: string, more: Partial<IpState> = {}): IpState {
  return { ...ipInUse, state, ...more };
}

function submitted(fields: Partial<IpFields>, facts: Partial<IpFacts> = {}) {
  return foundBy(def, inState('planned', fields), 'submit', {}, withFacts(facts));
}

const line = (n: number, unit: string, name: string): ImpactLine => ({
  id: idOf('b', n),
  name,
  domain: `s${n}.changzhou.gov.cn`,
  unit: name,
  unitId: unit,
  via: 'A',
});

describe('table of an address record', () => {
  it('opens exactly these acts in each state', () => {
    expect(openActs(def, ipInUse, inputs, context)).toEqual({
      none: ['plan', 'takeOver'],
      planned: ['edit', 'submit', 'withdraw'],
      reporting: ['return', 'withdraw', 'recordReport'],
      filed: ['putInUse', 'stop', 'correct', 'undoTakeOver'],
      inUse: ['planChange', 'stop', 'correct', 'undoTakeOver'],
      changing: ['completeChange', 'cancelChange'],
      stopped: ['release', 'correct', 'undoTakeOver'],
      released: [],
      withdrawn: [],
    });
  });

  it.each(['recordReport', 'completeChange', 'stop', 'release', 'takeOver', 'correct', 'undoTakeOver'])(
    '%s takes four eyes of the center',
    (name) => {
      expect(def.acts[name]?.roles).toEqual(['C1']);
      expect(def.acts[name]?.approve?.(ipInUse, inputs[name] ?? {})).toEqual(['C2']);
    },
  );

  it('runs from the plan to the release', () => {
    let state = empty;
    for (const name of ['plan', 'submit', 'recordReport', 'putInUse', 'stop', 'release'])
      state = after(def, state, name, inputs[name] ?? {}, context);
    expect(state).toMatchObject({ state: 'released', endDate: '2026-03-02', releasedOn: '2026-03-02' });
  });

  it('keeps every moment out of what is approved', () => {
    for (const name of ['recordReport', 'stop', 'release', 'takeOver']) {
      const base =
        name === 'takeOver' ? empty : inState(def.acts[name]?.from[0] ?? '', { effectiveDate: null });
      const later = { ...context, today: '2026-03-09', now: '2026-03-09T01:00:00.000Z' };
      expect(digestOfAct(def, base, name, inputs[name] ?? {}, later)).toBe(
        digestOfAct(def, base, name, inputs[name] ?? {}, context),
      );
    }
  });

  it('keeps a clerk to the own unit', () => {
    const stranger = { ...actorOf('x', 'U'), unitId: unitIds.education };
    for (const name of ['submit', 'withdraw', 'planChange', 'cancelChange']) {
      const base = inState(def.acts[name]?.from[0] ?? '');
      expect(foundBy(def, base, name, inputs[name] ?? {}, { ...context, actor: stranger }), name).toContain(
        'access/other-unit R021 unit',
      );
    }
  });
});

describe('rules of an address', () => {
  it('stores the canonical form and the span', () => {
    const input = { ...ipSample, address: ' 2001:0DB8:0:0::/48 ', ports: '443，80 80' };
    expect(after(def, empty, 'plan', input, context)).toMatchObject({
      address: '2001:db8::/48',
      version: 6,
      first: '20010db8000000000000000000000000',
      last: '20010db80000ffffffffffffffffffff',
      ports: '80、443',
    });
  });

  it('takes the documentation ranges only where the data are fictional', () => {
    expect(submitted({}, { sampleMode: false })).toEqual(['ip/in-documentation - address']);
    expect(submitted({ address: '10.1.2.3' })).toEqual(['ip/in-private - address']);
    expect(submitted({ address: '10.1.2.3', netKind: 'government' })).toEqual([]);
    expect(submitted({ mappedInternal: '203.0.113.1' })).toEqual(['ip/not-private - mappedInternal']);
  });

  it('refuses an overlap unless both records are of a shared host', () => {
    const other = { id: idOf('e', 2), address: '203.0.113.0/28', state: 'inUse', sharedHost: true };
    expect(submitted({}, { overlapping: [other] })).toEqual(['ip/overlap R019 address']);
    expect(submitted({ sharedHost: true }, { overlapping: [other] })).toEqual([
      'ip/shared-host R020 address',
    ]);
    expect(submitted({ sharedHost: true }, { overlapping: [{ ...other, sharedHost: false }] })).toEqual([
      'ip/overlap R019 address',
    ]);
  });

  it('keeps hosts in China and back ends off the Internet (R126, R130)', () => {
    expect(submitted({ hostingCountry: 'US', providerForeign: true })).toEqual([
      'site/hosted-abroad R126 hostingCountry',
      'site/foreign-provider R126 providerForeign',
    ]);
    expect(submitted({ purpose: 'back' })).toEqual(['site/back-end-public R130 purpose']);
    expect(submitted({ purpose: 'back', netKind: 'private', address: '10.1.2.3' })).toEqual([]);
  });

  it('names links that are gone', () => {
    expect(submitted({}, { unknownRefs: [idOf('b', 1), idOf('d', 1)] })).toEqual([
      'ref/unknown - sites',
      'ref/unknown - domains',
    ]);
  });

  it('wants the report whole, and the ICP access data of a front end (R019)', () => {
    expect(foundBy(def, inState('reporting'), 'recordReport', {}, context)).toEqual([
      'field/required R019 reportNo',
      'field/required R019 reportedOn',
      'ip/icp-not-updated R019 icpUpdated',
    ]);
    const back = inState('reporting', { purpose: 'back', netKind: 'private', address: '10.1.2.3' });
    const early = { reportNo: 'IP-2', reportedOn: '2026-03-03' };
    expect(foundBy(def, back, 'recordReport', early, context)).toEqual(['day/in-the-future - reportedOn']);
  });

  it('puts a front end in use only with a domain', () => {
    const alone = inState('filed', { domains: [] });
    expect(foundBy(def, alone, 'putInUse', inputs['putInUse'], context)).toEqual([
      'ip/no-domain R019 domains',
    ]);
    const pointing = [{ id: idOf('d', 1), title: 'demo.changzhou.gov.cn' }];
    expect(foundBy(def, alone, 'putInUse', inputs['putInUse'], withFacts({ pointing }))).toEqual([]);
    expect(foundBy(def, { ...alone, purpose: 'vpn' }, 'putInUse', inputs['putInUse'], context)).toEqual([]);
  });
});

describe('change of an address (R019, R020)', () => {
  const impact = [line(1, unitIds.bureau, '示范发展局'), line(2, unitIds.education, '示范教育局')];
  const plan = (acknowledged: readonly string[]) => ({
    fields: { address: '203.0.113.11' },
    plannedDay: '2026-03-10',
    acknowledged,
  });
  const facts = withFacts({ impact });

  it('goes on only when the whole impact list was read', () => {
    expect(foundBy(def, ipInUse, 'planChange', plan([]), facts)).toEqual([
      'ip/impact-not-acknowledged R020 acknowledged',
      'ip/shared R020 address',
    ]);
    expect(foundBy(def, ipInUse, 'planChange', plan([idOf('b', 1)]), facts)).toContain(
      'ip/impact-not-acknowledged R020 acknowledged',
    );
    const more = [idOf('b', 1), idOf('b', 2), idOf('b', 3)];
    expect(foundBy(def, ipInUse, 'planChange', plan(more), facts)).toContain(
      'ip/impact-not-acknowledged R020 acknowledged',
    );
    expect(foundBy(def, ipInUse, 'planChange', plan([idOf('b', 2), idOf('b', 1)]), facts)).toEqual([
      'ip/shared R020 address',
    ]);
  });

  it('keeps the former address with its time and files the new one', () => {
    const input = plan([idOf('b', 1), idOf('b', 2)]);
    const changing: IpState = after(def, ipInUse, 'planChange', input, facts);
    expect(changing.address).toBe('203.0.113.10');
    expect(
      def.deadlines(changing, context.today, context.rules, context.calendar).map((d) => `${d.key} ${d.due}`),
    ).toEqual(['change 2026-03-10', 'report 2026-03-17']);
    const done: IpState = after(def, changing, 'completeChange', inputs['completeChange'], context);
    expect(done).toMatchObject({
      state: 'filed',
      address: '203.0.113.11',
      last: '00000000000000000000ffffcb00710b',
      previousAddress: '203.0.113.10',
      history: [{ address: '203.0.113.10', from: '2025-05-01', until: '2026-03-01' }],
    });
    expect(done.openChange).toBeUndefined();
  });

  it('puts a late report on record and lets it pass', () => {
    const changing: IpState = after(def, ipInUse, 'planChange', plan([idOf('b', 1), idOf('b', 2)]), facts);
    const at = (changedOn: string) =>
      foundBy(def, changing, 'completeChange', { ...report, changedOn }, context);
    // Day 1 is 25 February; Saturday 28 February 2026 is a make-up working day, so day 5 is Monday 2 March.
    expect(at('2026-02-24')).toEqual([]);
    expect(at('2026-02-23')).toEqual(['ip/reported-late R019 reportedOn']);
  });

  it('refuses an empty change', () => {
    const same = { ...plan([]), fields: { address: '203.0.113.10/32' } };
    expect(foundBy(def, ipInUse, 'planChange', same, context)).toEqual(['act/nothing-changed - -']);
  });
});

describe('end of an address', () => {
  const pointing = [{ id: idOf('d', 1), title: 'demo.changzhou.gov.cn' }];

  it('waits until no domain points to it', () => {
    expect(foundBy(def, ipInUse, 'stop', inputs['stop'], withFacts({ pointing }))).toEqual([
      'ip/still-pointed-to R020 -',
    ]);
    expect(foundBy(def, inState('stopped'), 'release', {}, withFacts({ pointing }))).toEqual([
      'ip/still-pointed-to R020 -',
    ]);
  });

  it('ends after it began, with a reason', () => {
    expect(foundBy(def, ipInUse, 'stop', { endDate: '2025-04-30' }, { ...context, reason: null })).toEqual([
      'ip/end-before-start - endDate',
      'act/reason-missing R023 reason',
    ]);
  });
});

describe('existing ledgers', () => {
  it('takes over an incomplete record and keeps its gaps as points', () => {
    const input = {
      address: '203.0.113.10',
      netKind: 'internet',
      purpose: 'back',
      state: 'inUse',
      raw: { address: 'x' },
    };
    const state: IpState = after(def, empty, 'takeOver', input, withFacts({ unit: null }, { reason: null }));
    expect(state).toMatchObject({ state: 'inUse', version: 4, raw: { address: 'x' } });
    const codes = (state.openPoints ?? []).map((point) => `${point.code} ${point.place}`);
    expect(codes).toContain('site/back-end-public purpose');
    expect(codes).toContain('field/required unit');
  });

  it('turns away an unusable, missing or double address', () => {
    const refused = (input: object, facts: Partial<IpFacts> = {}) =>
      foundBy(def, empty, 'takeOver', { state: 'inUse', ...input }, withFacts(facts)).filter(
        (found) => !found.startsWith('field/required -'),
      );
    expect(refused({ address: '203.0.113.010' })).toEqual(['ip/leading-zero - address']);
    expect(refused({})).toEqual(['field/required R019 address']);
    const overlapping = [{ id: idOf('e', 2), address: '203.0.113.0/24', state: 'inUse', sharedHost: false }];
    expect(refused({ address: '203.0.113.10' }, { overlapping })).toEqual(['ip/overlap R019 address']);
  });
});

it('finds overlaps by comparing two texts', () => {
  const spans = ['203.0.113.0/28', '203.0.113.10', '203.0.113.16', '2001:db8::/64'].map(spanOf);
  const [block, inside, outside, six] = spans.map(({ first = '', last = '' }) => ({ first, last }));
  if (!block || !inside || !outside || !six) throw new Error('missing');
  expect([overlaps(block, inside), overlaps(block, outside), overlaps(block, six)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(ipNeeds(ipInUse, { fields: { address: '203.0.113.0/30' } }).span).toEqual({
    first: '00000000000000000000ffffcb007100',
    last: '00000000000000000000ffffcb007103',
  });
});
