import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { recordingLogger } from '../../testing/quiet.ts';
import { testAuthority, type TestCertificate } from '../../testing/tlsFixtures.ts';
import { createWorkstation, writePkcs12, type Workstation } from '../../testing/workstation.ts';
import { createSessionStore } from '../credentials/sessionStore.ts';
import type { SecretStore } from '../credentials/secretStore.ts';
import { readProfile } from '../profile/readProfile.ts';
import { memoryKeyValues } from '../settings/keyValues.ts';
import { openCertificates } from './certificateService.ts';
import { identityOf } from './identity.ts';
import { parsePkcs12 } from './pkcs12.ts';

let folder = '';
let certificate: TestCertificate;
let file = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'egov-p12-'));
  certificate = await (await testAuthority()).issue({ name: '张三', use: 'client' });
  file = join(folder, 'a.p12');
  writePkcs12(file, certificate, '口令 1');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.catch((reason: unknown) => reason);
  return error instanceof ProblemError ? error.problem.code : String(error);
}

describe('PKCS#12', () => {
  test('certificate and key come out and belong together', async () => {
    const { certificatePem, keyPem } = await parsePkcs12(readFileSync(file), '口令 1');
    expect(identityOf(certificatePem, keyPem, 'BA-0001')).toMatchObject({
      subject: '张三',
      accountNo: 'BA-0001',
    });
  });

  test('a wrong passphrase, rubbish, a cut file and outdated encryption are told apart', async () => {
    const bytes = readFileSync(file);
    expect(await codeOf(parsePkcs12(bytes, 'wrong'))).toBe('certificate/passphrase');
    expect(await codeOf(parsePkcs12(Buffer.from('rubbish'), 'x'))).toBe('certificate/unreadable');
    expect(await codeOf(parsePkcs12(bytes.subarray(0, 300), 'x'))).toBe('certificate/unreadable');
    const legacy = join(folder, 'legacy.p12');
    writePkcs12(legacy, certificate, 'x', [
      '-legacy',
      '-certpbe',
      'PBE-SHA1-RC4-128',
      '-keypbe',
      'PBE-SHA1-RC4-128',
    ]);
    expect(await codeOf(parsePkcs12(readFileSync(legacy), 'x'))).toBe('certificate/legacy');
  });

  test('a key of another certificate is refused', async () => {
    const other = await (await testAuthority()).issue({ name: 'x', use: 'client' });
    expect(() => identityOf(certificate.certificatePem, other.keyPem, '')).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'certificate/key-mismatch' }) }),
    );
  });

  test('CAs inside the file are dropped', async () => {
    const chained = join(folder, 'chained.p12');
    const ca = await testAuthority('evil CA');
    const pem = join(folder, 'ca.pem');
    writeFileSync(pem, ca.certificatePem);
    writePkcs12(chained, certificate, 'x', [
      '-certfile',
      pem,
      '-keypbe',
      'AES-256-CBC',
      '-certpbe',
      'AES-256-CBC',
    ]);
    const { certificatePem } = await parsePkcs12(readFileSync(chained), 'x');
    expect(certificatePem.match(/BEGIN CERTIFICATE/g)).toHaveLength(1);
  });
});

describe('certificates of the workstation', () => {
  let workstation: Workstation;
  const durable = (): SecretStore => ({ ...createSessionStore(), kind: 'keychain' });
  const open = async (secrets: SecretStore, settings = memoryKeyValues()) =>
    openCertificates({
      profile: await readProfile(workstation.folder),
      secrets,
      folder: join(workstation.folder, 'taken-over'),
      settings,
      log: recordingLogger().log,
    });

  beforeAll(async () => {
    workstation = await createWorkstation();
  });
  afterAll(() => workstation.close());

  test('the choice is remembered; an unknown one changes nothing', async () => {
    const settings = memoryKeyValues();
    const secrets = durable();
    const first = await open(secrets, settings);
    const second = first.list()[1];
    first.choose(await first.open(second?.fingerprint ?? ''));
    await expect(first.open('00')).rejects.toThrow(ProblemError);
    expect((await open(secrets, settings)).active()?.accountNo).toBe('QX-0001');
  });

  test('taken over once, it needs no passphrase any more, and no key lies in plain text', async () => {
    const secrets = durable();
    await open(secrets);
    const profile = join(workstation.folder, 'pass.txt');
    const kept = readFileSync(profile, 'utf8');
    rmSync(profile);
    const again = await open(secrets);
    expect(again.list()).toHaveLength(2);
    writeFileSync(profile, kept);
    for (const name of readdirSync(join(workstation.folder, 'taken-over'))) {
      expect(readFileSync(join(workstation.folder, 'taken-over', name), 'utf8')).not.toContain('PRIVATE KEY');
    }
  });

  test('once there is a keychain, a key that was left out is sealed', async () => {
    const fresh = await createWorkstation();
    const profile = await readProfile(fresh.folder);
    const folder = join(fresh.folder, 'later');
    const openWith = (secrets: SecretStore) =>
      openCertificates({ profile, secrets, folder, settings: memoryKeyValues(), log: recordingLogger().log });
    await openWith(createSessionStore());
    const keychain = durable();
    await openWith(keychain);
    rmSync(join(fresh.folder, 'pass.txt'));
    expect((await openWith(keychain)).active()?.accountNo).toBe('BA-0001');
    await fresh.close();
  });

  test('without a keychain no key is written, and the key comes from the file when it is asked for', async () => {
    const fresh = await createWorkstation();
    const folder = join(fresh.folder, 'none');
    const profile = await readProfile(fresh.folder);
    const again = () =>
      openCertificates({
        profile,
        secrets: createSessionStore(),
        folder,
        settings: memoryKeyValues(),
        log: recordingLogger().log,
      });
    await again();
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(kept).toHaveLength(2);
    for (const text of kept) expect(JSON.parse(text)).toMatchObject({ sealedKey: null });
    const second = await again();
    const other = await second.open(second.list()[1]?.fingerprint ?? '');
    expect(new X509Certificate(other.certificatePem).checkPrivateKey(createPrivateKey(other.keyPem))).toBe(
      true,
    );
    await fresh.close();
  });

  test('a file that cannot be read is told and the others work', async () => {
    writeFileSync(join(workstation.folder, 'BA-0001.p12'), 'rubbish');
    const certificates = await open(createSessionStore());
    expect(certificates.list().map((each) => each.accountNo)).toEqual(['QX-0001']);
  });

  test('a profile cannot reach outside its folder', async () => {
    const profile = JSON.parse(readFileSync(join(workstation.folder, 'profile.json'), 'utf8'));
    profile.server.caFile = '../../etc/hostname';
    writeFileSync(join(workstation.folder, 'profile.json'), JSON.stringify(profile));
    await expect(readProfile(workstation.folder)).rejects.toMatchObject({ cause: { name: 'RangeError' } });
  });
});
