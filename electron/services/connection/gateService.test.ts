import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { events, type EventPayload } from '../../../shared/bridge/contract.ts';
import type { ProblemCode } from '../../../shared/errors/catalog.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { createWorkstation, type Workstation } from '../../testing/workstation.ts';
import { createServices, type Services } from '../createServices.ts';
import { version } from '../version.ts';

type Gate = EventPayload<'gate'>;

let workstation: Workstation;
let services: Services;
let told: Gate[] = [];

beforeEach(async () => {
  workstation = await createWorkstation();
  services = await createServices(workstation.ports);
  const heard: Gate[] = [];
  told = heard;
  services.publisher.subscribe(({ event, payload }) => {
    if (event === 'gate') heard.push(events.gate.parse(payload));
  });
});
afterEach(async () => {
  await services.close();
  await workstation.close();
});

const stateOf = (gate: Gate | undefined, name: string) =>
  gate?.lights.find((light) => light.name === name)?.state;

function answer(change: { accepted?: boolean; reason?: string | null; offMs?: number }): void {
  const { accepted = true, reason = null, offMs = 0 } = change;
  workstation.center.on('gate.get', () => ({
    accepted,
    reason,
    sourceIp: '127.0.0.1',
    time: new Date(Date.now() + offMs).toISOString(),
    certificate: null,
    account: null,
    version,
  }));
}

test('it opens against a real server over mutual TLS, and tells so once', async () => {
  expect(services.gate.get().open).toBe(false);
  const gates = await Promise.all([services.gate.check(), services.gate.check()]);
  expect(gates.map((gate) => gate.open)).toEqual([true, true]);
  expect(workstation.center.received).toHaveLength(1);
  expect(told.map((gate) => gate.open)).toEqual([true]);
});

test.each([
  ['a revoked certificate', { accepted: false, reason: 'CERT_REVOKED' }, 'certificate', 'bad', false],
  ['a clock two minutes behind', { offMs: 120_000 }, 'clock', 'warn', true],
  ['a clock ten minutes ahead', { offMs: -600_000 }, 'clock', 'bad', false],
])('%s', async (_name, change, light, state, open) => {
  answer(change);
  const gate = await services.gate.check();
  expect([stateOf(gate, light), gate.open]).toEqual([state, open]);
});

test('a server that goes away closes it; the next call says so and sends nothing', async () => {
  await services.gate.check();
  await workstation.stopCenter();
  // The gate may have noticed before the call has failed twice.
  await expect(services.client.call('records.search', { text: 'x' })).rejects.toMatchObject({
    problem: { code: expect.stringMatching(/^center\/unreachable|gate\/closed$/) },
  });
  // The failed call itself makes the gate look again.
  await expect.poll(() => told.at(-1)?.open).toBe(false);
  expect(stateOf(told.at(-1), 'network')).toBe('bad');
  const written = workstation.logLines.map((line) => JSON.parse(line));
  expect(written).toContainEqual(expect.objectContaining({ event: 'gate-closed', lights: ['network'] }));
  await expect(services.client.call('records.search', { text: 'x' })).rejects.toMatchObject({
    problem: { code: 'gate/closed' },
  });
});

describe('calls under way when the gate closes', () => {
  const ended = (call: Promise<unknown>) =>
    call.then(
      () => 'answered',
      (error: unknown) => (error instanceof ProblemError ? error.problem.code : 'other'),
    );
  const sent = (op: string) => workstation.center.received.filter((call) => call.op === op).length;
  const search = () => ended(services.client.call('records.search', { text: 'x' }));

  test('do not hold it open: every one ends once, and nothing is sent any more', async () => {
    await services.gate.check();
    workstation.center.hang('records.search');
    const under = Array.from({ length: 8 }, search);
    await expect.poll(() => sent('records.search')).toBe(8);
    // No connection is left for these.
    const waiting = Array.from({ length: 4 }, search);
    answer({ accepted: false, reason: 'CERT_REVOKED' });
    expect((await services.gate.check()).open).toBe(false);
    expect(await Promise.all([...under, ...waiting])).toEqual(Array(12).fill('gate/closed'));
    await services.gate.check();
    expect(sent('records.search')).toBe(8);
  });

  test('a write that was on its way may have been carried out, and is not said to have stayed here', async () => {
    await services.gate.check();
    workstation.center.hang('exports.close');
    const report = { id: crypto.randomUUID(), result: 'done', rows: 1 } as const;
    const write = ended(services.client.call('exports.close', report, { key: 'k-1' }));
    await expect.poll(() => sent('exports.close')).toBe(1);
    answer({ accepted: false, reason: 'CERT_REVOKED' });
    await services.gate.check();
    expect(await write).toBe('center/unreachable');
    expect(sent('exports.close')).toBe(1);
  });

  test('a changed certificate ends them too, and none goes on under the other one', async () => {
    await services.gate.check();
    workstation.center.hang('records.search');
    const call = search();
    await expect.poll(() => sent('records.search')).toBe(1);
    const own = services.certificates.active()?.fingerprint;
    await services.identities.choose(services.certificates.list()[1]?.fingerprint ?? '');
    expect(await call).toBe('gate/closed');
    const searches = workstation.center.received.filter(({ op }) => op === 'records.search');
    expect(searches.map(({ certificate }) => certificate)).toEqual([own]);
  });
});

describe('while the center has not answered yet', () => {
  test('another certificate closes the gate at once; a renewed one leaves it open', async () => {
    await services.gate.check();
    workstation.center.hang('gate.get');
    void services.gate.lookAnew();
    expect(services.gate.get().open).toBe(true);
    void services.gate.reset();
    expect(told.map(({ open }) => open)).toEqual([true, false]);
  });
});

test('stopped, it dials the center of before no more', async () => {
  await services.gate.check();
  services.gate.stop();
  services.gate.suspect();
  await services.gate.reset();
  await services.gate.check();
  expect(workstation.center.received).toHaveLength(1);
});

test.each<[ProblemCode, string]>([
  ['request/rate-limited', '请求过于频繁,未作任何更改'],
  ['internal', '程序内部错误,操作未执行'],
  ['center/unreachable', '其后的中心服务没有应答'],
])('a center that answers with %s is reached and proven, and cannot serve', async (code, why) => {
  workstation.center.on('gate.get', () => {
    throw new ProblemError(code);
  });
  const { open, lights } = await services.gate.check();
  expect(open).toBe(false);
  expect(lights.filter(({ state }) => state === 'bad').map(({ name, cause }) => [name, cause.zh])).toEqual([
    ['server', `服务器有应答,但暂时不能提供服务:${why}`],
  ]);
});

test('another certificate is shown to the server from the next call on', async () => {
  await services.gate.check();
  const other = services.certificates.list()[1];
  expect((await services.identities.choose(other?.fingerprint ?? '')).open).toBe(true);
  expect(services.certificates.active()?.accountNo).toBe('QX-0001');
  expect(workstation.center.received.at(-1)?.certificate).toBe(other?.fingerprint);
});
