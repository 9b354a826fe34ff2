import 'reflect-metadata';
import { once } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppRole } from '../../shared/access/roles.ts';
import { accountByNo } from '../access/accounts.ts';
import { checkFold } from '../fold/rebuild.ts';
import { Reader } from '../log/reader.ts';
import { act } from '../setup/systemAct.ts';
import { foreignCa, type ForeignCa } from '../testing/foreignCa.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

/** What strangers and people with too few rights may try; the good client is answered afterwards. */
let folder = '';
let authority: ForeignCa;
let test: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'center-attacks-'));
  authority = await foreignCa('省级数字证书 根');
  writeFileSync(join(folder, 'anchors.pem'), authority.certificatePem);
  writeFileSync(join(folder, 'ca.crl'), await authority.list([], -60));
  const files = { anchorsFile: join(folder, 'anchors.pem'), crlFiles: [join(folder, 'ca.crl')], crlUrls: [] };
  test = await openTestServer({}, { trust: () => ({ foreign: { ...files, account: 'san-email' } }) });
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A one-time code is good once, so everybody signs in once. */
const callers = new Map<AppRole, ReturnType<TestServer['signIn']>>();
function callerOf(role: AppRole): ReturnType<TestServer['signIn']> {
  const caller = callers.get(role) ?? test.signIn(role);
  callers.set(role, caller);
  return caller;
}

const goodClient = async () => (await test.call(test.people['C1'] ?? null, 'GET', '/gate')).body['accepted'];
const sanOf = (...bytes: number[]) => new x509.Extension('2.5.29.17', false, Uint8Array.from(bytes));
const broken = {
  'nothing in it': sanOf(0x05, 0x00),
  'a number in it': sanOf(0x02, 0x01, 0x01),
  'a name cut off': sanOf(0x30, 0x10, 0x82),
  'an address of one byte': sanOf(0x30, 0x03, 0x87, 0x01, 0x01),
};

/** A certificate that somebody has signed themselves. */
async function selfSigned(extension: x509.Extension) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=evil',
    keys: {
      privateKey: privateKey.toCryptoKey(algorithm, false, ['sign']),
      publicKey: publicKey.toCryptoKey(algorithm, true, ['verify']),
    },
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    serialNumber: '01',
    extensions: [extension],
  });
  return {
    cert: certificate.toString('pem'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

describe('a certificate whose names are malformed', () => {
  it.each(Object.entries(broken))('%s: is refused and ends nothing', async (_name, extension) => {
    const strange = await selfSigned(extension);
    const signed = await authority.issue([{ CN: ['某人'] }], { raw: [extension] });
    for (const shown of [strange, signed]) {
      const socket = connect({
        port: test.port,
        host: '127.0.0.1',
        servername: 'localhost',
        ca: test.ca.certificatePem,
        ...shown,
      });
      socket.on('error', () => undefined);
      await once(socket, 'secureConnect');
      socket.destroy();
      const answer = await test.call(shown, 'GET', '/gate').catch(() => null);
      if (answer) expect(answer.body).toMatchObject({ accepted: false });
    }
    expect(await goodClient()).toBe(true);
  });
});

describe('what a stranger sends', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'POST'])(
    '%s on an open path is refused before its body is read',
    async (method) => {
      const big = { filler: 'x'.repeat(4 * 2 ** 20) };
      const answer = await test.call(null, method, '/gate', big).catch(() => null);
      // The server may hang up while the rest is still being sent.
      if (answer) expect(answer).toMatchObject({ status: 401, body: { code: 'auth/certificate-required' } });
      expect(await goodClient()).toBe(true);
    },
  );

  it('more than an enrolment takes is refused', async () => {
    const big = { accountNo: 'ba-chen', code: 'x', request: 'x'.repeat(2 ** 20), pickup: 'x' };
    const answer = await test.call(null, 'POST', '/enrolments', big).catch(() => null);
    if (answer) expect(answer.body['code']).toBe('request/too-large');
    expect(await goodClient()).toBe(true);
  });

  it('an address that is no address gets the answer every mistake gets', async () => {
    const answer = await test.call(null, 'GET', '/%zz');
    expect(answer.body).toMatchObject({
      code: expect.stringMatching(/^(request|auth)\//),
      requestId: expect.any(String),
    });
  });

  it('nesting without end is a wrong input, not a fault', async () => {
    const clerk = await callerOf('C1');
    let nested: object = {};
    for (let depth = 0; depth < 3_000; depth += 1) nested = { a: nested };
    const answer = await clerk('POST', `/v1/unit/${crypto.randomUUID()}/enter`, { input: nested });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request/invalid' } });
  });
});

describe('people with too few rights', () => {
  it('nobody opens a case by hand, in whoever’s name', async () => {
    const security = await accountByNo(test.center.pool, test.people['SEC']?.accountNo ?? '');
    for (const role of ['AUD', 'C2', 'P1'] as const) {
      const caller = await callerOf(role);
      const own = await accountByNo(test.center.pool, test.people[role]?.accountNo ?? '');
      const command = {
        type: 'account',
        id: security?.id,
        act: 'suspend',
        input: { cause: 'incident' },
        reason: 'x',
      };
      const answer = await caller('POST', `/v1/case/${crypto.randomUUID()}/open`, {
        input: {
          kind: 'approval',
          commands: [command],
          effect: [],
          digest: '0'.repeat(64),
          baseRevs: {},
          title: 'x',
          unit: null,
          beneficiaries: [],
          approveRoles: [role],
          proposer: {
            id: own?.id,
            accountNo: '',
            name: '',
            unitId: null,
            unitName: '',
            person: null,
            roles: ['P1'],
          },
          numbers: [],
          onSendBack: [command],
        },
      });
      expect(answer.body['code']).toBe('access/role');
    }
    expect(await accountByNo(test.center.pool, test.people['SEC']?.accountNo ?? '')).toMatchObject({
      state: 'active',
    });
  });

  it('a new record never takes the id of another kind', async () => {
    const reviewer = await callerOf('C1');
    const security = await accountByNo(test.center.pool, test.people['SEC']?.accountNo ?? '');
    const answer = await reviewer('POST', `/v1/staffFiling/${security?.id}/enter`, {
      input: { unit: test.unitId, name: '赵示四' },
    });
    expect(answer.body).toMatchObject({ findings: [{ code: 'record/id-taken' }] });
    const { differences } = await checkFold(test.center.pool, test.center);
    expect(differences).toEqual([]);
  });

  it('an act that waited while its author was suspended does not happen', async () => {
    const late = await callerOf('C1');
    const victim = await accountByNo(test.center.pool, test.people['C1']?.accountNo ?? '');
    const waiting = async () => {
      const { rows } = await test.center.pool.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows[0]?.n;
    };
    const lock = await test.center.pool.connect();
    await lock.query('BEGIN');
    await lock.query('SELECT 1 FROM log.head FOR UPDATE');
    const suspended = act(test.center, {
      type: 'account',
      id: victim?.id ?? '',
      act: 'suspend',
      input: { cause: 'incident' },
      rev: victim?.rev ?? 0,
      reason: '测试',
    });
    await expect.poll(waiting).toBe(1);
    const id = crypto.randomUUID();
    // Its connection may be cut before the answer arrives.
    const attempt = late('POST', `/v1/staffFiling/${id}/enter`, {
      input: { unit: test.unitId, name: '冯样十' },
    }).catch(() => null);
    await expect.poll(waiting).toBe(2);
    await lock.query('COMMIT');
    lock.release();
    await suspended;
    const answer = await attempt;
    if (answer) expect(answer.body['code']).toBe('auth/session-ended');
    expect(await new Reader(test.center.pool).load('staffFiling', id)).toMatchObject({ state: 'none' });
  });
});
