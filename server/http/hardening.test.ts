import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueServer } from '../pki/issue.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

let test: TestServer;
beforeAll(async () => {
  test = await openTestServer({ strangersPerMinute: 40 }, { roles: ['C1'] });
});
afterAll(() => test.close());

const options = (more: ConnectionOptions = {}): ConnectionOptions => ({
  port: test.port,
  host: '127.0.0.1',
  servername: 'localhost',
  ca: test.ca.certificatePem,
  ...more,
});

/** Error code of a handshake; null when it succeeds. */
async function handshake(more: ConnectionOptions): Promise<string | null> {
  const socket = connect(options(more));
  try {
    await once(socket, 'secureConnect');
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    socket.destroy();
  }
}

/** Sends bytes over TLS and gives back what came until the end. */
async function exchange(text: string, more: ConnectionOptions = {}): Promise<string> {
  const socket: TLSSocket = connect(options(more));
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  let answer = '';
  socket.on('data', (part) => {
    answer += String(part);
  });
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.once('close', () => resolve(answer));
  socket.write(text);
  return promise;
}

/** The person with a good certificate, who has to be served whatever the others do. */
const goodClient = async () => (await test.call(test.people['C1'] ?? null, 'GET', '/gate')).body['accepted'];

describe('a hostile peer', () => {
  it.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('%s is refused', async (version) => {
    const refused = await handshake({ minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' });
    expect(refused).toMatch(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|ECONNRESET/);
    expect(await goodClient()).toBe(true);
  });

  it('a certificate with 10,000 names is looked at and refused', async () => {
    const validity = { now: new Date(), days: 1 };
    const foreign = await createAuthority('foreign', validity);
    const dns = Array.from({ length: 10_000 }, (_, n) => `n${n}.example`);
    const { certificatePem: cert, keyPem: key } = await issueServer(
      foreign,
      { dns, ips: [] },
      validity,
      null,
    );
    const answer = await exchange('GET /v1/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', {
      cert,
      key: key ?? '',
    }).catch(() => '');
    expect(answer === '' || answer.includes(' 403 ')).toBe(true);
    expect(await goodClient()).toBe(true);
  });

  it('a header of a megabyte is refused', async () => {
    const answer = await exchange(`GET /gate HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(1_048_576)}\r\n\r\n`);
    // The server may have cut the connection before its refusal could be read.
    expect(answer === '' || answer.startsWith('HTTP/1.1 431 ')).toBe(true);
    expect(await goodClient()).toBe(true);
  });

  it('a hundred peers that never finish their handshake keep nobody out', async () => {
    const silent = Array.from({ length: 100 }, () => connectPlain({ port: test.port, host: '127.0.0.1' }));
    for (const socket of silent) socket.on('error', () => undefined);
    await Promise.all(silent.map((socket) => once(socket, 'connect')));
    for (const socket of silent) socket.write(Buffer.from([0x16, 0x03, 0x01]));
    expect(await goodClient()).toBe(true);
    for (const socket of silent) socket.destroy();
  });

  it('five thousand open connections of strangers keep nobody out', async () => {
    const strangers: Socket[] = [];
    // In bundles of 250: the queue of connections not yet taken has an end of its own.
    for (let made = 0; made < 5_000; made += 250) {
      const bundle = Array.from({ length: 250 }, (_, n) => {
        // One in fifty shakes hands and then says nothing, as a browser held open would.
        const socket =
          n % 50 === 0 ? connect(options()) : connectPlain({ port: test.port, host: '127.0.0.1' });
        return socket.on('error', () => undefined);
      });
      await Promise.all(bundle.map((socket) => once(socket, 'connect')));
      strangers.push(...bundle);
    }
    // Those that stay silent for ten seconds are let go of; the good client is answered before and after.
    expect(strangers).toHaveLength(5_000);
    expect(await goodClient()).toBe(true);
    for (const socket of strangers) socket.destroy();
    expect(await goodClient()).toBe(true);
  }, 90_000);

  it('an address without a certificate that asks too often is told so, once in the log; others are served', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => test.call(null, 'GET', '/gate')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body).toMatchObject({ code: 'request/rate-limited' });
    expect(await goodClient()).toBe(true);
    const { rows } = await test.center.pool.query(
      `SELECT count(*) AS n FROM log.event WHERE event = 'gate.refused' AND body LIKE '%RATE_LIMITED%'`,
    );
    expect(rows[0].n).toBe(1);
  });
});

describe('a session of TLS', () => {
  it('is never resumed: a certificate is judged at every connection', async () => {
    const { cert, key } = test.people['C1'] ?? {};
    const first = connect(options({ cert, key }));
    const offered: Buffer[] = [];
    first.on('session', (session) => offered.push(session));
    first.write('GET /gate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    first.resume();
    await once(first, 'close');
    const again = connect(options({ cert, key, ...(offered[0] && { session: offered[0] }) }));
    await once(again, 'secureConnect');
    expect(again.isSessionReused()).toBe(false);
    again.destroy();
  });
});

describe('a center that still admits TLS 1.2, and tells its health elsewhere', () => {
  let old: TestServer;
  beforeAll(async () => {
    const health = { host: '127.0.0.1', port: 0 };
    old = await openTestServer({}, { trust: () => ({ minVersion: 'TLSv1.2' }), health, roles: ['C1'] });
  });
  afterAll(() => old.close());
  const at = (more: ConnectionOptions) => ({ port: old.port, ca: old.ca.certificatePem, ...more });
  const two = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;

  it('takes its strict suites, and 1.3 as before', async () => {
    for (const version of [two, { minVersion: 'TLSv1.3' }] as const)
      expect(await handshake(at(version))).toBeNull();
    const { cert, key } = old.people['C1'] ?? {};
    const answer = await exchange(
      'GET /gate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      at({ ...two, cert, key }),
    );
    expect(answer).toContain('"accepted":true');
  });

  it.each([
    'ECDHE-ECDSA-AES128-SHA256',
    'ECDHE-ECDSA-AES256-SHA',
    'AES128-GCM-SHA256',
    'DHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES128-CCM8',
    'eNULL:aNULL:PSK',
  ])('%s is refused', async (ciphers) => {
    expect(await handshake(at({ ...two, ciphers: `${ciphers}:@SECLEVEL=0` }))).toMatch(
      /HANDSHAKE_FAILURE|ECONNRESET/,
    );
    expect((await old.call(old.people['C1'] ?? null, 'GET', '/gate')).body['accepted']).toBe(true);
  });

  it('TLS 1.1 stays refused', async () => {
    const refused = await handshake(
      at({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }),
    );
    expect(refused).toMatch(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|ECONNRESET/);
  });

  it('a renegotiation, which could change the certificate, is refused', async () => {
    const socket = connect(options(at(two)));
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    socket.resume();
    const { promise, resolve } = Promise.withResolvers<unknown>();
    socket.once('error', resolve);
    socket.renegotiate({}, resolve);
    socket.write('GET /gate HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await promise).toMatchObject({ message: expect.stringMatching(/no.renegotiation/i) });
    socket.destroy();
  });

  it('health is told on its own listener, which knows nothing else, and no more on the main one', async () => {
    const from = (path: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${old.healthPort}${path}`, { method });
    expect(await (await from('/healthz')).json()).toEqual({ ok: true });
    expect(await (await from('/readyz')).json()).toEqual({ ready: true });
    for (const path of ['/', '/gate', '/v1/session', '/healthz?x', '/../healthz/'])
      expect((await from(path)).status).toBe(404);
    expect((await from('/healthz', 'POST')).status).toBe(404);
    expect((await old.call(old.people['C1'] ?? null, 'GET', '/healthz')).status).toBe(404);
    expect((await test.call(test.people['C1'] ?? null, 'GET', '/readyz')).body).toEqual({ ready: true });
  });
});

describe('an account whose kind may not work from here', () => {
  let elsewhere: TestServer;
  beforeAll(async () => {
    elsewhere = await openTestServer({ sources: { center: ['10.9.9.0/24'] } }, { roles: ['C1'] });
  });
  afterAll(() => elsewhere?.close());

  it('is told by the gate, can not sign in, and the attempt is in the log', async () => {
    const person = elsewhere.people['C1'] ?? null;
    expect((await elsewhere.call(person, 'GET', '/gate')).body['account']).toMatchObject({
      sourceAllowed: false,
    });
    const answer = await elsewhere.call(person, 'POST', '/v1/session', { password: 'x', code: '000000' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'access/source' } });
    const { rows } = await elsewhere.center.pool.query(
      "SELECT body FROM log.event WHERE event = 'session.open' AND result = 'refused'",
    );
    expect(rows.map(({ body }) => JSON.parse(body).facts.cause)).toEqual(['source']);
  });
});
