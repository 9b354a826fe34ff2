import 'reflect-metadata';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createPublicKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { testAuthority } from '../../testing/tlsFixtures.ts';
import { accountOf, identityOf } from '../certificates/identity.ts';
import { createOwnCertificates } from '../certificates/ownCertificates.ts';
import { createSessionStore } from '../credentials/sessionStore.ts';
import type { SecretStore } from '../credentials/secretStore.ts';
import { systemClock } from '../clock.ts';
import { createSessionService } from '../session/sessionService.ts';
import { openEnrolment, type EnrolmentPorts } from './enrolmentService.ts';
import { createPendingStore } from './pendingStore.ts';
import { keyFingerprint, newKeyAndRequest } from './request.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'egov-enrolment-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keychain = (): SecretStore => ({ ...createSessionStore(), kind: 'keychain' });
const noReport = (file: string, error: unknown) => {
  throw new Error(`reported ${file}`, { cause: error });
};

const unused = () => Promise.reject(new Error('not to be called'));
/** An enrolment that speaks to nobody. */
const noPorts: Omit<EnrolmentPorts, 'store'> = {
  client: { call: unused, callRaw: unused },
  signedIn: { call: unused, callRaw: unused },
  callAs: unused,
  keep: unused,
  putToUse: () => undefined,
  look: unused,
  session: createSessionService({
    client: () => ({ call: unused, callRaw: unused }),
    clock: systemClock,
    changed: () => undefined,
  }),
};

/** Everything below the folder as one text, as a thief would search it. */
function filesText(): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('the request of a workstation', () => {
  test('is signed by a new P-256 key, names nobody, and has the fingerprint that the approver sees', async () => {
    const { keyPem, requestPem } = await newKeyAndRequest();
    const request = new Pkcs10CertificateRequest(requestPem);
    expect(await request.verify()).toBe(true);
    expect(request.subject).toBe('CN=workstation');
    const spki = createPublicKey(keyPem).export({ type: 'spki', format: 'der' });
    expect(Buffer.from(request.publicKey.rawData).equals(spki)).toBe(true);
    expect(keyFingerprint(keyPem)).toMatch(/^[0-9a-f]{64}$/);
    expect((await newKeyAndRequest()).keyPem).not.toBe(keyPem);
  });
});

describe('an enrolment under way', () => {
  const pending = (keyPem: string) => ({
    id: crypto.randomUUID(),
    pickup: 'pickup-token-of-this-workstation',
    kind: 'first' as const,
    accountNo: 'ba-feng',
    holderName: '冯样十',
    keyPem,
  });

  test('outlives the program sealed under the keychain, and is gone with it', async () => {
    const { keyPem } = await newKeyAndRequest();
    const secrets = keychain();
    const given = pending(keyPem);
    await createPendingStore(folder, secrets).save(given);
    const [name = ''] = readdirSync(folder);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    for (const secret of [given.pickup, keyPem.split('\n')[1] ?? ''])
      expect(filesText()).not.toContain(secret);
    expect(await createPendingStore(folder, secrets).load()).toEqual(given);
    const other = createPendingStore(folder, { ...keychain(), id: 'another' });
    expect(await other.load()).toBeNull();
    await other.clear();
    await createPendingStore(folder, secrets).clear();
    expect(await createPendingStore(folder, secrets).load()).toBeNull();
  });

  test('is kept in memory only where there is no keychain', async () => {
    const store = createPendingStore(folder, createSessionStore());
    await store.save(pending('KEY'));
    expect(store.lasts()).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is let go of while the store is locked, and read again when it is opened', async () => {
    const { keyPem } = await newKeyAndRequest();
    let isLocked = false;
    const open = keychain();
    const secrets: SecretStore = {
      ...open,
      get: (name) => (isLocked ? Promise.reject(new ProblemError('keychain/locked')) : open.get(name)),
    };
    const store = createPendingStore(folder, secrets);
    await store.save(pending(keyPem));
    const enrolment = await openEnrolment({ ...noPorts, store });
    expect(enrolment.get()).toMatchObject({ accountNo: 'ba-feng', keyFingerprint: keyFingerprint(keyPem) });
    isLocked = true;
    await enrolment.reopen();
    expect(enrolment.get()).toBeNull();
    isLocked = false;
    await enrolment.reopen();
    expect(enrolment.get()).toMatchObject({ accountNo: 'ba-feng' });
  });
});

describe('certificates taken in at the workstation', () => {
  async function identity() {
    const { certificatePem, keyPem } = await (await testAuthority()).issue({
      name: 'ba-feng',
      use: 'client',
    });
    return identityOf(certificatePem, keyPem, accountOf(certificatePem));
  }

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
