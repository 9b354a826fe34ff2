import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountByNo } from '../access/accounts.ts';
import { openTestCenter, type TestCenter } from '../testing/testCenter.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { heldCells } from '../../shared/domain/account/holdings.ts';
import { appoint, awaitsBootstrap, checkBootstrapCode, offerBootstrap } from './bootstrap.ts';
import { enrol } from '../access/credentials.ts';

let test: TestCenter;
beforeAll(async () => {
  test = await openTestCenter();
});
afterAll(() => test.close());

const persons = [
  { role: 'SA', accountNo: 'xt-sun', name: '孙样五', idNumber: '320400198704230019' },
  { role: 'SEC', accountNo: 'aq-zhou', name: '周样六', idNumber: '320400199110180004' },
  { role: 'AUD', accountNo: 'sj-wu', name: '吴示七', idNumber: '32040019830315000X' },
  { role: 'P1', accountNo: 'qx-wang', name: '王示三', idNumber: '320400197811050019' },
  { role: 'P2', accountNo: 'qf-zhao', name: '赵示四', idNumber: '320400199302140007' },
] as const;

/** Codes of the findings with their places. */
async function refusedWith(attempt: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await attempt.catch((reason: unknown) => reason);
  if (!(error instanceof ProblemError)) throw error;
  return error.problem.findings.map(({ code, place }) => `${code} ${place}`);
}

it('an empty center has no account and waits for the code that the server prints', async () => {
  const { center } = test;
  expect(await awaitsBootstrap(center)).toBe(false);
  const first = (await offerBootstrap(center)) ?? '';
  const code = (await offerBootstrap(center)) ?? '';
  expect(await awaitsBootstrap(center)).toBe(true);
  await expect(checkBootstrapCode(center, first)).rejects.toThrow('bootstrap/code');
  await checkBootstrapCode(center, code.toLowerCase());
});

it('appoints exactly the separated three and the pair of permission managers, all different people', async () => {
  const { center } = test;
  const [administrator, ...others] = persons;
  expect(await refusedWith(appoint(center, { code: '', persons: [...others] }))).toEqual([
    'bootstrap/role persons',
  ]);
  const twice = others.map((person) => ({ ...person, idNumber: administrator.idNumber }));
  expect(await refusedWith(appoint(center, { code: '', persons: [administrator, ...twice] }))).toEqual([
    'bootstrap/same-person persons',
  ]);
  const misspelt = persons.map((person, index) => ({
    ...person,
    ...(index === 1 && { accountNo: `${person.accountNo}!` }),
    ...(index === 3 && { idNumber: '320400197811050018' }),
  }));
  expect(await refusedWith(appoint(center, { code: '', persons: misspelt }))).toEqual([
    'account/number-format persons.1.accountNo',
    'identity/check-digit persons.3.idNumber',
  ]);
  // Of people that cannot all be appointed none is.
  expect(await accountByNo(center.pool, 'xt-sun')).toBeNull();
});

it('hands out one code for each, and again with the same people while nobody has taken over', async () => {
  const { center } = test;
  const first = await appoint(center, { code: '', persons: [...persons] });
  expect(first.enrolments.map(({ accountNo }) => accountNo)).toEqual(persons.map((p) => p.accountNo));
  expect(await awaitsBootstrap(center)).toBe(false);
  const account = await accountByNo(center.pool, 'xt-sun');
  expect(account).toMatchObject({ state: 'active', kind: 'administrator' });
  expect(account && heldCells(account, '2026-03-02')).toEqual(['center/-/SA']);
  expect(await offerBootstrap(center)).toEqual(expect.any(String));
  const again = await appoint(center, { code: '', persons: [...persons] });
  expect(again.enrolments.map(({ code }) => code)).not.toEqual(first.enrolments.map(({ code }) => code));
  const usurper = persons.map((p) => (p.role === 'SEC' ? { ...p, accountNo: 'aq-other' } : p));
  expect(await refusedWith(appoint(center, { code: '', persons: usurper }))).toEqual([
    'bootstrap/appointed persons.1.accountNo',
  ]);
});

it('is over for good once somebody has credentials', async () => {
  const { center } = test;
  const account = await accountByNo(center.pool, 'sj-wu');
  await enrol(center, account?.id ?? '', 'Nobody-else-2026-knows', 'JBSWY3DPEHPK3PXP', false);
  expect(await offerBootstrap(center)).toBeNull();
  expect(await awaitsBootstrap(center)).toBe(false);
});
