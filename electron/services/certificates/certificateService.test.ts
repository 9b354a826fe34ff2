import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordingLogger } from '../../testing/quiet.ts';
import { testAuthority } from '../../testing/tlsFixtures.ts';
import { createWorkstation, type Workstation } from '../../testing/workstation.ts';
import type { SecretStore } from '../credentials/secretStore.ts';
import { createSessionStore } from '../credentials/sessionStore.ts';
import { readProfile } from '../profile/readProfile.ts';
import { memoryKeyValues } from '../settings/keyValues.ts';
import { openCertificates } from './certificateService.ts';
import { accountOf, identityOf, type Identity } from './identity.ts';

let workstation: Workstation;
beforeEach(async () => {
  workstation = await createWorkstation();
});
afterEach(() => workstation.close());

const keychain = (): SecretStore => ({ ...createSessionStore(), kind: 'keychain' });

async function open(secrets: SecretStore, settings = memoryKeyValues()) {
  const profile = await readProfile(workstation.folder);
  const folder = join(workstation.folder, 'kept');
  return openCertificates({ profile, secrets, folder, settings, log: recordingLogger().log });
}

async function somebody(): Promise<Identity> {
  const { certificatePem, keyPem } = await (await testAuthority()).issue({ name: 'ba-feng', use: 'client' });
  return identityOf(certificatePem, keyPem, accountOf(certificatePem));
}

test('after a lost keychain the same file is taken in again, and lasts', async () => {
  const own = await somebody();
  await (await open(keychain())).add(own);
  const secrets = keychain();
  const certificates = await open(secrets);
  await expect(certificates.open(own.fingerprint)).rejects.toMatchObject({
    problem: { code: 'certificate/key-lost' },
  });
  await certificates.add(own);
  expect(await certificates.open(own.fingerprint)).toMatchObject({ keyPem: own.keyPem });
  expect(await (await open(secrets)).open(own.fingerprint)).toMatchObject({ keyPem: own.keyPem });
});

test("once the key was taken over sealed, the passphrase's file may be taken away; it is needed where the copy is lost", async () => {
  const secrets = keychain();
  await open(secrets);
  rmSync(join(workstation.folder, 'pass.txt'));
  expect((await open(secrets)).active()).toMatchObject({ accountNo: 'BA-0001' });
  expect((await open(keychain())).active()).toBeNull();
});

test('on a full disk another certificate is used all the same', async () => {
  const full = () => {
    throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  };
  const certificates = await open(keychain(), { ...memoryKeyValues(), set: full });
  const other = await certificates.open(certificates.list()[1]?.fingerprint ?? '');
  certificates.choose(other);
  expect(certificates.active()?.fingerprint).toBe(other.fingerprint);
});

test('a certificate of the installation whose sealed copy cannot be written is there all the same', async () => {
  rmSync(join(workstation.folder, 'kept'), { recursive: true, force: true });
  writeFileSync(join(workstation.folder, 'kept'), 'a file where the folder should be');
  const certificates = await open(keychain());
  expect(certificates.active()).toMatchObject({ accountNo: 'BA-0001' });
  expect(certificates.list()).toHaveLength(2);
  rmSync(join(workstation.folder, 'kept'));
  mkdirSync(join(workstation.folder, 'kept'));
});
