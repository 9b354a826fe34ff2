import { get, type Agent } from 'node:https';
import { connect, createServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  testAuthority,
  testServer,
  type TestAuthority,
  type TestCertificate,
} from '../../testing/tlsFixtures.ts';
import { faultOf, type Fault } from './mapTlsError.ts';
import { AgentOver, tlsAgent, type Endpoint } from './tlsAgent.ts';

const two = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;

let ca: TestAuthority;
let own: TestCertificate;
beforeAll(async () => {
  ca = await testAuthority();
  own = await ca.issue({ name: 'center.test', use: 'server', dns: ['center.test'] });
});
const agents: Agent[] = [];
afterEach(() => {
  for (const agent of agents.splice(0)) agent.destroy();
});

type Options = Parameters<typeof testServer>[3];

/** Asks a server that shows a certificate and speaks TLS in its way; the answer's version, or the fault. */
async function ask(
  shown: TestCertificate,
  options: Options,
  change: Partial<Endpoint> = {},
): Promise<string> {
  const server = await testServer(shown, ca.certificatePem, (_request, response) => response.end(), options);
  const { port } = server;
  const endpoint = { host: '127.0.0.1', port, servername: 'center.test', ca: ca.certificatePem, pins: [] };
  const agent = tlsAgent({ ...endpoint, ...change }, null);
  agents.push(agent);
  const { promise, resolve } = Promise.withResolvers<Fault | 'answered'>();
  get({ host: '127.0.0.1', port, agent }, () => resolve('answered')).on('error', (error) =>
    resolve(faultOf(error)),
  );
  const said = await promise;
  await server.close();
  return said;
}

describe('how the client speaks TLS', () => {
  test('version 1.3 unless the profile admits 1.2, and then its strict suites only', async () => {
    const strict = { ...two, ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' };
    expect(await ask(own, {})).toBe('answered');
    expect(await ask(own, strict)).toBe('protocol');
    expect(await ask(own, strict, { minTlsVersion: '1.2' })).toBe('answered');
    expect(await ask(own, { ...two, ciphers: 'ECDHE-ECDSA-AES128-SHA' }, { minTlsVersion: '1.2' })).toBe(
      'protocol',
    );
  });

  test("a client's certificate shown by a server is named as such", async () => {
    const wrong = await ca.issue({ name: 'center.test', use: 'client', dns: ['center.test'] });
    expect(await ask(wrong, {})).toBe('server-purpose');
  });
});

/** Lets what is on its way arrive. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await setImmediate();
}

describe('what becomes of a request', () => {
  /** A server that answers nothing, what reached it, and an agent for it. Its connections can be cut from in between. */
  async function silent(options: Parameters<typeof tlsAgent>[2]) {
    const sockets: Socket[] = [];
    let arrived = 0;
    const server = await testServer(own, ca.certificatePem, () => {
      arrived += 1;
    });
    const between = createServer((socket) => {
      sockets.push(socket);
      const on = connect(server.port, '127.0.0.1');
      socket.on('error', () => undefined).on('close', () => on.destroy());
      on.on('error', () => undefined).on('close', () => socket.destroy());
      socket.pipe(on).pipe(socket);
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    const address = between.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const close = async () => {
      between.close();
      await server.close();
    };
    const endpoint = { host: '127.0.0.1', port, servername: 'center.test', ca: ca.certificatePem, pins: [] };
    const agent = tlsAgent(endpoint, null, options);
    agents.push(agent);
    /** What a request ends with. */
    const request = () =>
      new Promise<unknown>((resolve) =>
        get({ host: '127.0.0.1', port, agent }, resolve).on('error', resolve),
      );
    return { agent, request, sockets, arrived: () => arrived, close };
  }

  test('whose connection is cut while it is looked at: it fails, and the program goes on', async () => {
    const far = await silent({
      async checkServer() {
        await turns();
        for (const socket of far.sockets) socket.resetAndDestroy();
        await turns();
      },
    });
    expect(faultOf(await far.request())).toBe('reset');
    expect(far.arrived()).toBe(0);
    await far.close();
  });

  test('under way, waiting and new, when the agent is let go of: each ends, and nothing more is sent', async () => {
    const far = await silent({ connections: 1 });
    const first = far.request();
    await expect.poll(far.arrived).toBe(1);
    const waiting = [far.request(), far.request()];
    far.agent.destroy();
    expect(await Promise.all(waiting)).toEqual([expect.any(AgentOver), expect.any(AgentOver)]);
    expect(faultOf(await first)).toBe('reset');
    expect(await far.request()).toBeInstanceOf(AgentOver);
    expect([far.arrived(), far.sockets.length]).toEqual([1, 1]);
    await far.close();
  });

  test('whose connection is being proven when the agent is let go of: it ends at once, and nothing is sent', async () => {
    const { promise: looking, resolve: looked } = Promise.withResolvers<void>();
    const far = await silent({
      checkServer: () => {
        far.agent.destroy();
        looked();
        return Promise.resolve();
      },
    });
    const request = far.request();
    await looking;
    expect(await request).toBeInstanceOf(AgentOver);
    expect(far.arrived()).toBe(0);
    await far.close();
  });
});
