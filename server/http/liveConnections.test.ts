import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { Duplex } from 'node:stream';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountByNo } from '../access/accounts.ts';
import { act } from '../setup/systemAct.ts';
import { identityOf } from '../pki/identity.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

let test: TestServer;
beforeAll(async () => {
  test = await openTestServer();
});
afterAll(() => test.close());

const open: TLSSocket[] = [];
afterAll(() => open.forEach((socket) => socket.destroy()));

/** An idle connection of a role's person. */
async function connectionOf(role: string): Promise<TLSSocket> {
  const person = test.people[role];
  const { cert, key } = person ?? {};
  const ca = test.ca.certificatePem;
  const socket = connect({ port: test.port, host: '127.0.0.1', servername: 'localhost', ca, cert, key });
  open.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  return socket;
}

/** A handshake whose last flight, with the client's certificate, waits until it is released. */
async function holdHandshake(shown: ConnectionOptions): Promise<{ socket: TLSSocket; release: () => void }> {
  const wire = connectPlain({ port: test.port, host: '127.0.0.1' });
  const waiting: Buffer[] = [];
  let greeted = false;
  let isHeld = true;
  const between = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      if (greeted && isHeld) waiting.push(chunk);
      else wire.write(chunk);
      greeted = true;
      done();
    },
  });
  wire.on('data', (part) => between.push(part));
  wire.on('close', () => between.destroy());
  const ca = test.ca.certificatePem;
  const socket = connect({ socket: between, servername: 'localhost', ca, ...shown });
  open.push(socket);
  socket.on('error', () => undefined);
  await once(wire, 'data');
  const release = () => {
    isHeld = false;
    for (const chunk of waiting) wire.write(chunk);
  };
  return { socket, release };
}

const gate = (role: string) => test.call(test.people[role] ?? null, 'GET', '/gate');
const serialOf = (role: string) => identityOf(test.people[role]?.cert ?? '').serial;

describe('what was decided since the handshake', () => {
  it('a revoked certificate loses its connection, comes back to be told so, and stands in the log', async () => {
    const [theirs, other] = [await connectionOf('C2'), await connectionOf('C1')];
    const closed = once(theirs, 'close');
    await test.ca.revoke(serialOf('C2'), 'keyCompromise', new Date());
    await closed;
    expect(other.destroyed).toBe(false);
    expect((await gate('C2')).body).toMatchObject({ accepted: false, reason: 'CERT_REVOKED' });
    expect((await gate('C1')).body).toMatchObject({ accepted: true });
    // The connection falls first, the line follows.
    const serials = async () => {
      const { rows } = await test.center.pool.query(
        "SELECT body FROM log.event WHERE event = 'gate.revoked'",
      );
      return rows.map(({ body }) => JSON.parse(body).facts.serial);
    };
    await expect.poll(serials).toContain(serialOf('C2'));
  });

  it('a certificate that ends loses its connection at its end', async () => {
    const end = Date.now() + 2_000;
    const validity = { now: new Date(end - 86_400_000), days: 1 };
    const issued = await test.ca.issueClient({ accountNo: 'ba-kurz', displayName: '短期' }, validity);
    const shown = { cert: issued.certificatePem, key: issued.keyPem ?? '' };
    const ca = test.ca.certificatePem;
    const socket = connect({ port: test.port, host: '127.0.0.1', servername: 'localhost', ca, ...shown });
    open.push(socket);
    await once(socket, 'secureConnect');
    await once(socket, 'close');
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(identityOf(shown.cert).notAfter));
    expect((await test.call(shown, 'GET', '/gate')).body).toMatchObject({ reason: 'CERT_HAS_EXPIRED' });
  });

  it('a handshake that lasts over two lists is judged by the last of them', async () => {
    const { cert, key } = test.people['C12'] ?? {};
    const held = await holdHandshake({ cert, key });
    await test.ca.revoke(serialOf('C12'), 'keyCompromise', new Date());
    await expect.poll(async () => (await gate('C12')).body).toMatchObject({ reason: 'CERT_REVOKED' });
    // The second list follows the first.
    await test.ca.revoke(serialOf('AUD'), 'superseded', new Date());
    await expect.poll(async () => (await gate('AUD')).body).toMatchObject({ reason: 'CERT_REVOKED' });
    const closed = once(held.socket, 'close');
    held.release();
    await closed;
    expect((await gate('C1')).body).toMatchObject({ accepted: true });
  });

  it('a renewed certificate of the server is shown without a restart; the pinned key stays', async () => {
    const shown = async () => {
      const socket = await connectionOf('C1');
      const { raw } = socket.getPeerCertificate();
      socket.destroy();
      const { serial, spki } = identityOf(raw);
      return { serial, spki };
    };
    const before = await shown();
    const now = new Date();
    await test.ca.renewServer({ dns: ['localhost'], ips: ['127.0.0.1'] }, { now, days: 30 }, 'same');
    await test.ca.refreshCrl(now);
    await expect.poll(async () => (await shown()).serial).not.toBe(before.serial);
    expect((await shown()).spki).toBe(before.spki);
  });

  it('an act that ends sessions closes the connections of the account, and the gate tells what became of both', async () => {
    const manager = await test.signIn('P1');
    const person = test.people['P1'];
    expect((await manager('GET', '/gate')).body['account']).toEqual({
      state: 'active',
      bound: true,
      sourceAllowed: true,
      session: 'open',
    });
    const theirs = await connectionOf('P1');
    const closed = once(theirs, 'close');
    const account = await accountByNo(test.center.pool, person?.accountNo ?? '');
    await act(test.center, {
      type: 'account',
      id: account?.id ?? '',
      act: 'suspend',
      input: { cause: 'incident' },
      rev: account?.rev ?? 0,
      reason: '测试',
    });
    await closed;
    expect((await manager('GET', '/gate')).body['account']).toEqual({
      state: 'suspended',
      bound: true,
      sourceAllowed: true,
      session: 'ended',
    });
    expect((await manager('GET', '/v1/session')).body['code']).toBe('auth/session-ended');
    // Nothing new is decided: a connection made since stays, while another certificate's revocation is noticed.
    const later = await connectionOf('P1');
    const noticed = once(await connectionOf('SA'), 'close');
    await test.ca.revoke(serialOf('SA'), 'superseded', new Date());
    await noticed;
    expect(later.destroyed).toBe(false);
  });

  it('asking the gate does not count as using the session', async () => {
    const clerk = await test.signIn('C1');
    const before = await clerk('GET', '/v1/session');
    test.setNow(new Date(Date.parse(test.center.now()) + 60_000).toISOString());
    for (let n = 0; n < 3; n += 1) await clerk('GET', '/gate');
    const { rows } = await test.center.pool.query(
      'SELECT max(idle_until) AS until FROM access.session WHERE ended_at IS NULL',
    );
    expect(rows[0].until).toBe(before.body['idleUntil']);
  });
});
