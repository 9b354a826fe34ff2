import { afterEach, beforeEach, expect, test } from 'vitest';
import { events, type EventPayload } from '../../../shared/bridge/contract.ts';
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
  await expect(services.client.call('records.search', { text: 'x' })).rejects.toMatchObject({
    problem: { code: 'center/unreachable' },
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

test('another certificate is shown to the server from the next call on', async () => {
  await services.gate.check();
  const other = services.certificates.list()[1];
  expect((await services.identities.choose(other?.fingerprint ?? '')).open).toBe(true);
  expect(services.certificates.active()?.accountNo).toBe('QX-0001');
  expect(workstation.center.received.at(-1)?.certificate).toBe(other?.fingerprint);
});
