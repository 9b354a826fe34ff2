import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountByNo } from '../access/accounts.ts';
import { followLists, type FollowedLists } from '../jobs/followLists.ts';
import { identityOf, type AccountField } from '../pki/identity.ts';
import { listCache } from '../pki/trust.ts';
import { replaceFile } from '../replaceFile.ts';
import { currentTotp } from '../secrets/totp.ts';
import { foreignCa, type ForeignCa } from '../testing/foreignCa.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

type Shown = Awaited<ReturnType<ForeignCa['issue']>>;

let folder = '';
let root: ForeignCa;
let issuing: ForeignCa;
/** What the address of the issuing CA's list answers; null = not there. */
let published: Uint8Array | null;
let lists: Server;
let url = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'center-trust-'));
  root = await foreignCa('省级数字证书 根');
  issuing = await root.below('省级数字证书 签发');
  published = await issuing.list([], -60);
  writeFileSync(join(folder, 'anchors.pem'), [root, issuing].map((each) => each.certificatePem).join('\n'));
  writeFileSync(join(folder, 'root.crl'), await root.list([], -60));
  lists = createServer((_request, response) => {
    if (published === null) response.writeHead(503).end();
    else response.end(published);
  });
  lists.listen(0, '127.0.0.1');
  await once(lists, 'listening');
  const address = lists.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/issuing.crl`;
});
afterAll(() => {
  lists.close();
  rmSync(folder, { recursive: true, force: true });
});

const running: { readonly test: TestServer; readonly followed: FollowedLists }[] = [];
afterAll(async () => {
  for (const { test, followed } of running) {
    await followed.stop();
    await test.close();
  }
});

/** A center that takes certificates of the foreign CA, its lists fetched once. */
async function openCenter(account: AccountField, builtIn = true) {
  const foreign = {
    anchorsFile: join(folder, 'anchors.pem'),
    crlFiles: [join(folder, 'root.crl')],
    crlUrls: [url],
  };
  const trust = () => ({ foreign: { ...foreign, account }, builtIn });
  const test = await openTestServer({}, { trust, roles: ['C1'] });
  const followed = followLists(test.center, test.trust);
  running.push({ test, followed });
  await followed.fetchAll();
  return { test, followed };
}

/** A center that knows accounts by the common name, shared by the cases that need no other. */
let test: TestServer;
let followed: FollowedLists;
beforeAll(async () => {
  ({ test, followed } = await openCenter('subject-cn'));
});

/** Minutes at which lists are signed, each later than the one before. */
let minute = -60;
const next = () => {
  minute += 1;
  return minute;
};
const publish = async (...list: Parameters<ForeignCa['list']>) => {
  published = await issuing.list(...list);
  await followed.fetchAll();
};

const numberOf = (test: TestServer, role: string) => test.people[role]?.accountNo ?? '';
const gate = async (test: TestServer, shown: Shown | null) => (await test.call(shown, 'GET', '/gate')).body;
const serialOf = ({ cert }: Shown) => identityOf(cert).serial;

async function connectionOf({ port, ca }: TestServer, { cert, key }: Shown): Promise<TLSSocket> {
  const socket = connect({
    port,
    host: '127.0.0.1',
    servername: 'localhost',
    ca: ca.certificatePem,
    cert,
    key,
  });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  return socket;
}

const linesOf = async ({ center }: TestServer, event: string) => {
  const { rows } = await center.pool.query(
    'SELECT result, body FROM log.event WHERE event = $1 ORDER BY seq',
    [event],
  );
  return rows.map(({ result, body }) => ({ result, ...JSON.parse(body).facts }));
};

describe('certificates of another CA', () => {
  it('a chain of three levels is taken beside the own CA, by the common name, and an account is what it names', async () => {
    const theirs = await issuing.issue([{ CN: [numberOf(test, 'C1')] }]);
    await expect.poll(() => gate(test, theirs)).toMatchObject({ accepted: true, account: { bound: false } });
    expect(await gate(test, test.people['C1'] ?? null)).toMatchObject({
      accepted: true,
      account: { bound: true },
    });
    // By itself it opens nothing: the account is tied to another certificate.
    const answer = await test.call(theirs, 'POST', '/v1/session', {
      password: test.people['C1']?.password,
      code: '000000',
    });
    expect(answer.body['code']).toBe('auth/sign-in-failed');
    expect(await linesOf(test, 'session.open')).toMatchObject([
      { result: 'refused', cause: 'wrong-certificate' },
    ]);
  });

  it('a name of the own CA in a certificate of another is not believed', async () => {
    const value = `urn:egov-center:account:${numberOf(test, 'C1')}`;
    const forged = await issuing.issue([{ O: ['x'] }], { names: [{ type: 'url', value }] });
    await expect.poll(() => gate(test, forged)).toMatchObject({ accepted: false, reason: 'NO_ACCOUNT' });
  });

  it.each<[AccountField, (no: string) => Promise<Shown>]>([
    ['subject-cn', (no) => issuing.issue([{ CN: [no] }])],
    ['subject-serialNumber', (no) => issuing.issue([{ CN: ['某人'] }, { '2.5.4.5': [no] }])],
    ['san-email', (no) => issuing.issue([{ CN: ['某人'] }], { names: [{ type: 'email', value: no }] })],
    [
      'san-uri',
      (no) =>
        issuing.issue([{ CN: ['某人'] }], {
          names: [{ type: 'url', value: `urn:egov-center:account:${no}` }],
        }),
    ],
  ])('the account stands in %s; without it, or twice, there is none', async (field, issue) => {
    expect(identityOf((await issue('QX-0815')).cert, field).accountNo).toBe('QX-0815');
    expect(identityOf((await issuing.issue([{ O: ['QX-0815'] }])).cert, field).accountNo).toBeNull();
    const email = ['a@x.cn', 'b@x.cn'].map((value) => ({ type: 'email' as const, value }));
    const twice = await issuing.issue(
      [{ CN: ['QX-1'] }, { CN: ['QX-2'] }, { '2.5.4.5': ['1'] }, { '2.5.4.5': ['2'] }],
      { names: email },
    );
    expect(identityOf(twice.cert, field).accountNo).toBeNull();
  });
});

describe('certificates of another CA alone, told by their fingerprint', () => {
  let test: TestServer;
  beforeAll(async () => {
    ({ test } = await openCenter('fingerprint', false));
  });

  it('the account it is tied to signs in, and the own CA is shut out', async () => {
    const person = test.people['C1'];
    const theirs = await issuing.issue([{ CN: ['某人'] }]);
    await expect.poll(() => gate(test, theirs)).toMatchObject({ accepted: true, account: { state: 'none' } });
    expect(await gate(test, person ?? null)).toMatchObject({ accepted: false });
    const account = await accountByNo(test.center.pool, numberOf(test, 'C1'));
    const print = new X509Certificate(theirs.cert).fingerprint256.replaceAll(':', '').toLowerCase();
    await test.center.pool.query(
      `UPDATE fold.account SET "c_certFingerprint" = $2, body = jsonb_set(body, '{certFingerprint}', to_jsonb($2::text)) WHERE id = $1`,
      [account?.id, print],
    );
    expect(await gate(test, theirs)).toMatchObject({
      certificate: { accountNo: numberOf(test, 'C1') },
      account: { bound: true },
    });
    const code = currentTotp(person?.seed ?? '', new Date(test.center.now()));
    const opened = await test.call(theirs, 'POST', '/v1/session', { password: person?.password, code });
    expect(opened.status).toBe(200);
  });
});

describe('the lists of another CA', () => {
  it('a revocation in a fetched list refuses the certificate, cuts its connections and is a line; others go on', async () => {
    const [lost, kept] = [await issuing.issue([{ CN: ['QX-1'] }]), await issuing.issue([{ CN: ['QX-2'] }])];
    await expect.poll(() => gate(test, lost)).toMatchObject({ accepted: true });
    const [theirs, other] = [await connectionOf(test, lost), await connectionOf(test, kept)];
    const closed = once(theirs, 'close');
    await publish([serialOf(lost)], next());
    await closed;
    expect(other.destroyed).toBe(false);
    expect(await gate(test, lost)).toMatchObject({ accepted: false, reason: 'CERT_REVOKED' });
    expect(await gate(test, kept)).toMatchObject({ accepted: true });
    // The connections fall first, the line follows.
    await expect
      .poll(() => linesOf(test, 'gate.revoked'))
      .toMatchObject([{ serial: serialOf(lost), accountNo: 'QX-1' }]);
    other.destroy();
  });

  it('a revoked CA between takes every certificate below it along', async () => {
    const theirs = await issuing.issue([{ CN: ['QX-3'] }]);
    await expect.poll(() => gate(test, theirs)).toMatchObject({ accepted: true });
    const connection = await connectionOf(test, theirs);
    const closed = once(connection, 'close');
    const { serialNumber } = new X509Certificate(issuing.certificatePem);
    replaceFile(join(folder, 'root.crl'), await root.list([serialNumber.toLowerCase()], next()));
    await closed;
    expect(await gate(test, theirs)).toMatchObject({ accepted: false, reason: 'CERT_REVOKED' });
    replaceFile(join(folder, 'root.crl'), await root.list([], next()));
    await expect.poll(() => gate(test, theirs)).toMatchObject({ accepted: true });
  });

  it('what is no list, is older, has ended, is signed by another or cannot be had changes nothing, and is one line', async () => {
    const lost = await issuing.issue([{ CN: ['QX-4'] }]);
    const older = next();
    await publish([serialOf(lost)], next());
    const before = (await linesOf(test, 'trust.list')).length;
    await expect.poll(() => gate(test, lost)).toMatchObject({ reason: 'CERT_REVOKED' });
    const stranger = await foreignCa('省级数字证书 签发');
    for (const answer of [
      new TextEncoder().encode('<html>请先登录</html>'),
      await issuing.list([], older),
      await issuing.list([], next(), 0.001),
      await stranger.list([], next()),
      null,
    ]) {
      published = answer;
      await followed.fetchAll();
      expect(await gate(test, lost)).toMatchObject({ reason: 'CERT_REVOKED' });
    }
    const lines = async () => (await linesOf(test, 'trust.list')).slice(before);
    expect(await lines()).toMatchObject([{ result: 'failed', url }]);
    await publish([], next());
    await expect.poll(() => gate(test, lost)).toMatchObject({ accepted: true });
    expect(await lines()).toMatchObject([{ result: 'failed' }, { result: 'done' }]);
  });

  it('a list that ends shuts its CA out and cuts its connections; the own CA goes on', async () => {
    const theirs = await issuing.issue([{ CN: ['QX-5'] }]);
    const own = await connectionOf(test, test.people['C1'] ?? theirs);
    const connection = await connectionOf(test, theirs);
    const closed = once(connection, 'close');
    // It ends while the test looks on; put where a fetched one is kept, as one that has ended would not be fetched.
    minute = -2;
    const ending = await issuing.list([], minute, 2 / 1440 + 2 / 86_400);
    replaceFile(listCache(test.pkiDir, url), ending);
    await closed;
    expect(await gate(test, theirs)).toMatchObject({ accepted: false, reason: 'CRL_HAS_EXPIRED' });
    expect(own.destroyed).toBe(false);
    expect(await gate(test, test.people['C1'] ?? null)).toMatchObject({ accepted: true });
    own.destroy();
  });
});

describe('a server certificate of another CA', () => {
  const names = [{ type: 'dns' as const, value: 'localhost' }];
  const put = ({ cert, key }: Shown) => {
    writeFileSync(join(folder, 'server.key'), key);
    replaceFile(join(folder, 'server.crt'), [cert, issuing.certificatePem].join('\n'));
  };
  const trust = () => ({
    server: { certFile: join(folder, 'server.crt'), keyFile: join(folder, 'server.key') },
  });
  let test: TestServer;
  let first: Shown;
  beforeAll(async () => {
    first = await issuing.issue([{ CN: ['center'] }], { use: 'server', names });
    put(first);
    test = await openTestServer({}, { trust, roles: ['C2'] });
  });
  afterAll(() => test?.close());

  it('is shown instead of the own, is taken up when it is replaced, and a pair that does not fit is refused', async () => {
    const shown = async () => {
      const socket = connect({
        port: test.port,
        host: '127.0.0.1',
        servername: 'localhost',
        ca: root.certificatePem,
      });
      await once(socket, 'secureConnect');
      const { serialNumber } = socket.getPeerCertificate();
      socket.destroy();
      return serialNumber.toLowerCase();
    };
    expect(await shown()).toBe(serialOf(first));
    const second = await issuing.issue([{ CN: ['center'] }], { use: 'server', names });
    put(second);
    await expect.poll(shown).toBe(serialOf(second));
    put({ cert: first.cert, key: second.key });
    // A revocation goes through all the same.
    const lost = test.people['C2'];
    await test.ca.revoke(identityOf(lost?.cert ?? '').serial, 'keyCompromise', new Date());
    await expect
      .poll(async () => {
        const socket = connect({
          port: test.port,
          host: '127.0.0.1',
          servername: 'localhost',
          ca: root.certificatePem,
          cert: lost?.cert,
          key: lost?.key,
        });
        await once(socket, 'secureConnect');
        socket.write('GET /gate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
        let answer = '';
        for await (const part of socket) answer += String(part);
        return answer;
      })
      .toContain('CERT_REVOKED');
    expect(await shown()).toBe(serialOf(second));
    await expect(openTestServer({}, { trust, roles: [] })).rejects.toMatchObject({
      code: 'pki/server-pair',
    });
  });
});
