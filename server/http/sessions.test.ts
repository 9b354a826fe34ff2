import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountByNo } from '../access/accounts.ts';
import { identityOf } from '../pki/identity.ts';
import { currentTotp } from '../secrets/totp.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

/** How long a session lasts, and what it stands and falls with. */
let test: TestServer;
beforeAll(async () => {
  test = await openTestServer({ idleMinutes: 15, absoluteHours: 8 });
});
afterAll(() => test.close());

const later = (minutes: number) =>
  test.setNow(new Date(Date.parse(test.center.now()) + minutes * 60_000).toISOString());

async function endReasons(role: string): Promise<readonly (string | null)[]> {
  const account = await accountByNo(test.center.pool, test.people[role]?.accountNo ?? '');
  const { rows } = await test.center.pool.query<{ end_reason: string | null }>(
    'SELECT end_reason FROM access.session WHERE account_id = $1 ORDER BY opened_at',
    [account?.id],
  );
  return rows.map(({ end_reason: reason }) => reason);
}

describe('limits that only the server keeps', () => {
  it('a session that is not used ends after a quarter of an hour, and one that is used does not', async () => {
    const idle = await test.signIn('C1');
    const used = await test.signIn('C2');
    later(14);
    expect((await used('GET', '/v1/session')).status).toBe(200);
    later(2);
    expect((await used('GET', '/v1/session')).status).toBe(200);
    expect((await idle('GET', '/v1/session')).body['code']).toBe('auth/session-ended');
  });

  it('asking the gate is not using the session', async () => {
    const caller = await test.signIn('SEC');
    later(14);
    expect((await caller('GET', '/gate')).body).toMatchObject({ account: { session: 'open' } });
    later(2);
    expect((await caller('GET', '/gate')).body).toMatchObject({ account: { session: 'ended' } });
  });

  it('after eight hours it ends however much it is used', async () => {
    const caller = await test.signIn('P1');
    for (let quarter = 0; quarter < 31; quarter += 1) {
      later(14);
      expect((await caller('GET', '/v1/session')).status).toBe(200);
    }
    for (let left = 8 * 60 - 31 * 14 + 1; left > 0; left -= 14) later(Math.min(left, 14));
    expect((await caller('GET', '/v1/session')).body['code']).toBe('auth/session-ended');
  });
});

describe('guessing inside a session', () => {
  it('says what did not fit, ends the session with the lock, and the right code no longer helps', async () => {
    const caller = await test.signIn('SA');
    const right = currentTotp(
      test.people['SA']?.seed ?? '',
      new Date(Date.parse(test.center.now()) + 30_000),
    );
    const guess = (code: string) => caller('POST', '/v1/session/step-up', { code });
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    for (let n = 1; n < test.center.access.maxFailures; n += 1)
      expect((await guess(wrong)).body['code']).toBe('auth/proof-failed');
    expect((await guess(wrong)).body['code']).toBe('auth/locked');
    expect((await guess(right)).body['code']).toBe('auth/session-ended');
    expect(await endReasons('SA')).toEqual(['locked']);
  });
});

describe('half a proof', () => {
  it('does not buy new guesses at the other half', async () => {
    const caller = await test.signIn('P2');
    const person = test.people['P2'];
    const password = person?.password ?? '';
    const next = currentTotp(person?.seed ?? '', new Date(Date.parse(test.center.now()) + 30_000));
    const wrong = String((Number(next) + 1) % 1_000_000).padStart(6, '0');
    const answers: unknown[] = [];
    // The right password in between, which a change of password checks alone.
    for (let n = 0; n < test.center.access.maxFailures; n += 1) {
      const same = { current: password, next: password };
      if (n === test.center.access.maxFailures - 1) await caller('POST', '/v1/session/password', same);
      answers.push((await caller('POST', '/v1/session/step-up', { code: wrong })).body['code']);
    }
    expect(answers.at(-1)).toBe('auth/locked');
  });
});

describe('a revoked certificate', () => {
  it('takes its sessions along, connected or not', async () => {
    await test.signIn('DIR');
    expect(await endReasons('DIR')).toEqual([null]);
    await test.ca.revoke(identityOf(test.people['DIR']?.cert ?? '').serial, 'keyCompromise', new Date());
    await expect.poll(() => endReasons('DIR')).toEqual(['certificate revoked']);
  });
});
