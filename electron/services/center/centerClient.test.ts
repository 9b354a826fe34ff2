import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Agent } from 'node:https';
import { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problemOf, ProblemError } from '../../../shared/errors/problem.ts';
import { recordingLogger } from '../../testing/quiet.ts';
import { testAuthority, testServer, type TestAuthority, type TestServer } from '../../testing/tlsFixtures.ts';
import { identityOf, spkiPin, type Identity } from '../certificates/identity.ts';
import { createCenterClient, type CenterClient } from './centerClient.ts';
import type { Fault } from './mapTlsError.ts';
import { VpnFault } from '../connection/vpnCheck.ts';
import { tlsAgent, type Endpoint } from './tlsAgent.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const id = '6f1f3a52-7c4e-4a53-9a11-0d6a2f1b7e10';
let ca: TestAuthority;
let server: TestServer;
let identity: Identity;
let pin = '';
let answer: Answer = () => undefined;
let faults: Fault[] = [];
const agents: Agent[] = [];
const { log, lines } = recordingLogger();

const json = (response: ServerResponse, status: number, value: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

const gateWord = {
  accepted: true,
  reason: null,
  sourceIp: '127.0.0.1',
  time: '2026-03-02T01:00:00.000Z',
  certificate: null,
  account: null,
  version: '0.1.0',
};

beforeAll(async () => {
  ca = await testAuthority();
  const own = await ca.issue({ name: 'center.test', use: 'server', dns: ['center.test'] });
  const client = await ca.issue({ name: '张三', use: 'client' });
  identity = identityOf(client.certificatePem, client.keyPem, 'QXGL-0001');
  pin = spkiPin(new X509Certificate(own.certificatePem));
  server = await testServer(own, ca.certificatePem, (request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => answer(request, response, body));
  });
});
afterAll(() => server.close());
beforeEach(() => {
  faults = [];
});
afterEach(() => {
  for (const agent of agents.splice(0)) agent.destroy();
});

function endpoint(change: Partial<Endpoint> = {}): Endpoint {
  return {
    host: '127.0.0.1',
    port: server.port,
    servername: 'center.test',
    ca: ca.certificatePem,
    pins: [pin],
    ...change,
  };
}

function clientFor(change: Partial<Endpoint> = {}, timeoutMs = 2_000): CenterClient {
  const agent = tlsAgent(endpoint(change), identity);
  agents.push(agent);
  return createCenterClient({
    url: `https://127.0.0.1:${change.port ?? server.port}`,
    userAgent: 'test',
    agent: () => agent,
    token: () => 'secret-token',
    log,
    onFault: (fault) => faults.push(fault),
    timeoutMs,
  });
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemError) return error.problem.code;
  throw new Error('no problem was thrown', { cause: error });
}

describe('what is sent', () => {
  test('path, body and headers follow from the operation; the certificate is shown', async () => {
    let seen: Record<string, unknown> = {};
    answer = (request, response, body) => {
      const socket = request.socket instanceof TLSSocket ? request.socket : null;
      const peer = socket?.getPeerCertificate().raw ?? Buffer.alloc(0);
      seen = {
        line: `${request.method} ${request.url}`,
        body: JSON.parse(body),
        match: request.headers['if-match'],
        key: request.headers['idempotency-key'],
        authorization: request.headers.authorization,
        requestId: typeof request.headers['x-request-id'],
        peer: createHash('sha256').update(peer).digest('hex'),
        tls: socket?.getProtocol(),
      };
      json(response, 200, { value: '13800138000' });
    };
    await clientFor().call(
      'secrets.reveal',
      { type: 'staffFiling', id, field: 'phone', reason: '核实' },
      { rev: 7, key: 'k-1' },
    );
    expect(seen).toEqual({
      line: `POST /v1/records/staffFiling/${id}/reveal`,
      body: { field: 'phone', reason: '核实' },
      match: '"7"',
      key: 'k-1',
      authorization: 'Bearer secret-token',
      requestId: 'string',
      peer: identity.fingerprint,
      tls: 'TLSv1.3',
    });
  });

  test('a read carries the rest of its input as query', async () => {
    let url = '';
    answer = (request, response) => {
      url = request.url ?? '';
      json(response, 200, { hits: [] });
    };
    await clientFor().call('records.search', { text: '市 发展局&x=1' });
    expect(new URL(url, 'https://x').searchParams.get('text')).toBe('市 发展局&x=1');
  });

  test('the token goes to operations of a session and to the gate, which tells what became of it; never to a sign-in', async () => {
    const seen: (string | undefined)[] = [];
    answer = (request, response) => {
      seen.push(request.headers.authorization);
      json(response, 200, gateWord);
    };
    await clientFor().call('gate.get', {});
    await clientFor()
      .call('session.open', { password: 'x', code: '1' })
      .catch(() => undefined);
    expect(seen).toEqual([expect.stringMatching(/^Bearer /), undefined]);
  });

  test('input that does not fit the operation is refused before anything is sent', async () => {
    answer = () => expect.unreachable('nothing may be sent');
    const error: unknown = await clientFor()
      .callRaw('records.get', { type: 'staffFiling', id: 'x', extra: 1 })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProblemError);
    if (error instanceof ProblemError) {
      expect(error.problem.findings.map((finding) => finding.place).sort()).toEqual(['extra', 'id']);
    }
  });
});

describe('what comes back', () => {
  test('problem details keep code, findings, request number and the rival change', async () => {
    const current = { rev: 8, state: { name: '张三' }, by: '李四', at: '2026-03-02T01:00:00Z', act: 'edit' };
    answer = (_request, response) =>
      json(response, 412, problemOf('record/version-conflict', { requestId: 'r-1', current }));
    const error: unknown = await clientFor()
      .call('session.close', {})
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ problem: { code: 'record/version-conflict', requestId: 'r-1', current } });
  });

  test.each([
    ['an answer that is not the contract', 200, { accepted: 'yes' }, 'center/contract-mismatch'],
    ['a code this client does not know', 418, { code: 'new/code' }, 'center/contract-mismatch'],
    ['a redirect', 302, {}, 'center/contract-mismatch'],
    ['a balancer without center', 503, 'upstream down', 'center/unreachable'],
  ])('%s becomes one problem', async (_name, status, value, code) => {
    answer = (_request, response) => json(response, status, value);
    expect(await codeOf(clientFor().call('gate.get', {}))).toBe(code);
  });
});

describe('the peer is checked before the first byte', () => {
  test.each<[string, () => Promise<Partial<Endpoint>>, Fault]>([
    ['another CA', async () => ({ ca: (await testAuthority('Other')).certificatePem }), 'untrusted-ca'],
    ['another name', async () => ({ servername: 'other.test' }), 'name-mismatch'],
    ['a key that is not pinned', async () => ({ pins: [`${'A'.repeat(43)}=`] }), 'pin-mismatch'],
  ])('%s is refused and nothing is sent', async (_name, change, fault) => {
    answer = () => expect.unreachable('nothing may be sent');
    expect(await codeOf(clientFor(await change()).call('gate.get', {}))).toBe('center/identity');
    expect(faults).toEqual([fault]);
  });

  test('an expired server certificate is named as such', async () => {
    const old = await ca.issue({
      name: 'center.test',
      use: 'server',
      dns: ['center.test'],
      fromDays: -9,
      toDays: -1,
    });
    const other = await testServer(old, ca.certificatePem, () => expect.unreachable('nothing may be sent'));
    expect(await codeOf(clientFor({ port: other.port, pins: [] }).call('gate.get', {}))).toBe(
      'center/identity',
    );
    expect(faults).toEqual(['server-expired']);
    await other.close();
  });

  test('a server that speaks TLS 1.2 only is refused', async () => {
    const own = await ca.issue({ name: 'center.test', use: 'server', dns: ['center.test'] });
    const other = await testServer(own, ca.certificatePem, () => expect.unreachable('nothing may be sent'), {
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
    });
    expect(await codeOf(clientFor({ port: other.port, pins: [] }).call('gate.get', {}))).toBe(
      'center/identity',
    );
    expect(faults).toEqual(['protocol']);
    await other.close();
  });

  test('the route is looked at before anything is dialled', async () => {
    answer = () => expect.unreachable('nothing may be sent');
    const before = () => Promise.reject(new VpnFault('ERR_VPN_ROUTE', 'the route leaves by eth0'));
    const agent = tlsAgent(endpoint(), identity, {
      routeCheck: { before, after: () => expect.unreachable('dialled') },
    });
    const client = createCenterClient({
      url: `https://127.0.0.1:${server.port}`,
      userAgent: 'test',
      agent: () => agent,
      token: () => null,
      log,
    });
    expect(await codeOf(client.call('gate.get', {}))).toBe('center/vpn');
  });

  test('a connection is used again, not dialled anew', async () => {
    const ports = new Set<number | undefined>();
    answer = (request, response) => {
      ports.add(request.socket.remotePort);
      json(response, 200, gateWord);
    };
    const client = clientFor();
    for (let call = 0; call < 3; call += 1) await client.call('gate.get', {});
    expect(ports.size).toBe(1);
  });
});

describe('failures on the way', () => {
  const cut: Answer = (request) => request.socket.destroy();

  test('a read is tried once more', async () => {
    let count = 0;
    answer = (request, response, body) => {
      count += 1;
      if (count === 1) cut(request, response, body);
      else json(response, 200, gateWord);
    };
    expect(await clientFor().call('gate.get', {})).toEqual(gateWord);
    expect(count).toBe(2);
  });

  test('a write without key is never repeated', async () => {
    let count = 0;
    answer = (...parts) => {
      count += 1;
      cut(...parts);
    };
    expect(await codeOf(clientFor().call('session.close', {}))).toBe('center/unreachable');
    expect(count).toBe(1);
  });

  test('after a lost answer a write asks exactly once more, with the same key', async () => {
    const keys: unknown[] = [];
    answer = (request, response, body) => {
      keys.push(request.headers['idempotency-key']);
      cut(request, response, body);
    };
    const write = clientFor().call('exports.close', { id, result: 'done', rows: 1 }, { key: 'k-9' });
    expect(await codeOf(write)).toBe('center/unreachable');
    expect(keys).toEqual(['k-9', 'k-9']);
  });

  test('a server that does not answer in time', async () => {
    answer = () => undefined;
    expect(await codeOf(clientFor({}, 150).call('session.close', {}))).toBe('center/unreachable');
    expect(faults).toEqual(['timeout']);
  });

  test('cancelling ends the request at the server', async () => {
    const abort = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answer = (request) => {
        request.socket.once('close', () => resolve());
        abort.abort();
      };
    });
    expect(await codeOf(clientFor().call('gate.get', {}, { signal: abort.signal }))).toBe('job/cancelled');
    await closed;
  });

  test('nobody listens', async () => {
    const gone = await testServer(
      await ca.issue({ name: 'x', use: 'server' }),
      ca.certificatePem,
      () => undefined,
    );
    await gone.close();
    expect(await codeOf(clientFor({ port: gone.port }).call('gate.get', {}))).toBe('center/unreachable');
    expect(faults).toEqual(['refused']);
  });

  test('the log tells the fault but neither token nor what was sent', () => {
    const all = lines.join('');
    expect(all).toContain('center-fault');
    expect(all).not.toMatch(/secret-token|核实|13800138000/);
  });
});
