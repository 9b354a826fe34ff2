import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueClient } from '../pki/issue.ts';
import { foreignCa } from '../testing/foreignCa.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

/** Who calls, how often, over how many connections, and what of it stands in the log. */
const STRANGERS = 12;
const CONNECTIONS = 8;
let folder = '';
let test: TestServer;
let theirs: { readonly cert: string; readonly key: string };
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'center-callers-'));
  const authority = await foreignCa('省级数字证书 根');
  writeFileSync(join(folder, 'anchors.pem'), authority.certificatePem);
  writeFileSync(join(folder, 'ca.crl'), await authority.list([], -60));
  theirs = await authority.issue([{ CN: ['某市民'] }]);
  const files = { anchorsFile: join(folder, 'anchors.pem'), crlFiles: [join(folder, 'ca.crl')], crlUrls: [] };
  test = await openTestServer(
    { strangersPerMinute: STRANGERS, connectionsPerAddress: CONNECTIONS },
    { trust: () => ({ foreign: { ...files, account: 'subject-cn' } }), roles: ['C1'] },
  );
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const gate = (shown: typeof theirs | null) => test.call(shown, 'GET', '/gate');
const own = () => test.people['C1'] ?? null;

async function refusals(): Promise<readonly { reason: string; accountNo: string }[]> {
  const { rows } = await test.center.pool.query<{ body: string }>(
    "SELECT body FROM log.event WHERE event = 'gate.refused' ORDER BY seq",
  );
  return rows.map(({ body }) => {
    const { facts, actor } = JSON.parse(body);
    return { reason: facts.reason, accountNo: actor.accountNo };
  });
}

describe('a certificate that is not taken', () => {
  it('is a line already when it only asks the gate, once however often it asks; having none is not', async () => {
    const validity = { now: new Date(), days: 1 };
    const other = await createAuthority('Other CA', validity);
    const issued = await issueClient(other, { accountNo: 'ba-chen', displayName: '陈样一' }, validity);
    const shown = { cert: issued.certificatePem, key: issued.keyPem ?? '' };
    for (let n = 0; n < 3; n += 1)
      expect((await gate(shown)).body).toMatchObject({ accepted: false, account: null });
    await gate(null);
    await expect.poll(refusals).toEqual([{ reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', accountNo: '陈样一' }]);
  });

  it('a handshake that fails is a line as well', async () => {
    const old = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
    const socket = connect({ port: test.port, host: '127.0.0.1', servername: 'localhost', ...old });
    await expect(once(socket, 'secureConnect')).rejects.toThrow(/alert|version/i);
    await expect.poll(refusals).toContainEqual({ reason: 'ERR_SSL_UNSUPPORTED_PROTOCOL', accountNo: '' });
  });
});

describe('limits of callers', () => {
  it('a certificate of another CA that belongs to nobody here asks no oftener than a stranger', async () => {
    const answers = [];
    for (let n = 0; n < STRANGERS + 3; n += 1) answers.push((await gate(theirs)).status);
    expect(answers.filter((status) => status === 200)).toHaveLength(STRANGERS);
    expect(answers.at(-1)).toBe(429);
    for (let n = 0; n < STRANGERS + 3; n += 1) expect((await gate(own())).status).toBe(200);
  });

  it('an address holds no more connections than it may; those it has go on, and the others are a line', async () => {
    const held: Socket[] = [];
    for (let n = 0; n < CONNECTIONS; n += 1) {
      const socket = connectPlain({ port: test.port, host: '127.0.0.1' });
      held.push(socket.on('error', () => undefined));
      await once(socket, 'connect');
    }
    const one = connectPlain({ port: test.port, host: '127.0.0.1' }).on('error', () => undefined);
    await once(one, 'close');
    await expect.poll(refusals).toContainEqual({ reason: 'TOO_MANY_CONNECTIONS', accountNo: '' });
    expect(held.every((socket) => !socket.destroyed)).toBe(true);
    for (const socket of held) socket.destroy();
    await expect.poll(async () => (await gate(own()).catch(() => null))?.status).toBe(200);
  });
});

describe('every answer', () => {
  it('is kept by nobody, sniffed by nobody, and can load nothing', async () => {
    const { cert, key } = own() ?? {};
    const asked = request({
      port: test.port,
      host: '127.0.0.1',
      servername: 'localhost',
      path: '/gate',
      ca: test.ca.certificatePem,
      cert,
      key,
      agent: false,
    }).end();
    const { promise, resolve, reject } = Promise.withResolvers<NodeJS.Dict<string | string[]>>();
    asked.once('response', (response) => {
      response.resume();
      resolve(response.headers);
    });
    asked.once('error', reject);
    expect(await promise).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.stringContaining('max-age='),
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });
});
