import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountByNo } from '../access/accounts.ts';
import { sweep } from '../jobs/scheduler.ts';
import { identityOf } from '../pki/identity.ts';
import { randomToken } from '../secrets/token.ts';
import { currentTotp } from '../secrets/totp.ts';
import { systemActor } from '../log/systemActor.ts';
import { act } from '../setup/systemAct.ts';
import { certificateRequest } from '../testing/certificateRequest.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

type Caller = Awaited<ReturnType<TestServer['signIn']>>;
const PASSWORD = 'Nobody-else-2026-knows';

let test: TestServer;
let administrator: Caller;
let security: Caller;
beforeAll(async () => {
  test = await openTestServer();
  administrator = await test.signIn('SA');
  security = await test.signIn('SEC');
});
afterAll(() => test.close());

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

const STEP_MS = 30_000;
const used = new Map<string, number>();

/** A fresh code of a sample person. The clock goes on no further than it must: certificates are judged by the real one. */
function codeOf(role: string): string {
  const step = Math.max(
    Math.floor(Date.parse(test.center.now()) / STEP_MS),
    (used.get(role) ?? Math.floor(Date.parse(test.center.now()) / STEP_MS)) + 1,
  );
  used.set(role, step);
  test.setNow(new Date(Math.max(step * STEP_MS, Date.parse(test.center.now()))).toISOString());
  return currentTotp(test.people[role]?.seed ?? '', new Date(test.center.now()));
}

async function stepUp(caller: Caller, role: string): Promise<void> {
  expect((await caller('POST', '/v1/session/step-up', { code: codeOf(role) })).status).toBe(200);
}

async function idOf(role: string): Promise<string> {
  return (await accountByNo(test.center.pool, test.people[role]?.accountNo ?? ''))?.id ?? '';
}

/** Opens an enrolment and makes its one-time code. */
async function opened(account: string, kind: string): Promise<{ id: string; code: string }> {
  await stepUp(administrator, 'SA');
  const id = crypto.randomUUID();
  const answer = await administrator('POST', `/v1/enrolment/${id}/open`, {
    input: { account, kind },
    reason: '本人到窗口申请',
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const { body } = await administrator('POST', `/v1/enrolments/${id}/code`, {});
  return { id, code: textOf(body['code']) };
}

async function approve(caller: Caller, role: string, id: string) {
  await stepUp(caller, role);
  const rev = (await administrator('GET', `/v1/records/enrolment/${id}`)).body['state'];
  const present = typeof rev === 'object' && rev !== null && 'rev' in rev ? String(rev.rev) : '';
  return caller(
    'POST',
    `/v1/enrolment/${id}/approve`,
    { input: { verification: 'inPerson' } },
    { 'if-match': present },
  );
}

async function applied(accountNo: string, code: string, request: string, pickup = randomToken()) {
  return test.call(null, 'POST', '/enrolments', { accountNo, code, request, pickup });
}

const linesOf = async (event: string, result: string) => {
  const { rows } = await test.center.pool.query<{ body: string }>(
    'SELECT body FROM log.event WHERE event = $1 AND result = $2 ORDER BY seq',
    [event, result],
  );
  return rows.map(({ body }): unknown => JSON.parse(body));
};

/** A center account without any credentials. */
async function newAccount(accountNo: string, idNumber: string): Promise<string> {
  const input = { accountNo, kind: 'center', name: '冯样十', idNumber, unit: test.unitId };
  const id = test.center.newId();
  await act(test.center, { type: 'account', id, act: 'open', input });
  return id;
}

describe('first credentials', () => {
  it('are applied for with the code, approved by a second person and taken over with the new key', async () => {
    const account = await newAccount('ba-feng', '320400198601010013');
    const { id, code } = await opened(account, 'first');
    const own = await certificateRequest();
    const refused = await applied('ba-feng', 'AAAA-AAAA-AAAA-AAAA', own.request);
    expect(refused).toMatchObject({ status: 403, body: { code: 'enrolment/code' } });
    expect(await linesOf('enrolment.apply', 'refused')).toMatchObject([
      { actor: { accountNo: 'ba-feng' }, facts: { cause: 'code' } },
    ]);
    const pickup = randomToken();
    const begun = await applied('ba-feng', code.toLowerCase(), own.request, pickup);
    expect(begun).toMatchObject({ status: 200, body: { kind: 'first', accountNo: 'ba-feng' } });
    // The workstation whose answer was lost gets it again; anybody else has only a code that is used up.
    expect(await applied('ba-feng', code, own.request, pickup)).toEqual(begun);
    expect((await applied('ba-feng', code, own.request)).body['code']).toBe('enrolment/code');
    const known = { id, pickup };
    const standing = () => test.call(null, 'POST', '/enrolments/standing', known);
    expect((await standing()).body).toMatchObject({ state: 'applied', certificate: null });
    expect((await approve(administrator, 'SA', id)).body).toMatchObject({
      findings: [{ code: 'access/own-proposal' }],
    });
    expect((await approve(security, 'SEC', id)).status).toBe(200);
    const ready = (await standing()).body;
    expect((await standing()).body).toEqual(ready);
    const certificate = textOf(ready['certificate']);
    expect(identityOf(certificate)).toMatchObject({ accountNo: 'ba-feng', clientAuth: true });
    const seed = new URL(textOf(ready['authenticator'])).searchParams.get('secret') ?? '';
    const complete = (password: string, oneTime: string, shown = { cert: certificate, key: own.key }) =>
      test.call(shown, 'POST', '/enrolments/complete', { ...known, password, code: oneTime });
    const oneTime = () => currentTotp(seed, new Date(test.center.now()));
    const thief = test.people['C2'];
    if (!thief) throw new Error('no reviewer');
    expect((await complete(PASSWORD, oneTime(), thief)).body['code']).toBe('auth/certificate-refused');
    expect((await complete('short', oneTime())).body['code']).toBe('act/refused');
    expect((await complete(PASSWORD, '000000')).body['code']).toBe('enrolment/authenticator-code');
    expect((await complete(PASSWORD, oneTime())).body).toEqual({ renewed: null });
    expect((await complete(PASSWORD, oneTime())).body['code']).toBe('enrolment/gone');
    expect((await standing()).body['state']).toBe('completed');
    const bound = await accountByNo(test.center.pool, 'ba-feng');
    expect(bound).toMatchObject({
      certFingerprint: identityOf(certificate).fingerprint,
      authFactors: ['password', 'certificate', 'otp'],
    });
    expect((await administrator('GET', `/v1/accounts/${account}/access`)).body['enrolled']).toBe(true);
  });

  it('are never given twice, nor while another enrolment is under way', async () => {
    await stepUp(administrator, 'SA');
    const open = (account: string, kind: string) =>
      administrator('POST', `/v1/enrolment/${crypto.randomUUID()}/open`, {
        input: { account, kind },
        reason: '测试',
      });
    expect((await open(await idOf('C2'), 'first')).body).toMatchObject({
      findings: [{ code: 'enrolment/enrolled' }],
    });
    expect((await open(await idOf('SA'), 'password')).body).toMatchObject({
      findings: [{ code: 'access/own-benefit' }],
    });
    expect((await open(await idOf('C2'), 'password')).status).toBe(200);
    expect((await open(await idOf('C2'), 'certificate')).body).toMatchObject({
      findings: [{ code: 'enrolment/under-way' }],
    });
  });
});

describe('a lost authenticator', () => {
  it('is replaced after approval; password and certificate stay', async () => {
    const person = test.people['DIR'];
    if (!person) throw new Error('no director');
    const director = await test.signIn('DIR');
    const { id, code } = await opened(await idOf('DIR'), 'authenticator');
    const { request } = await certificateRequest();
    const pickup = randomToken();
    const begun = await applied(person.accountNo, code, request, pickup);
    expect(begun.body).toMatchObject({ kind: 'authenticator', keyFingerprint: null });
    expect((await approve(security, 'SEC', id)).status).toBe(200);
    const known = { id, pickup };
    const ready = (await test.call(null, 'POST', '/enrolments/standing', known)).body;
    expect(ready['certificate']).toBeNull();
    const seed = new URL(textOf(ready['authenticator'])).searchParams.get('secret') ?? '';
    const first = currentTotp(seed, new Date(test.center.now()));
    const { cert, key } = person;
    const held = connect({ port: test.port, servername: 'localhost', ca: test.ca.certificatePem, cert, key });
    await once(held, 'secureConnect');
    const cut = once(held, 'close');
    const done = await test.call(person, 'POST', '/enrolments/complete', {
      ...known,
      password: null,
      code: first,
    });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    // Whoever was signed in with what was lost is out, connections included.
    await cut;
    expect((await director('GET', '/v1/session')).body['code']).toBe('auth/session-ended');
    const signIn = (oneTime: string) =>
      test.call(person, 'POST', '/v1/session', { password: person.password, code: oneTime });
    expect((await signIn(first)).body['code']).toBe('auth/sign-in-failed');
    expect((await signIn(codeOf('DIR'))).body['code']).toBe('auth/sign-in-failed');
    expect((await signIn(currentTotp(seed, new Date(test.center.now())))).status).toBe(200);
  });
});

describe('renewal', () => {
  it('goes on with the session under the new certificate and revokes the old one', async () => {
    const person = test.people['C1'];
    if (!person) throw new Error('no clerk');
    const own = await certificateRequest();
    const signedIn = await test.call(person, 'POST', '/v1/session', {
      password: person.password,
      code: codeOf('C1'),
    });
    const headers = { authorization: `Bearer ${textOf(signedIn.body['token'])}` };
    const clerk: Caller = (method, path, body) => test.call(person, method, path, body, headers);
    const pickup = randomToken();
    const renew = () => clerk('POST', '/v1/enrolments/renew', { request: own.request, pickup });
    expect((await renew()).body['code']).toBe('auth/step-up-required');
    await stepUp(clerk, 'C1');
    const begun = (await renew()).body;
    expect(begun['kind']).toBe('renewal');
    expect((await renew()).body).toEqual(begun);
    expect((await approve(administrator, 'SA', textOf(begun['id']))).status).toBe(200);
    const known = { id: begun['id'], pickup };
    const ready = (await test.call(person, 'POST', '/enrolments/standing', known)).body;
    const shown = { cert: textOf(ready['certificate']), key: own.key };
    const session = (await clerk('GET', '/v1/session')).body;
    const done = await test.call(
      shown,
      'POST',
      '/enrolments/complete',
      { ...known, password: null, code: null },
      headers,
    );
    expect(done.body).toMatchObject({
      renewed: { session: { accountNo: person.accountNo, absoluteUntil: session['absoluteUntil'] } },
    });
    // The session is over at once; within a quarter of a second the certificate is refused before it is asked about.
    expect(['auth/session-ended', 'auth/certificate-refused']).toContain(
      (await clerk('GET', '/v1/session')).body['code'],
    );
    const { renewed } = done.body;
    const token = typeof renewed === 'object' && renewed !== null && 'token' in renewed ? renewed.token : '';
    const going = await test.call(shown, 'GET', '/v1/session', undefined, {
      authorization: `Bearer ${textOf(token)}`,
    });
    expect(going.body['accountNo']).toBe(person.accountNo);
    const old = test.ca.issued().find(({ serial }) => serial === identityOf(person.cert).serial);
    expect(old).toMatchObject({ reason: 'superseded' });
  });
});

describe('what must not be possible', () => {
  it('nobody but the opener makes a code: whoever approves could else apply in the place of the holder', async () => {
    const account = await newAccount('ba-wei', '320400198803030012');
    const id = test.center.newId();
    const other = {
      ...systemActor,
      id: crypto.randomUUID(),
      accountNo: 'xt-other',
      person: 'x',
      roles: ['SA' as const],
    };
    const opening = {
      type: 'enrolment' as const,
      id,
      act: 'open',
      input: { account, kind: 'first' },
      reason: '测试',
    };
    await act(test.center, opening, other);
    await stepUp(administrator, 'SA');
    expect((await administrator('POST', `/v1/enrolments/${id}/code`, {})).body['code']).toBe(
      'enrolment/not-opener',
    );
  });

  it('a key that is too weak, and a text that is none, are told as such and cost no code', async () => {
    const account = await newAccount('ba-jiang', '320400198904040017');
    const { code } = await opened(account, 'first');
    const weak = await certificateRequest({ name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024 });
    expect((await applied('ba-jiang', code, weak.request)).body['code']).toBe('enrolment/request');
    expect((await applied('ba-jiang', code, 'rubbish')).body['code']).toBe('enrolment/request');
    for (const accountNo of ['\u0000', '\ud800']) {
      const answer = await applied(accountNo, code, weak.request);
      expect(answer).toMatchObject({ status: 400, body: { findings: [{ place: 'accountNo' }] } });
    }
    const { request } = await certificateRequest();
    expect((await applied('ba-jiang', code, request)).status).toBe(200);
  });

  it('a certificate issued under an enrolment that is then cancelled is revoked', async () => {
    const account = await newAccount('ba-shen', '320400199005050013');
    const { id, code } = await opened(account, 'first');
    const { request } = await certificateRequest();
    const pickup = randomToken();
    await applied('ba-shen', code, request, pickup);
    expect((await approve(security, 'SEC', id)).status).toBe(200);
    const known = { id, pickup };
    const ready = await test.call(null, 'POST', '/enrolments/standing', known);
    const { serial } = identityOf(textOf(ready.body['certificate']));
    const cancel = { type: 'enrolment' as const, id, act: 'cancel', input: {}, reason: '测试' };
    await act(test.center, cancel);
    await sweep({ ...test.center, ca: test.ca });
    expect(test.ca.issued().find((one) => one.serial === serial)).toMatchObject({
      reason: 'cessationOfOperation',
    });
    const over = await test.call(null, 'POST', '/enrolments/standing', known);
    expect(over.body).toMatchObject({ state: 'cancelled', certificate: null });
  });
});

describe('an enrolment nobody completes', () => {
  it('is void after its time, and its code with it', async () => {
    const account = await newAccount('ba-chu', '320400198702020018');
    const { id, code } = await opened(account, 'first');
    test.setNow(new Date(Date.parse(test.center.now()) + 73 * 3_600_000).toISOString());
    const { request } = await certificateRequest();
    const late = await applied('ba-chu', code, request);
    expect(late.body).toMatchObject({ findings: [{ code: 'enrolment/overdue' }] });
    await sweep(test.center);
    const { rows } = await test.center.pool.query<{ state: string }>(
      'SELECT state FROM fold.enrolment WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ state: 'expired' }]);
  });
});
