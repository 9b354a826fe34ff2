import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { operations, type OperationId, type OperationOutput } from '../../../shared/api/operations.ts';
import type { CenterClient } from '../center/centerClient.ts';
import { defaultPolicy } from '../profile/activeProfile.ts';
import { createGateService, type GateService } from './gateService.ts';

/** A gate in front of a center that answers as told; the timers are the test's, the network is real. */
let gate: GateService;
let server: Server;
let accepted = true;
let looks = 0;
let now = 0;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  [accepted, looks, now] = [true, 0, Date.parse('2026-03-02T01:00:00Z')];
  server = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const at = { host: '127.0.0.1', port: typeof address === 'object' ? (address?.port ?? 0) : 0 };
  gate = createGateService(portsOf(at));
  gate.start();
  await vi.waitUntil(() => gate.get().open);
});
afterEach(async () => {
  gate.stop();
  vi.useRealTimers();
  await new Promise((resolve) => server.close(resolve));
});

const isOutput = <K extends OperationId>(op: K, value: unknown): value is OperationOutput<K> =>
  operations[op].output.safeParse(value).success;

function portsOf(at: { host: string; port: number }): Parameters<typeof createGateService>[0] {
  const callRaw = async () => {
    looks += 1;
    const time = new Date(now).toISOString();
    const word = { accepted, reason: accepted ? null : 'CERT_REVOKED', sourceIp: at.host, version: '0.1.0' };
    return { ...word, time, certificate: null, account: null };
  };
  const client: CenterClient = {
    callRaw,
    async call(op) {
      const value = await callRaw();
      if (!isOutput(op, value)) throw new Error(`no answer of ${op}`);
      return value;
    },
  };
  const life = { validFrom: '2026-01-01T00:00:00Z', validTo: '2027-01-01T00:00:00Z' };
  const words = { fingerprint: '', certificatePem: '', subject: '', accountNo: '', keyPem: '' };
  return {
    ...at,
    isConfigured: true,
    policy: defaultPolicy,
    client,
    redial: () => undefined,
    vpn: null,
    routes: { to: () => Promise.reject(new Error('not asked')), trace: () => Promise.resolve('same') },
    serverList: () => Promise.resolve(),
    serverClock: () => Promise.resolve(null),
    onClose: () => undefined,
    identity: () => ({ ...words, ...life }),
    certificateFailure: () => null,
    session: () => 'none',
    onSession: () => undefined,
    clock: { now: () => new Date(now) },
    clientVersion: '0.1.0',
    emit: () => undefined,
  };
}

test('closed early in the long wait of an open gate, it is tried again as soon as any closed one', async () => {
  await vi.advanceTimersByTimeAsync(10_000);
  accepted = false;
  expect((await gate.check()).open).toBe(false);
  accepted = true;
  await vi.advanceTimersByTimeAsync(5_000);
  await expect.poll(() => gate.get().open).toBe(true);
});

test.each([
  ['forward', 3_600_000],
  ['backward', -3_600_000],
])('a clock that is set %s is noticed', async (_name, by) => {
  await vi.advanceTimersByTimeAsync(500);
  await vi.advanceTimersByTimeAsync(500);
  const before = looks;
  now += by;
  await vi.advanceTimersByTimeAsync(500);
  await expect.poll(() => looks).toBe(before + 1);
});
