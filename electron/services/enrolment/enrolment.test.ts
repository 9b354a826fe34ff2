import 'reflect-metadata';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createHash, createPublicKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pkcs10CertificateRequest, X509CertificateGenerator } from '@peculiar/x509';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operations, type OperationId, type OperationOutput } from '../../../shared/api/operations.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { isObject } from '../../../shared/log/patch.ts';
import { recordingLogger } from '../../testing/quiet.ts';
import { testAuthority } from '../../testing/tlsFixtures.ts';
import type { CenterClient } from '../center/centerClient.ts';
import { identityOf } from '../certificates/identity.ts';
import { openCertificates } from '../certificates/certificateService.ts';
import { createSessionStore } from '../credentials/sessionStore.ts';
import type { SecretStore } from '../credentials/secretStore.ts';
import { systemClock } from '../clock.ts';
import { noProfile } from '../profile/activeProfile.ts';
import { createSessionService } from '../session/sessionService.ts';
import { memoryKeyValues } from '../settings/keyValues.ts';
import { openEnrolment, type EnrolmentPorts, type EnrolmentService } from './enrolmentService.ts';
import { createPendingStore } from './pendingStore.ts';
import { keyFingerprint, newKeyAndRequest } from './request.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'egov-enrolment-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keychain = (): SecretStore => ({ ...createSessionStore(), kind: 'keychain' });

const unused = () => Promise.reject(new Error('not to be called'));
/** An enrolment that speaks to nobody. */
const noPorts: Omit<EnrolmentPorts, 'store'> = {
  client: { call: unused, callRaw: unused },
  signedIn: { call: unused, callRaw: unused },
  callAs: unused,
  keep: unused,
  find: () => Promise.resolve(null),
  log: recordingLogger().log,
  putToUse: () => undefined,
  look: unused,
  session: createSessionService({
    client: () => ({ call: unused, callRaw: unused }),
    close: unused,
    clock: systemClock,
    changed: () => undefined,
  }),
  identity: () => null,
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
    keyFingerprint: null,
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
    await store.save({ ...pending(keyPem), keyFingerprint: keyFingerprint(keyPem) });
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

describe('what is said between workstation and center', () => {
  interface Sent {
    readonly op: OperationId;
    readonly input: Record<string, unknown>;
  }
  const isOutput = <K extends OperationId>(op: K, value: unknown): value is OperationOutput<K> =>
    operations[op].output.safeParse(value).success;
  const lost = () => new ProblemError('center/unreachable');

  /** An enrolment against a center that answers as told, and what it was sent. */
  async function against(
    answer: (sent: Sent) => Promise<unknown>,
    more: Partial<EnrolmentPorts> = {},
  ): Promise<{ enrolment: EnrolmentService; sent: Sent[] }> {
    const sent: Sent[] = [];
    const callRaw = (op: OperationId, input: unknown) => {
      const said = { op, input: { ...(isObject(input) && input) } };
      sent.push(said);
      return answer(said);
    };
    const client: CenterClient = {
      callRaw,
      async call(op, input) {
        const value = await callRaw(op, input);
        if (!isOutput(op, value)) throw new Error(`no answer of ${op}`);
        return value;
      },
    };
    const store = createPendingStore(folder, createSessionStore());
    return { enrolment: await openEnrolment({ ...noPorts, client, store, ...more }), sent };
  }

  const id = crypto.randomUUID();
  const begun = (key: string) => ({
    id,
    kind: 'first',
    accountNo: 'ba-feng',
    holderName: '冯样十',
    keyFingerprint: key,
  });
  const keyOf = ({ input }: Sent) => {
    const request = new Pkcs10CertificateRequest(String(input['request']));
    return createHash('sha256').update(Buffer.from(request.publicKey.rawData)).digest('hex');
  };
  const standing = (state: string) => ({
    state,
    kind: 'first',
    reason: null,
    certificate: null,
    authenticator: null,
  });

  test('asked again after a lost answer it is the same request; with another code it is another', async () => {
    let answers = 0;
    const { enrolment, sent } = await against((said) => {
      if (said.op !== 'enrolments.apply') return Promise.resolve(standing('applied'));
      answers += 1;
      return answers < 3 ? Promise.reject(lost()) : Promise.resolve(begun(keyOf(said)));
    });
    const given = { accountNo: 'ba-feng', code: 'AAAA' };
    await expect(enrolment.apply(given)).rejects.toThrow('center/unreachable');
    await expect(enrolment.apply({ ...given, code: 'BBBB' })).rejects.toThrow('center/unreachable');
    const view = await enrolment.apply({ ...given, code: 'BBBB' });
    const [first, second, third] = sent.filter(({ op }) => op === 'enrolments.apply');
    expect(third).toEqual(second);
    expect(third?.input['pickup']).not.toBe(first?.input['pickup']);
    expect(view).toMatchObject({ state: 'applied', keyFingerprint: third && keyOf(third) });
  });

  test('who has a certificate of another CA sees the fingerprint of its key, and a key nobody here has is shown to nobody', async () => {
    const { certificatePem, keyPem } = await (await testAuthority()).issue({ name: '冯样十', use: 'client' });
    const identity = identityOf(certificatePem, keyPem, 'ba-feng');
    const answering = (key: string) => (said: Sent) =>
      Promise.resolve(said.op === 'enrolments.apply' ? begun(key) : standing('applied'));
    const given = { accountNo: 'ba-feng', code: 'AAAA' };
    const theirs = await against(answering(keyFingerprint(keyPem)), { identity: () => identity });
    expect(await theirs.enrolment.apply(given)).toMatchObject({ keyFingerprint: keyFingerprint(keyPem) });
    const strange = await against(answering('0'.repeat(64)), { identity: () => identity });
    await expect(strange.enrolment.apply(given)).rejects.toThrow('center/contract-mismatch');
    expect(strange.enrolment.get()).toBeNull();
  });

  /** What the center issues over the key of a request. */
  async function certificateOver({ input }: Sent): Promise<string> {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const certificate = await X509CertificateGenerator.create({
      subject: 'CN=ba-feng',
      issuer: 'CN=CA',
      publicKey: new Pkcs10CertificateRequest(String(input['request'])).publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      serialNumber: '01',
      notBefore: new Date(),
      notAfter: new Date(Date.now() + 86_400_000),
    });
    return certificate.toString('pem');
  }

  test('killed after the center completed it and before it was in use, it goes on with the certificate that was kept', async () => {
    const secrets = keychain();
    const ports = {
      profile: noProfile(folder),
      secrets,
      folder,
      settings: memoryKeyValues(),
      log: noPorts.log,
    };
    const store = createPendingStore(folder, secrets);
    let certificate: string | null = null;
    let state = 'approved';
    const answer = async (said: Sent) => {
      if (said.op !== 'enrolments.apply') return { ...standing(state), certificate };
      certificate = await certificateOver(said);
      return begun(keyOf(said));
    };
    const before = await openCertificates(ports);
    const killed = await against(answer, { store, keep: before.add, callAs: () => Promise.reject(lost()) });
    await killed.enrolment.apply({ accountNo: 'ba-feng', code: 'AAAA' });
    const given = { password: 'Long-password-2026', code: '123456' };
    await expect(killed.enrolment.complete(given)).rejects.toThrow('center/unreachable');
    [state, certificate] = ['completed', null];
    const used: string[] = [];
    const after = await openCertificates({ ...ports, settings: memoryKeyValues() });
    const { enrolment } = await against(answer, {
      store,
      find: after.withKey,
      putToUse: ({ fingerprint }) => used.push(fingerprint),
      look: () => Promise.resolve(),
    });
    expect(enrolment.get()).toMatchObject({ accountNo: 'ba-feng' });
    expect(await enrolment.check()).toBeNull();
    expect(used).toEqual(after.list().map(({ fingerprint }) => fingerprint));
    expect(await store.load()).toBeNull();
  });

  test('on a full disk it goes on, says that it does not last, and is kept as soon as it can be', async () => {
    const store = createPendingStore(folder, keychain());
    let isFull = true;
    const save: typeof store.save = (pending) =>
      isFull ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) : store.save(pending);
    const { enrolment } = await against(
      (said) => Promise.resolve(said.op === 'enrolments.apply' ? begun(keyOf(said)) : standing('applied')),
      { store: { ...store, save } },
    );
    expect(await enrolment.apply({ accountNo: 'ba-feng', code: 'AAAA' })).toMatchObject({ lasts: false });
    isFull = false;
    await enrolment.reopen();
    expect(enrolment.get()).toMatchObject({ accountNo: 'ba-feng', lasts: true });
    expect(await store.load()).toMatchObject({ accountNo: 'ba-feng' });
  });

  test('given up, the center is told first: what it did not hear is not forgotten here', async () => {
    let answer: (said: Sent) => Promise<unknown> = (said) =>
      Promise.resolve(said.op === 'enrolments.apply' ? begun(keyOf(said)) : standing('applied'));
    const { enrolment, sent } = await against((said) => answer(said));
    await enrolment.apply({ accountNo: 'ba-feng', code: 'AAAA' });
    answer = () => Promise.reject(lost());
    await expect(enrolment.abandon()).rejects.toThrow('center/unreachable');
    expect(enrolment.get()).not.toBeNull();
    answer = () => Promise.resolve({});
    await enrolment.abandon();
    expect(sent.at(-1)).toMatchObject({ op: 'enrolments.withdraw', input: { id } });
    expect(enrolment.get()).toBeNull();
  });
});
