import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerSchema,
  gateSchema,
  methods,
  type Answer,
  type Bridge,
  type Method,
} from '../../shared/bridge/contract.ts';
import { sampleInputs } from '../testing/sampleInputs.ts';
import { testSession } from '../testing/session.ts';
import type { TestCenter } from '../testing/workstation.ts';

/** A running host with a page connected to it over the transport under test. */
export interface Harness {
  readonly bridge: Bridge;
  readonly center: TestCenter;
  /** Everything that has crossed the bridge towards the page, as text. */
  readonly seen: () => string;
  /** Ends the host while the page stays. */
  readonly loseHost: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const TOKEN = 'token-that-stays-in-the-host';

/** The harness once it is open, and calls with ids of their own. */
interface Run {
  harness(): Harness;
  call(method: Method, input: unknown): Promise<Answer<unknown>>;
}

/** The promises of the bridge, the same over every transport. */
export function contractSuite(transport: string, open: () => Promise<Harness>): void {
  describe(`the bridge over ${transport}`, () => {
    let opened: Harness | null = null;
    let count = 0;
    const harness = () => {
      if (opened === null) throw new Error('not open');
      return opened;
    };
    const call: Run['call'] = (method, input) => {
      count += 1;
      return harness().bridge.call(method, input, { id: `call-${count}` });
    };

    beforeAll(async () => {
      opened = await open();
      opened.center.on('session.open', () => ({ token: TOKEN, session: testSession() }));
      opened.center.on('session.close', () => ({}));
    });
    afterAll(() => harness().close());

    everyMethod({ harness, call });
    sessionAndEvents({ harness, call });
    cancelling({ harness, call });
    gateAndLoss({ harness, call });
  });
}

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.problem.code);

function everyMethod({ harness, call }: Run): void {
  test.each(namesOf(methods))('%s answers a valid input within the contract', async (method) => {
    const answer = await call(method, sampleInputs[method]);
    expect(answerSchema.safeParse(answer).success).toBe(true);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    if (answer.ok) expect(methods[method].output.safeParse(answer.value).error).toBeUndefined();
    else expect(['internal', 'bridge/invalid']).not.toContain(answer.problem.code);
  });

  test.each(namesOf(methods))('%s refuses input beyond the contract', async (method) => {
    for (const bad of [{ ...sampleInputs[method], path: '/etc/passwd' }, null, 'x', []]) {
      expect(codeOf(await call(method, bad))).toBe('bridge/invalid');
    }
  });

  test.each(['files.read', '__proto__', 'constructor', 'toString', ''])(
    'there is no method %j',
    async (name) => {
      // As a foreign page would send it: past the types.
      const ask: (...parts: readonly unknown[]) => unknown = (...parts) =>
        Reflect.apply(harness().bridge.call, harness().bridge, parts);
      const answer = answerSchema.parse(await ask(name, {}, { id: `none-${name}` }));
      expect(answer.ok || answer.problem.code).toBe('bridge/invalid');
    },
  );
}

function sessionAndEvents({ harness, call }: Run): void {
  test('the session token never reaches the page, by no way', async () => {
    expect(codeOf(await call('session.signIn', sampleInputs['session.signIn']))).toBe('ok');
    expect(codeOf(await call('session.get', {}))).toBe('ok');
    const direct = { op: 'session.open', input: { password: 'p', code: '1' } };
    expect(codeOf(await call('center.call', direct))).toBe('bridge/invalid');
    expect(harness().seen()).toContain('张三');
    expect(harness().seen()).not.toContain(TOKEN);
  });

  test('what the host tells arrives, and a listener can be taken away', async () => {
    const told: unknown[] = [];
    const arrived = new Promise<void>((resolve) => {
      const stop = harness().bridge.on('session', (payload) => {
        told.push(payload);
        stop();
        resolve();
      });
    });
    await call('session.signOut', {});
    await arrived;
    await call('session.signIn', sampleInputs['session.signIn']);
    expect(told).toEqual([null]);
  });
}

function cancelling({ harness }: Run): void {
  test('cancelling answers at once and ends the request at the center', async () => {
    harness().center.hang('workbench.get');
    const asked = harness().bridge.call('center.call', { op: 'workbench.get', input: {} }, { id: 'long' });
    await expect.poll(() => harness().center.received.at(-1)?.op).toBe('workbench.get');
    harness().bridge.cancel('long');
    expect(codeOf(await asked)).toBe('job/cancelled');
    await harness().center.received.at(-1)?.closed;
  });

  test('an id that is in use is refused; the first call goes on', async () => {
    harness().center.hang('workbench.get');
    const first = harness().bridge.call('center.call', { op: 'workbench.get', input: {} }, { id: 'same' });
    harness().bridge.cancel('other');
    harness().bridge.cancel('same');
    expect(codeOf(await first)).toBe('job/cancelled');
    expect(codeOf(await harness().bridge.call('settings.get', {}, { id: 'same' }))).toBe('ok');
  });
}

function gateAndLoss({ harness, call }: Run): void {
  test('with the gate closed nothing is sent to the center', async () => {
    harness().center.on('gate.get', () => ({
      accepted: false,
      reason: 'CERT_REVOKED',
      sourceIp: '127.0.0.1',
      certificate: null,
      account: null,
      time: new Date().toISOString(),
      version: '0.1.0',
    }));
    const gate = await call('gate.check', {});
    expect(gate.ok && gateSchema.parse(gate.value).open).toBe(false);
    const before = harness().center.received.length;
    expect(codeOf(await call('center.call', sampleInputs['center.call']))).toBe('gate/closed');
    expect(harness().center.received).toHaveLength(before);
  });

  test('a lost host answers every pending call', async () => {
    harness().center.on('gate.get', () => new Promise(() => undefined));
    const pending = call('gate.check', {});
    await expect.poll(() => harness().center.received.at(-1)?.op).toBe('gate.get');
    await harness().loseHost();
    expect(codeOf(await pending)).toBe('bridge/host-lost');
  });
}

function namesOf(map: typeof methods): Method[] {
  return Object.keys(map).filter((name): name is Method => name in map);
}
