import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bureauFields } from '../../shared/domain/testing/units.ts';
import { createAuthority, issueClient } from '../pki/issue.ts';
import { currentTotp } from '../secrets/totp.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

let test: TestServer;
let clerk: Awaited<ReturnType<TestServer['signIn']>>;
let reviewer: typeof clerk;
let manager: typeof clerk;
beforeAll(async () => {
  test = await openTestServer();
  clerk = await test.signIn('C1');
  reviewer = await test.signIn('C2');
  manager = await test.signIn('P1');
});
afterAll(() => test.close());

async function lastLine() {
  const { rows } = await test.center.pool.query(
    'SELECT event, result, actor_name, body FROM log.event ORDER BY seq DESC LIMIT 1',
  );
  return { ...rows[0], body: JSON.parse(rows[0].body) };
}

async function stepUp(caller: typeof clerk, role: string) {
  const person = test.people[role];
  test.setNow(new Date(Date.parse(test.center.now()) + 31_000).toISOString());
  const answer = await caller('POST', '/v1/session/step-up', {
    code: currentTotp(person?.seed ?? '', new Date(test.center.now())),
  });
  expect(answer.status).toBe(200);
}

const second = {
  ...bureauFields,
  name: '常州市示范教育局',
  shortName: '市示范教育局',
  uscc: '11320400990002063K',
};
const path = (type: string, id: string, act: string) => `/v1/${type}/${id}/${act}`;

describe('without an accepted certificate', () => {
  it('answers nothing but the gate', async () => {
    expect((await test.call(null, 'GET', '/v1/session')).body['code']).toBe('auth/certificate-required');
    expect((await test.call(null, 'GET', '/healthz')).status).toBe(401);
    expect((await test.call(null, 'POST', '/v1/session', { password: 'x', code: '1' })).status).toBe(401);
    const gate = await test.call(null, 'GET', '/gate');
    expect(await lastLine()).toMatchObject({
      event: 'gate.refused',
      body: { facts: { reason: 'CERTIFICATE_REQUIRED' } },
    });
    expect(gate).toMatchObject({
      status: 200,
      body: {
        accepted: false,
        reason: 'CERTIFICATE_REQUIRED',
        certificate: null,
        channel: expect.stringMatching(/^TLSv1\.3 TLS_/),
        policy: { idleMinutes: 15, absoluteHours: 8 },
      },
    });
  });

  it('tells the gate why a certificate of another CA is refused', async () => {
    const validity = { now: new Date(), days: 1 };
    const other = await createAuthority('Other CA', validity);
    const issued = await issueClient(other, { accountNo: 'ba-chen', displayName: '陈样一' }, validity);
    const foreign = { cert: issued.certificatePem, key: issued.keyPem ?? '' };
    const gate = await test.call(foreign, 'GET', '/gate');
    expect(gate.body).toMatchObject({ accepted: false, reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect((await test.call(foreign, 'GET', '/v1/session')).body['code']).toBe('auth/certificate-refused');
  });
});

describe('signing in', () => {
  it('refuses a wrong password, logs it, and locks after five', async () => {
    const person = test.people['DIR'];
    if (!person) throw new Error('no director');
    for (let i = 0; i < 4; i += 1) {
      expect(
        (await test.call(person, 'POST', '/v1/session', { password: 'wrong', code: '000000' })).body['code'],
      ).toBe('auth/sign-in-failed');
    }
    expect(await lastLine()).toMatchObject({
      event: 'session.open',
      result: 'refused',
      actor_name: person.displayName,
    });
    expect(
      (await test.call(person, 'POST', '/v1/session', { password: 'wrong', code: '000000' })).status,
    ).toBe(423);
    const right = { password: person.password, code: currentTotp(person.seed, new Date(test.center.now())) };
    expect((await test.call(person, 'POST', '/v1/session', right)).status).toBe(423);
  });

  it('takes a one-time code only once', async () => {
    const person = test.people['SEC'];
    if (!person) throw new Error('no security administrator');
    const right = { password: person.password, code: currentTotp(person.seed, new Date(test.center.now())) };
    expect((await test.call(person, 'POST', '/v1/session', right)).status).toBe(200);
    expect((await test.call(person, 'POST', '/v1/session', right)).body['code']).toBe('auth/sign-in-failed');
    expect(await lastLine()).toMatchObject({
      event: 'session.open',
      result: 'refused',
      body: { facts: { cause: 'wrong' } },
    });
  });

  it('binds the session to its certificate', async () => {
    const person = test.people['AUD'];
    const thief = test.people['SA'];
    if (!person || !thief) throw new Error('no auditor');
    const opened = await test.call(person, 'POST', '/v1/session', {
      password: person.password,
      code: currentTotp(person.seed, new Date(test.center.now())),
    });
    const headers = { authorization: `Bearer ${String(opened.body['token'])}` };
    expect((await test.call(person, 'GET', '/v1/session', undefined, headers)).status).toBe(200);
    expect((await test.call(thief, 'GET', '/v1/session', undefined, headers)).body['code']).toBe(
      'auth/session-ended',
    );
    expect(await lastLine()).toMatchObject({
      event: 'session.stolen',
      result: 'refused',
      body: { actor: { accountNo: thief.accountNo }, facts: { path: '/v1/session' } },
    });
    // The token itself is nowhere in the log, and its owner goes on.
    const { rows } = await test.center.pool.query(
      'SELECT 1 FROM log.event WHERE position($1 in body::text) > 0',
      [String(opened.body['token'])],
    );
    expect(rows).toEqual([]);
    expect((await test.call(person, 'GET', '/v1/session', undefined, headers)).status).toBe(200);
  });

  it('guessing codes against a right password locks after five, and each guess is a line', async () => {
    const person = test.people['P12'] ?? test.people['P1'];
    if (!person) throw new Error('no permission manager');
    const guess = (code: string) =>
      test.call(person, 'POST', '/v1/session', { password: person.password, code });
    const right = currentTotp(person.seed, new Date(test.center.now()));
    const wrong = Array.from({ length: 6 }, (_, n) =>
      String((Number(right) + 1 + n) % 1_000_000).padStart(6, '0'),
    );
    // At once, as a machine would: the row lock counts them one by one.
    const statuses = (await Promise.all(wrong.map(guess)))
      .map(({ status }) => status)
      .toSorted((a, b) => a - b);
    expect(statuses).toEqual([401, 401, 401, 401, 423, 423]);
    expect((await guess(right)).status).toBe(423);
    const { rows } = await test.center.pool.query(
      `SELECT body FROM log.event WHERE event = 'session.open' AND result = 'refused' AND body LIKE '%' || $1 || '%' ORDER BY seq`,
      [person.accountNo],
    );
    const causes = rows.map(({ body }) => JSON.parse(body).facts.cause);
    expect(Object.groupBy(causes, String)).toMatchObject({ wrong: { length: 4 }, locked: { length: 3 } });
  });
});

describe('acts over the API', () => {
  it('refuses another role with 403 and logs it', async () => {
    const answer = await manager('POST', path('unit', test.center.newId(), 'enter'), { input: second });
    expect(answer).toMatchObject({ status: 403, body: { code: 'access/role' } });
    expect(await lastLine()).toMatchObject({
      event: 'unit.enter',
      result: 'refused',
      body: { facts: { code: 'access/role' } },
    });
  });

  it('refuses unknown fields with 400, each named', async () => {
    const answer = await clerk('POST', path('unit', test.center.newId(), 'enter'), {
      input: { ...second, colour: 'red', shape: 'round' },
    });
    expect(answer.status).toBe(400);
    expect(answer.body['findings']).toMatchObject([
      { code: 'request/unknown-field', place: 'input.colour' },
      { code: 'request/unknown-field', place: 'input.shape' },
    ]);
    expect(await lastLine()).toMatchObject({
      event: 'unit.enter',
      result: 'refused',
      body: { facts: { code: 'request/invalid' } },
    });
    expect(
      (await clerk('POST', path('unit', test.center.newId(), 'enter'), { input: second, extra: 1 })).status,
    ).toBe(400);
  });

  it('takes a proposal through another person, with step-up, and refuses the proposer', async () => {
    const id = test.center.newId();
    const opened = await clerk(
      'POST',
      path('unit', id, 'enter'),
      { input: second },
      { 'idempotency-key': `k-${id}` },
    );
    expect(opened).toMatchObject({ status: 200, body: { kind: 'case' } });
    const again = await clerk(
      'POST',
      path('unit', id, 'enter'),
      { input: second },
      { 'idempotency-key': `k-${id}` },
    );
    expect(again.body).toEqual(opened.body);
    const caseId = String(opened.body['caseId']);
    const body = { input: { digest: opened.body['digest'] } };
    expect(
      (await reviewer('POST', path('case', caseId, 'approve'), body, { 'if-match': '"1"' })).body['code'],
    ).toBe('auth/step-up-required');
    await stepUp(clerk, 'C1');
    expect(
      (await clerk('POST', path('case', caseId, 'approve'), body, { 'if-match': '"1"' })).body['code'],
    ).toBe('access/own-proposal');
    await stepUp(reviewer, 'C2');
    const effect = await reviewer('GET', `/v1/cases/${caseId}/effect`);
    expect(effect.body).toMatchObject({
      digest: opened.body['digest'],
      changes: [{ type: 'unit', act: 'enter', after: { name: second.name } }],
    });
    expect(
      (await reviewer('POST', path('case', caseId, 'approve'), body, { 'if-match': '"1"' })).status,
    ).toBe(200);
    const record = await clerk('GET', `/v1/records/unit/${id}`);
    expect(record.body).toMatchObject({
      state: { name: second.name, rev: 1 },
      acts: expect.arrayContaining(['change']),
    });
    expect(
      (await clerk('POST', path('unit', id, 'change'), { input: { contact: '王示三' } }, { 'if-match': '9' }))
        .status,
    ).toBe(412);
    expect((await clerk('POST', path('unit', id, 'change'), { input: { contact: '王示三' } })).status).toBe(
      428,
    );
    const found = await clerk('GET', '/v1/search?text=czssfjyj');
    expect(found.body).toMatchObject({
      hits: expect.arrayContaining([
        { type: 'unit', id, title: second.name, detail: `单位 · ${second.name}` },
      ]),
    });
  });

  it('lists what a role may read, and only that', async () => {
    const query = {
      type: 'unit',
      filters: [],
      text: '示范',
      sort: [{ column: 'name', dir: 'asc' }],
      window: { offset: 0, limit: 10 },
    };
    expect((await clerk('POST', '/v1/query', query)).body).toMatchObject({
      total: expect.any(Number),
      source: 'server',
    });
    expect((await clerk('POST', '/v1/query', { ...query, type: 'event', sort: [] })).status).toBe(403);
    expect(await lastLine()).toMatchObject({ event: 'records.query', result: 'refused' });
    expect(
      (await clerk('POST', '/v1/query', { ...query, sort: [{ column: 'nothing', dir: 'asc' }] })).status,
    ).toBe(400);
  });
});
