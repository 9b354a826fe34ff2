import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountByNo } from '../access/accounts.ts';
import { identityOf } from '../pki/identity.ts';
import { randomToken } from '../secrets/token.ts';
import { currentTotp } from '../secrets/totp.ts';
import { offerBootstrap } from '../setup/bootstrap.ts';
import { certificateRequest } from '../testing/certificateRequest.ts';
import { foreignCa, type ForeignCa } from '../testing/foreignCa.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

/** Enrolment where certificates come from another CA: who shows one is tied to it. */
const PASSWORD = 'Nobody-else-2026-knows';
const persons = [
  { role: 'SA', accountNo: 'xt-sun', name: '孙样五', idNumber: '320400198704230019' },
  { role: 'SEC', accountNo: 'aq-zhou', name: '周样六', idNumber: '320400199110180004' },
  { role: 'AUD', accountNo: 'sj-wu', name: '吴示七', idNumber: '32040019830315000X' },
  { role: 'P1', accountNo: 'qx-wang', name: '王示三', idNumber: '320400197811050019' },
  { role: 'P2', accountNo: 'qf-zhao', name: '赵示四', idNumber: '320400199302140007' },
];

let folder = '';
let authority: ForeignCa;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'center-foreign-'));
  authority = await foreignCa('省级数字证书 根');
  writeFileSync(join(folder, 'anchors.pem'), authority.certificatePem);
  writeFileSync(join(folder, 'ca.crl'), await authority.list([], -60));
});
const open: TestServer[] = [];
afterAll(async () => {
  for (const test of open) await test.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openCenter(builtIn: boolean, empty: boolean): Promise<TestServer> {
  const files = { anchorsFile: join(folder, 'anchors.pem'), crlFiles: [join(folder, 'ca.crl')], crlUrls: [] };
  const trust = () => ({ builtIn, foreign: { ...files, account: 'subject-cn' as const } });
  const test = await openTestServer({}, { trust, empty });
  open.push(test);
  return test;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function keyFingerprint(cert: string): string {
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

/** Sets the authenticator up and takes over with the certificate on the connection. */
async function takeOver(
  test: TestServer,
  shown: { cert: string; key: string },
  known: { id: unknown; pickup: unknown },
  withPassword = true,
) {
  const { body } = await test.call(shown, 'POST', '/enrolments/standing', known);
  expect(body['state']).toBe('approved');
  const uri = textOf(body['authenticator']);
  const seed = uri === '' ? '' : (new URL(uri).searchParams.get('secret') ?? '');
  const code = seed === '' ? null : currentTotp(seed, new Date(test.center.now()));
  const password = withPassword ? PASSWORD : null;
  const done = await test.call(shown, 'POST', '/enrolments/complete', { ...known, password, code });
  expect(done).toMatchObject({ status: 200 });
  return seed;
}

it('a center without a CA of its own is set up, and its first people enrol with the certificates they have', async () => {
  const test = await openCenter(false, true);
  const setUpCode = await offerBootstrap(test.center);
  // Two clients with one code: one of them sets the center up, the other is told that it is.
  const both = await Promise.all(
    [1, 2].map(() => test.call(null, 'POST', '/bootstrap', { code: setUpCode, persons })),
  );
  expect(new Set(both.map(({ body }) => body['code'] ?? 'done'))).toEqual(
    new Set(['bootstrap/code', 'done']),
  );
  const [setUp] = both.filter(({ status }) => status === 200);
  if (!setUp) throw new Error('nobody has set it up');
  const codes = new Map(
    (Array.isArray(setUp.body['enrolments']) ? setUp.body['enrolments'] : []).map(
      ({ accountNo, code }: { accountNo: string; code: string }) => [accountNo, code],
    ),
  );
  const { request } = await certificateRequest();
  const pickup = randomToken();
  const own = await authority.issue([{ CN: ['xt-sun'] }]);
  const others = await authority.issue([{ CN: ['aq-zhou'] }]);
  const apply = (shown: typeof own | null) =>
    test.call(shown, 'POST', '/enrolments', {
      accountNo: 'xt-sun',
      code: codes.get('xt-sun'),
      request,
      pickup,
    });
  // Neither of these spends the code.
  expect((await apply(null)).body['code']).toBe('enrolment/bring-certificate');
  expect((await apply(others)).body['code']).toBe('enrolment/other-certificate');

  const begun = await apply(own);
  expect(begun).toMatchObject({ status: 200, body: { keyFingerprint: keyFingerprint(own.cert) } });
  const seed = await takeOver(test, own, { id: begun.body['id'], pickup });
  expect(await accountByNo(test.center.pool, 'xt-sun')).toMatchObject({
    certFingerprint: identityOf(own.cert).fingerprint,
  });
  const step = new Date(Date.parse(test.center.now()) + 30_000);
  const opened = await test.call(own, 'POST', '/v1/session', {
    password: PASSWORD,
    code: currentTotp(seed, step),
  });
  expect(opened).toMatchObject({ status: 200, body: { session: { accountNo: 'xt-sun', roles: ['SA'] } } });
});

it('beside the own CA, a second person approves the key that is shown; the former certificate is revoked', async () => {
  const test = await openCenter(true, false);
  const administrator = await test.signIn('SA');
  const security = await test.signIn('SEC');
  const stepUp = async (caller: typeof administrator, role: string) => {
    const next = new Date(Date.parse(test.center.now()) + 30_000);
    const code = currentTotp(test.people[role]?.seed ?? '', next);
    expect((await caller('POST', '/v1/session/step-up', { code })).status).toBe(200);
  };
  const person = test.people['C1'];
  if (!person) throw new Error('nobody is C1');
  const account = await accountByNo(test.center.pool, person.accountNo);
  await stepUp(administrator, 'SA');
  await stepUp(security, 'SEC');
  const id = crypto.randomUUID();
  const input = { account: account?.id, kind: 'certificate' };
  await administrator('POST', `/v1/enrolment/${id}/open`, { input, reason: '换用省级数字证书' });
  const { body } = await administrator('POST', `/v1/enrolments/${id}/code`, {});
  const theirs = await authority.issue([{ CN: [person.accountNo] }]);
  const { request } = await certificateRequest();
  const pickup = randomToken();
  const begun = await test.call(theirs, 'POST', '/enrolments', {
    accountNo: person.accountNo,
    code: body['code'],
    request,
    pickup,
  });
  expect(begun).toMatchObject({ status: 200, body: { keyFingerprint: keyFingerprint(theirs.cert) } });
  const state = (await administrator('GET', `/v1/records/enrolment/${id}`)).body['state'];
  expect(state).toMatchObject({ state: 'applied', keyFingerprint: keyFingerprint(theirs.cert) });
  const approved = await security(
    'POST',
    `/v1/enrolment/${id}/approve`,
    { input: { verification: 'inPerson' } },
    { 'if-match': '2' },
  );
  expect(approved.status, JSON.stringify(approved.body)).toBe(200);
  await takeOver(test, theirs, { id, pickup }, false);
  expect(await accountByNo(test.center.pool, person.accountNo)).toMatchObject({
    certFingerprint: identityOf(theirs.cert).fingerprint,
  });
  const former = test.ca.issued().find(({ fingerprint }) => fingerprint === account?.certFingerprint);
  expect(former).toMatchObject({ reason: 'superseded' });
});

it('what the holder gives up is cancelled at the center, by the workstation that applied and nobody else', async () => {
  const test = await openCenter(false, true);
  const code = await offerBootstrap(test.center);
  const setUp = await test.call(null, 'POST', '/bootstrap', { code, persons });
  const [first] = Array.isArray(setUp.body['enrolments']) ? setUp.body['enrolments'] : [];
  const theirs = await authority.issue([{ CN: [first.accountNo] }]);
  const { request } = await certificateRequest();
  const pickup = randomToken();
  const { body } = await test.call(theirs, 'POST', '/enrolments', {
    accountNo: first.accountNo,
    code: first.code,
    request,
    pickup,
  });
  const withdraw = (token: string) =>
    test.call(null, 'POST', '/enrolments/withdraw', { id: body['id'], pickup: token });
  expect((await withdraw('guessed')).body['code']).toBe('enrolment/gone');
  expect((await withdraw(pickup)).status).toBe(200);
  expect((await withdraw(pickup)).status).toBe(200);
  const known = { id: body['id'], pickup };
  expect((await test.call(null, 'POST', '/enrolments/standing', known)).body).toMatchObject({
    state: 'cancelled',
    reason: '申领人放弃',
  });
});
