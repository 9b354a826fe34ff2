import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountByNo } from '../access/accounts.ts';
import { enrol } from '../access/credentials.ts';
import { currentTotp } from '../secrets/totp.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

let test: TestServer;
let administrator: Awaited<ReturnType<TestServer['signIn']>>;
let manager: typeof administrator;
beforeAll(async () => {
  test = await openTestServer();
  administrator = await test.signIn('SA');
  manager = await test.signIn('P1');
});
afterAll(() => test.close());

async function idOf(role: string): Promise<string> {
  const account = await accountByNo(test.center.pool, test.people[role]?.accountNo ?? '');
  return account?.id ?? '';
}

const linesOf = async (event: string) => {
  const { rows } = await test.center.pool.query('SELECT body FROM log.event WHERE event = $1', [event]);
  return rows.map(({ body }) => JSON.parse(body));
};

/** Proves the administrator's presence, as both acts on somebody's access demand. */
async function stepUp(): Promise<void> {
  test.setNow(new Date(Date.parse(test.center.now()) + 31_000).toISOString());
  const code = currentTotp(test.people['SA']?.seed ?? '', new Date(test.center.now()));
  expect((await administrator('POST', '/v1/session/step-up', { code })).status).toBe(200);
}

/** Signs in with a fresh code; the clock goes on so that no code is used twice. */
async function tryToSignIn(role: string, password: string) {
  test.setNow(new Date(Date.parse(test.center.now()) + 31_000).toISOString());
  const person = test.people[role];
  const code = currentTotp(person?.seed ?? '', new Date(test.center.now()));
  return test.call(person ?? null, 'POST', '/v1/session', { password, code });
}

describe('sessions of others', () => {
  it('are seen by administrators only, and one that is ended is over at its next call', async () => {
    const id = await idOf('P1');
    expect((await manager('GET', `/v1/accounts/${id}/access`)).body['code']).toBe('access/role');
    const { body } = await administrator('GET', `/v1/accounts/${id}/access`);
    expect(body).toMatchObject({ enrolled: true, lockedUntil: null, sessions: [{ ip: '127.0.0.1' }] });
    const [session] = Array.isArray(body['sessions']) ? body['sessions'] : [];
    const end = (reason: string) => administrator('POST', `/v1/sessions/${session.id}/end`, { reason });
    expect((await end('值班电话报告')).body['code']).toBe('auth/step-up-required');
    await stepUp();
    expect((await end(' ')).status).toBe(400);
    expect((await end('值班电话报告')).status).toBe(200);
    expect((await manager('GET', '/v1/session')).body['code']).toBe('auth/session-ended');
    expect((await administrator('GET', `/v1/accounts/${id}/access`)).body['sessions']).toEqual([]);
    expect(await linesOf('session.end')).toMatchObject([
      { object: { type: 'account', id }, facts: { session: session.id, reason: '值班电话报告' } },
    ]);
  });

  it('stand in one list for those who look after them, and everybody sees their own and ends the others', async () => {
    expect((await manager('GET', '/v1/sessions')).body['code']).toBeDefined();
    const right = test.people['AUD']?.password ?? '';
    const tokens: string[] = [];
    for (let n = 0; n < 2; n += 1) tokens.push(String((await tryToSignIn('AUD', right)).body['token']));
    const auditor =
      (token = '') =>
      (method: string, path: string, body?: object) =>
        test.call(test.people['AUD'] ?? null, method, path, body, { authorization: `Bearer ${token}` });
    const [older, newer] = tokens.map((token) => auditor(token));
    const { body } = (await newer?.('GET', '/v1/sessions')) ?? {};
    const accountNo = test.people['AUD']?.accountNo;
    expect(body?.['sessions']).toEqual(
      expect.arrayContaining([expect.objectContaining({ accountNo, ip: '127.0.0.1' })]),
    );
    expect((await newer?.('GET', '/v1/session/all'))?.body['sessions']).toMatchObject([
      { current: true },
      { current: false },
    ]);
    expect((await newer?.('POST', '/v1/session/end-others', {}))?.body).toEqual({ ended: 1 });
    expect((await older?.('GET', '/v1/session'))?.body['code']).toBe('auth/session-ended');
    expect((await newer?.('GET', '/v1/session'))?.status).toBe(200);
    expect(await linesOf('sessions.endOthers')).toHaveLength(1);
  });

  it('an unknown session or account is not found', async () => {
    const nobody = crypto.randomUUID();
    await stepUp();
    expect((await administrator('GET', `/v1/accounts/${nobody}/access`)).status).toBe(404);
    expect((await administrator('POST', `/v1/sessions/${nobody}/end`, { reason: '测试' })).status).toBe(404);
  });
});

describe('the lock after failures', () => {
  it('holds even against the right password, and is lifted by another person, which is logged', async () => {
    const id = await idOf('C2');
    for (let n = 0; n < test.center.access.maxFailures; n += 1) await tryToSignIn('C2', 'wrong');
    const right = test.people['C2']?.password ?? '';
    expect((await tryToSignIn('C2', right)).body['code']).toBe('auth/locked');
    const { body } = await administrator('GET', `/v1/accounts/${id}/access`);
    expect(body['lockedUntil']).toEqual(expect.any(String));
    await stepUp();
    expect((await administrator('POST', `/v1/accounts/${id}/unlock`, { reason: '已核实本人' })).status).toBe(
      200,
    );
    expect((await tryToSignIn('C2', right)).status).toBe(200);
    expect(await linesOf('account.unlock')).toMatchObject([{ facts: { reason: '已核实本人' } }]);
  });

  it('is not lifted from the own account', async () => {
    const own = await idOf('SA');
    await stepUp();
    const refused = await administrator('POST', `/v1/accounts/${own}/unlock`, { reason: '本人' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'access/own-proposal' } });
  });
});

describe('a handed-out password', () => {
  it('opens nothing but its own change, and the old one again is not a change', async () => {
    const person = test.people['DIR'];
    const [password, seed] = [person?.password ?? '', person?.seed ?? ''];
    await enrol(test.center, await idOf('DIR'), password, seed, true);
    const director = await test.signIn('DIR');
    expect((await director('GET', '/v1/session')).body).toMatchObject({ mustChangePassword: true });
    const refused = await director('GET', '/v1/workbench');
    expect(refused).toMatchObject({ status: 403, body: { code: 'auth/password-change-required' } });
    const change = (next: string) => director('POST', '/v1/session/password', { current: password, next });
    expect((await change(password)).body).toMatchObject({ findings: [{ code: 'password/used-before' }] });
    expect((await change('Nobody-else-2026-knows')).status).toBe(200);
    expect((await director('GET', '/v1/workbench')).status).toBe(200);
    expect((await director('GET', '/v1/session')).body).toMatchObject({ mustChangePassword: false });
  });
});

describe('the age of a password', () => {
  it('changed, it ends every other session of the account and no more than that', async () => {
    const right = test.people['C1']?.password ?? '';
    const signedIn = async () => {
      const { body } = await tryToSignIn('C1', right);
      const headers = { authorization: `Bearer ${String(body['token'])}` };
      return (method: string, path: string, given?: object) =>
        test.call(test.people['C1'] ?? null, method, path, given, headers);
    };
    const elsewhere = await signedIn();
    const here = await signedIn();
    const passwords = { current: right, next: 'Correct-horse-2026-here' };
    const wrong = await here('POST', '/v1/session/password', { ...passwords, current: 'not mine' });
    expect(wrong.body['code']).toBe('auth/proof-failed');
    expect((await elsewhere('GET', '/v1/session')).status).toBe(200);
    // Sent twice at once, as a double click does, it is one change.
    const both = await Promise.all([1, 2].map(() => here('POST', '/v1/session/password', passwords)));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    expect((await here('GET', '/v1/session')).status).toBe(200);
    expect((await elsewhere('GET', '/v1/session')).body['code']).toBe('auth/session-ended');
  });

  it('demands a new one after 90 days, and none of the last five', async () => {
    const account = await idOf('P2');
    const seed = test.people['P2']?.seed ?? '';
    await enrol(test.center, account, 'Correct-horse-2026-0', seed, false);
    const director = async (n: number) => {
      const opened = await tryToSignIn('P2', `Correct-horse-2026-${n}`);
      const headers = { authorization: `Bearer ${String(opened.body['token'])}` };
      return {
        opened,
        call: (path: string, body: object) =>
          test.call(test.people['P2'] ?? null, 'POST', path, body, headers),
      };
    };
    const first = await director(0);
    expect(first.opened.body).toMatchObject({ session: { mustChangePassword: false } });
    for (let n = 0; n < 6; n += 1) {
      const passwords = { current: `Correct-horse-2026-${n}`, next: `Correct-horse-2026-${n + 1}` };
      expect((await first.call('/v1/session/password', passwords)).status).toBe(200);
    }
    const back = (n: number) =>
      first.call('/v1/session/password', {
        current: 'Correct-horse-2026-6',
        next: `Correct-horse-2026-${n}`,
      });
    expect((await back(1)).body).toMatchObject({
      findings: [{ code: 'password/used-before', place: 'next' }],
    });
    expect((await back(0)).status).toBe(200);
    await test.center.pool.query(
      `UPDATE access.credential SET changed_at = changed_at - interval '91 days' WHERE account_id = $1`,
      [account],
    );
    const late = await director(0);
    expect(late.opened.body).toMatchObject({ session: { mustChangePassword: true } });
    // Every change hashes the new password and compares it with the last five: some fifty hashes, nothing but work.
  }, 90_000);
});
