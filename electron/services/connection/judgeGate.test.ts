import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../profile/activeProfile.ts';
import type { Fault } from '../center/mapTlsError.ts';
import { faultTexts } from './gateTexts.ts';
import { judgeGate, type Probes } from './judgeGate.ts';

const fine = { state: 'active', bound: true, sourceAllowed: true } as const;
const good: Probes = {
  isConfigured: true,
  policy: defaultPolicy,
  network: null,
  request: null,
  refusal: null,
  word: {
    accepted: true,
    reason: null,
    version: '0.1.3',
    sourceIp: '10.88.0.2',
    accountNo: 'BA-0001',
    account: fine,
  },
  skewMs: 0,
  vpn: { required: false, inPool: null },
  certificate: { validFrom: '2026-01-01T00:00:00Z', validTo: '2027-01-01T00:00:00Z', accountNo: 'BA-0001' },
  certificateFailure: null,
  session: 'open',
  clientVersion: '0.1.0',
  now: '2026-03-02T01:00:00Z',
};

function states(change: Partial<Probes>): { open: boolean; line: string } {
  // Without the server's word nothing is known of its clock, unless a case says otherwise.
  const unheard = change.word === null ? { skewMs: null } : {};
  const { open, lights } = judgeGate({ ...good, ...unheard, ...change });
  return { open, line: lights.map((light) => `${light.name}:${light.state}`).join(' ') };
}

const word = (change: Partial<NonNullable<Probes['word']>>) => ({
  word: good.word && { ...good.word, ...change },
});

describe('the six lights', () => {
  test.each<[string, Partial<Probes>, boolean, string]>([
    ['all well', {}, true, 'network:ok vpn:unused server:ok certificate:ok clock:ok account:ok'],
    [
      'before the first look',
      { network: undefined, request: undefined, word: null, session: 'none' },
      false,
      'network:unknown vpn:unused server:unknown certificate:unknown clock:unknown account:unknown',
    ],
    [
      'nobody signed in yet: the gate is open all the same',
      { session: 'none' },
      true,
      'network:ok vpn:unused server:ok certificate:ok clock:ok account:unknown',
    ],
    [
      'the session ended',
      { session: 'ended' },
      true,
      'network:ok vpn:unused server:ok certificate:ok clock:ok account:warn',
    ],
    [
      'the account is suspended',
      { session: 'inactive' },
      true,
      'network:ok vpn:unused server:ok certificate:ok clock:ok account:bad',
    ],
    [
      'the center says that the account is suspended',
      word({ account: { ...fine, state: 'suspended' } }),
      true,
      'network:ok vpn:unused server:ok certificate:ok clock:ok account:bad',
    ],
    [
      'the account may not work from here',
      word({ account: { ...fine, sourceAllowed: false } }),
      true,
      'network:ok vpn:unused server:ok certificate:ok clock:ok account:bad',
    ],
    [
      'the account is tied to another certificate',
      word({ account: { ...fine, bound: false } }),
      true,
      'network:ok vpn:unused server:ok certificate:ok clock:ok account:bad',
    ],
    [
      "the server's dates do not fit because this clock is wrong",
      { request: 'server-not-yet-valid', word: null, skewMs: 86_400_000 },
      false,
      'network:ok vpn:unused server:unknown certificate:unknown clock:bad account:ok',
    ],
    [
      "the server's certificate has really ended",
      { request: 'server-expired', word: null, skewMs: 0 },
      false,
      'network:ok vpn:unused server:bad certificate:unknown clock:ok account:ok',
    ],
    [
      'through the VPN',
      { vpn: { required: true, inPool: true } },
      true,
      'network:ok vpn:ok server:ok certificate:ok clock:ok account:ok',
    ],
    [
      'the route leads past the VPN: nothing was dialled',
      { vpn: { required: true, inPool: null }, network: 'vpn-route', request: undefined, word: null },
      false,
      'network:unknown vpn:bad server:unknown certificate:unknown clock:unknown account:ok',
    ],
    [
      'the socket left by another interface',
      { vpn: { required: true, inPool: null }, request: 'vpn-source', word: null },
      false,
      'network:unknown vpn:bad server:unknown certificate:unknown clock:unknown account:ok',
    ],
    [
      'the server saw an address that is not of the pool',
      { vpn: { required: true, inPool: false } },
      false,
      'network:ok vpn:bad server:ok certificate:ok clock:ok account:ok',
    ],
    [
      'no way to the server',
      { network: 'refused', request: undefined, word: null },
      false,
      'network:bad vpn:unused server:unknown certificate:unknown clock:unknown account:ok',
    ],
    [
      'the server answers TCP but not in time',
      { request: 'timeout', word: null },
      false,
      'network:bad vpn:unused server:unknown certificate:unknown clock:unknown account:ok',
    ],
    [
      'another server',
      { request: 'pin-mismatch', word: null },
      false,
      'network:ok vpn:unused server:bad certificate:unknown clock:unknown account:ok',
    ],
    [
      'the TLS layer refuses our certificate',
      { request: 'client-certificate', word: null },
      false,
      'network:ok vpn:unused server:ok certificate:bad clock:unknown account:ok',
    ],
    [
      'a revoked certificate',
      word({ accepted: false, reason: 'CERT_REVOKED' }),
      false,
      'network:ok vpn:unused server:ok certificate:bad clock:ok account:ok',
    ],
    [
      'no certificate at all',
      { certificate: null },
      false,
      'network:ok vpn:unused server:ok certificate:bad clock:ok account:ok',
    ],
    [
      'an expired certificate, seen without the server',
      {
        network: 'unroutable',
        word: null,
        certificate: {
          validFrom: '2025-01-01T00:00:00Z',
          validTo: '2026-03-01T00:00:00Z',
          accountNo: 'BA-0001',
        },
      },
      false,
      'network:bad vpn:unused server:unknown certificate:bad clock:unknown account:ok',
    ],
    [
      'a certificate that ends in 20 days',
      {
        certificate: {
          validFrom: '2026-01-01T00:00:00Z',
          validTo: '2026-03-22T01:00:00Z',
          accountNo: 'BA-0001',
        },
      },
      true,
      'network:ok vpn:unused server:ok certificate:warn clock:ok account:ok',
    ],
    [
      'a minute and a second off',
      { skewMs: -61_000 },
      true,
      'network:ok vpn:unused server:ok certificate:ok clock:warn account:ok',
    ],
    [
      'exactly a minute off',
      { skewMs: 60_000 },
      true,
      'network:ok vpn:unused server:ok certificate:ok clock:ok account:ok',
    ],
    [
      'five minutes and a second off',
      { skewMs: 301_000 },
      false,
      'network:ok vpn:unused server:ok certificate:ok clock:bad account:ok',
    ],
    [
      'another version of the server',
      word({ version: '0.2.0' }),
      false,
      'network:ok vpn:unused server:ok certificate:ok clock:ok account:bad',
    ],
  ])('%s', (_name, change, open, line) => {
    expect(states(change)).toEqual({ open, line });
  });

  test('through a closed gate nobody is told to sign in', () => {
    const { lights } = judgeGate({ ...good, session: 'none', certificate: null });
    expect(lights.at(-1)).toMatchObject({ cause: { zh: '登录时检查' }, remedy: null });
  });

  test('a clock that is years off does not condemn a good certificate', () => {
    const { lights } = judgeGate({
      ...good,
      now: '2030-01-01T00:00:00Z',
      skewMs: Date.parse(good.now) - Date.parse('2030-01-01T00:00:00Z'),
    });
    expect(lights.find((light) => light.name === 'certificate')?.state).toBe('ok');
    expect(lights.find((light) => light.name === 'clock')?.state).toBe('bad');
  });
});

describe('laws over every combination', () => {
  const names = Object.keys(faultTexts).filter((name): name is Fault => name in faultTexts);
  const fault = fc.constantFrom(...names);
  const anyProbes: fc.Arbitrary<Probes> = fc.record({
    isConfigured: fc.boolean(),
    policy: fc.record({
      minimumClientVersion: fc.constantFrom(null, '0.1.0', '0.2.0'),
      certificateWarnDays: fc.integer({ min: 1, max: 365 }),
      certificateFiles: fc.boolean(),
      timeSource: fc.constantFrom(null, 'ntp.center.example'),
    }),
    network: fc.option(fault, { nil: null }),
    request: fc.option(fault, { nil: null }),
    word: fc.option(
      fc.record({
        accepted: fc.boolean(),
        reason: fc.constantFrom(null, 'CERT_REVOKED', 'SOMETHING_NEW'),
        version: fc.constantFrom('0.1.0', '0.2.0'),
        sourceIp: fc.constant('10.88.0.2'),
        accountNo: fc.constantFrom(null, 'BA-0001', 'BA-0002'),
        account: fc.constantFrom(
          null,
          fine,
          { ...fine, state: 'suspended' },
          { ...fine, sourceAllowed: false },
        ),
      }),
      { nil: null },
    ),
    refusal: fc.constantFrom(null, 'internal', 'center/unreachable'),
    skewMs: fc.option(fc.integer({ min: -400_000, max: 400_000 }), { nil: null }),
    vpn: fc.record({ required: fc.boolean(), inPool: fc.constantFrom(null, true, false) }),
    certificate: fc.constantFrom(null, good.certificate),
    certificateFailure: fc.constantFrom(null, 'certificate/passphrase', 'certificate/key-mismatch'),
    session: fc.constantFrom('none', 'open', 'ended', 'inactive'),
    clientVersion: fc.constant('0.1.0'),
    now: fc.constant(good.now),
  });

  test('six lights in their order, each with a cause, and a remedy wherever something is wrong', () => {
    fc.assert(
      fc.property(anyProbes, (probes) => {
        const { lights } = judgeGate(probes);
        expect(lights.map((light) => light.name)).toEqual([
          'network',
          'vpn',
          'server',
          'certificate',
          'clock',
          'account',
        ]);
        for (const { cause, remedy, state } of lights) {
          expect(cause.zh).not.toBe('');
          expect(cause.en).not.toBe('');
          if (state === 'bad' || state === 'warn') expect(remedy?.zh).toBeTruthy();
        }
      }),
    );
  });

  test('it is never open without an accepted certificate and a server that answered', () => {
    fc.assert(
      fc.property(anyProbes, (probes) => {
        if (!judgeGate(probes).open) return;
        expect([probes.network, probes.request, probes.word?.accepted]).toEqual([null, null, true]);
        expect(probes.certificate).not.toBeNull();
        if (probes.vpn.required) expect(probes.vpn.inPool).toBe(true);
      }),
    );
  });

  test('every fault has its words', () => {
    for (const { cause, remedy } of Object.values(faultTexts))
      expect([cause.zh, cause.en, remedy?.zh, remedy?.en].every(Boolean)).toBe(true);
  });
});
