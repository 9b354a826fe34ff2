import { get, type Agent } from 'node:https';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  testAuthority,
  testServer,
  type TestAuthority,
  type TestCertificate,
} from '../../testing/tlsFixtures.ts';
import { faultOf, type Fault } from './mapTlsError.ts';
import { tlsAgent, type Endpoint } from './tlsAgent.ts';

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
