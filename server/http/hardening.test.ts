import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueServer } from '../pki/issue.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

let test: TestServer;
beforeAll(async () => {
  test = await openTestServer({ strangersPerMinute: 40 });
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
    const { certificatePem: cert, keyPem: key } = await issueServer(foreign, { dns, ips: [] }, validity);
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

describe('an account whose kind may not work from here', () => {
  it('is told by the gate, can not sign in, and the attempt is in the log', async () => {
    const elsewhere = await openTestServer({ sources: { center: ['10.9.9.0/24'] } });
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
    await elsewhere.close();
  });
});
