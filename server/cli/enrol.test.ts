import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountByNo } from '../access/accounts.ts';
import { checkFactors } from '../access/credentials.ts';
import { payRevocations } from '../access/revocations.ts';
import { loadConfig } from '../config.ts';
import { demandSameCa, openCa } from '../openCenter.ts';
import { identityOf } from '../pki/identity.ts';
import type { CenterCa } from '../pki/store.ts';
import { currentTotp } from '../secrets/totp.ts';
import { act } from '../setup/systemAct.ts';
import { foreignCa } from '../testing/foreignCa.ts';
import { openTestCenter, type TestCenter } from '../testing/testCenter.ts';
import { parse } from './command.ts';
import { enrolCommand } from './enrol.ts';

let test: TestCenter;
let dataDir = '';
let ca: CenterCa;
beforeAll(async () => {
  test = await openTestCenter(new Date().toISOString());
  dataDir = mkdtempSync(join(tmpdir(), 'center-enrol-'));
  writeFileSync(join(dataDir, 'master.key'), `${Buffer.from('11'.repeat(32), 'hex').toString('base64')}\n`, {
    mode: 0o600,
  });
  ca = await openCa(loadConfig({ dataDir }, {}), new Date());
  await act(test.center, {
    type: 'account',
    id: test.center.newId(),
    act: 'install',
    reason: '测试',
    input: {
      accountNo: 'xt-sun',
      kind: 'administrator',
      name: '孙样五',
      idNumber: '320400198704230019',
      cells: ['center/-/SA'],
      from: '2026-01-01',
      to: '2027-12-31',
      authFactors: ['password', 'certificate', 'otp'],
      basis: '测试',
    },
  });
});
afterAll(async () => {
  await test.close();
  rmSync(dataDir, { recursive: true, force: true });
});

let out = '';
beforeEach(() => {
  out = mkdtempSync(join(dataDir, 'out-'));
});

const run = (...words: readonly string[]) =>
  enrolCommand.run(
    parse(enrolCommand, ['xt-sun', '--out', out, '--data', dataDir, '--database-url', test.url, ...words]),
  );
const account = async () => {
  const found = await accountByNo(test.center.pool, 'xt-sun');
  if (!found) throw new Error('no account');
  return found;
};

/** Do the factors of the handed-out sheet open the account. */
async function opens(): Promise<string> {
  const sheet: { password: string; seed: string } = JSON.parse(
    readFileSync(join(out, 'xt-sun.json'), 'utf8'),
  );
  const code = currentTotp(sheet.seed, new Date(test.center.now()));
  return checkFactors(test.center, (await account()).id, sheet.password, code);
}

describe('center enrol', () => {
  it('hands out factors and a certificate that the account is tied to, as a line', async () => {
    await run();
    expect(readdirSync(out).toSorted()).toEqual(['xt-sun.json', 'xt-sun.p12']);
    const own = ca.issued().findLast(({ accountNo }) => accountNo === 'xt-sun');
    expect(await account()).toMatchObject({ certFingerprint: own?.fingerprint });
    expect(await opens()).toBe('ok');
    const { rows } = await test.center.pool.query(
      "SELECT 1 FROM log.event WHERE event = 'enrolment.hand-out'",
    );
    expect(rows).toHaveLength(1);
  });

  it('ties it to a certificate of another CA, and owes the revocation of the former one', async () => {
    const former = (await account()).certFingerprint;
    const theirs = await (await foreignCa('省根 CA')).issue([{ CN: ['xt-sun'] }]);
    writeFileSync(join(dataDir, 'theirs.pem'), theirs.cert);
    await run('--certificate', join(dataDir, 'theirs.pem'));
    expect(readdirSync(out)).toEqual(['xt-sun.json']);
    expect(await account()).toMatchObject({ certFingerprint: identityOf(theirs.cert).fingerprint });
    expect(await opens()).toBe('ok');
    await payRevocations({ ...test.center, ca });
    expect(ca.issued().find(({ fingerprint }) => fingerprint === former)).toMatchObject({
      reason: 'superseded',
    });
  });

  it('what cannot be written changes nothing, and what is refused leaves no files', async () => {
    const before = await account();
    writeFileSync(join(dataDir, 'broken.pem'), 'no certificate');
    await expect(run('--certificate', join(dataDir, 'broken.pem'))).rejects.toMatchObject({
      code: 'pki/file-broken',
    });
    chmodSync(out, 0o700);
    rmSync(out, { recursive: true });
    writeFileSync(out, 'a file where the folder should be');
    await expect(run()).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await account()).toEqual(before);
  });
});

it('a server with the CA of another center does not open the database', async () => {
  await demandSameCa(test.center.pool, ca, 'pki');
  const elsewhere = mkdtempSync(join(tmpdir(), 'center-other-ca-'));
  const other = await openCa(loadConfig({ dataDir: elsewhere }, {}), new Date());
  await expect(demandSameCa(test.center.pool, other, elsewhere)).rejects.toMatchObject({ code: 'ca/other' });
  await demandSameCa(test.center.pool, ca, 'pki');
  rmSync(elsewhere, { recursive: true, force: true });
});
