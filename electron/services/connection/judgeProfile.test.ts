import { describe, expect, test } from 'vitest';
import { defaultPolicy, type ProfilePolicy } from '../profile/activeProfile.ts';
import { judgeGate, type Probes } from './judgeGate.ts';

/** All is well with a server of the line 0.2, a client of 0.1, and a certificate that ends in twenty days. */
const probes: Probes = {
  isConfigured: true,
  policy: { ...defaultPolicy, minimumClientVersion: '0.1.0' },
  network: null,
  request: null,
  refusal: null,
  word: {
    accepted: true,
    reason: null,
    version: '0.2.0',
    sourceIp: '10.88.0.2',
    accountNo: 'BA-0001',
    account: { state: 'active', bound: true, sourceAllowed: true },
  },
  skewMs: 0,
  vpn: { required: false, inPool: null },
  certificate: { validFrom: '2026-01-01T00:00:00Z', validTo: '2026-03-22T01:00:00Z', accountNo: 'BA-0001' },
  certificateFailure: null,
  session: 'open',
  clientVersion: '0.1.0',
  now: '2026-03-02T01:00:00Z',
};

function judged(policy: Partial<ProfilePolicy>, change: Partial<Probes> = {}) {
  const { open, lights } = judgeGate({ ...probes, ...change, policy: { ...probes.policy, ...policy } });
  return { open, light: (name: string) => lights.find((each) => each.name === name) };
}

describe('what the profile asks of the client', () => {
  test('its minimum version decides in place of the line of the server', () => {
    expect(judged({}).open).toBe(true);
    expect(judged({ minimumClientVersion: null }).open).toBe(false);
    const tooOld = judged({ minimumClientVersion: '0.1.1' });
    expect([tooOld.open, tooOld.light('account')?.state]).toEqual([false, 'bad']);
    expect(tooOld.light('account')?.cause.zh).toContain('0.1.1');
  });

  test.each([
    [14, 'ok'],
    [20, 'warn'],
  ])('%i days before its end a certificate of twenty days is %s', (certificateWarnDays, state) => {
    expect(judged({ certificateWarnDays }).light('certificate')?.state).toBe(state);
  });

  test.each([
    ['2026-03-22T02:00:00Z', '证书 20 天后到期', 'The certificate ends in 20 days'],
    ['2026-03-03T02:00:00Z', '证书 1 天后到期', 'The certificate ends in 1 day'],
    ['2026-03-02T17:00:00Z', '证书 1 天后到期', 'The certificate ends in 1 day'],
    ['2026-03-02T02:00:00Z', '证书今天到期', 'The certificate ends today'],
  ])('a certificate until %s says when it ends, and that its holder renews it', (validTo, zh, en) => {
    const certificate = { validFrom: '2026-01-01T00:00:00Z', validTo, accountNo: 'BA-0001' };
    const warned = judged({}, { certificate }).light('certificate');
    expect(warned?.cause).toEqual({ zh, en });
    expect(warned?.remedy?.zh).toBe('请登录后在“设置 · 客户端证书”中续期');
  });

  test('a clock that is off is told what to set it by', () => {
    const { light } = judged({ timeSource: 'ntp.center.example' }, { skewMs: 400_000 });
    expect(light('clock')?.remedy?.zh).toContain('ntp.center.example');
    expect(light('clock')?.remedy?.en).toContain('ntp.center.example');
  });

  test('without any profile it is shut, and the light of the server says what to do', () => {
    const { open, light } = judged({}, { isConfigured: false });
    expect([open, light('server')?.state, light('network')?.state]).toEqual([false, 'bad', 'unknown']);
    expect(light('server')?.remedy?.zh).toContain('egovprofile');
  });
});
