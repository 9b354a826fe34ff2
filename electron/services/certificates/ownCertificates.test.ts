import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { testAuthority } from '../../testing/tlsFixtures.ts';
import { createSessionStore } from '../credentials/sessionStore.ts';
import type { SecretStore } from '../credentials/secretStore.ts';
import { accountOf, identityOf } from './identity.ts';
import { createOwnCertificates } from './ownCertificates.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'egov-own-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keychain = (): SecretStore => ({ ...createSessionStore(), kind: 'keychain' });
const noReport = (file: string, error: unknown) => {
  throw new Error(`reported ${file}`, { cause: error });
};

/** Everything in the folder as one text, as a thief would search it. */
const filesText = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');

describe('certificates taken in at the workstation', () => {
  async function identity() {
    const { certificatePem, keyPem } = await (await testAuthority()).issue({
      name: 'ba-feng',
      use: 'client',
    });
    return identityOf(certificatePem, keyPem, accountOf(certificatePem));
  }

  test('one whose file is damaged is reported, and keeps the others from nothing', async () => {
    const secrets = keychain();
    const own = await identity();
    await createOwnCertificates(folder, secrets, noReport).save(own);
    const reported: string[] = [];
    const damaged = { version: 1, certificatePem: 'no certificate', sealedKey: null };
    writeFileSync(join(folder, '0.json'), JSON.stringify(damaged));
    const found = await createOwnCertificates(folder, secrets, (name) => reported.push(name)).load();
    expect(found.map(({ info }) => info.fingerprint)).toEqual([own.fingerprint]);
    expect(reported).toEqual(['0.json']);
  });

  test('are there after a restart with the account they name; the key lies sealed', async () => {
    const secrets = keychain();
    const own = await identity();
    await createOwnCertificates(folder, secrets, noReport).save(own);
    expect(filesText()).not.toContain(own.keyPem.split('\n')[1]);
    const [again] = await createOwnCertificates(folder, secrets, noReport).load();
    expect(again?.info).toMatchObject({ accountNo: 'ba-feng', fingerprint: own.fingerprint });
    expect(await again?.identity()).toMatchObject({ keyPem: own.keyPem });
    await createOwnCertificates(folder, secrets, noReport).remove(own.fingerprint);
    expect(await createOwnCertificates(folder, secrets, noReport).load()).toEqual([]);
  });

  test('a changed keychain costs the certificate and says so', async () => {
    await createOwnCertificates(folder, keychain(), noReport).save(await identity());
    const [lost] = await createOwnCertificates(folder, keychain(), noReport).load();
    const error: unknown = await lost?.identity().catch((reason: unknown) => reason);
    expect(error instanceof ProblemError && error.problem.code).toBe('certificate/key-lost');
  });
});
