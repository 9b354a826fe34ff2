import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProfileContent } from '../../../shared/profile/signedProfile.ts';
import { profileContent, type ProfileSigner, profileSigner } from '../../testing/profileSigner.ts';
import { testAuthority } from '../../testing/tlsFixtures.ts';
import { createWorkstation, type Workstation, writePkcs12 } from '../../testing/workstation.ts';
import { createServices, type Services } from '../createServices.ts';
import { readProfile } from './readProfile.ts';

let workstation: Workstation;
let services: Services;
let signer: ProfileSigner;
let server: ProfileContent['server'];

beforeEach(async () => {
  // No session bus, so that the keychain of whoever runs the tests is left alone.
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nonexistent');
  workstation = await createWorkstation();
  const given = await readProfile(workstation.folder);
  const { port, pins } = given.profile.server;
  ({ server } = profileContent({ ca: given.ca, port, pins }));
  signer = profileSigner();
  services = await createServices({ ...workstation.ports, secrets: undefined });
});
afterEach(async () => {
  await services.close();
  await workstation.close();
  vi.unstubAllEnvs();
});

/** Takes a version of the profile into use. */
async function use(serial: number): Promise<void> {
  const { offered } = services.profiles.inspect(signer.sign(profileContent(server, { serial })));
  await services.profiles.accept(offered?.digest ?? '', true);
}

test('a newer version of the profile in use costs neither a certificate nor an enrolment that are in memory only', async () => {
  await use(1);
  const file = join(workstation.folder, 'own.p12');
  writePkcs12(file, await (await testAuthority()).issue({ name: 'ba-feng', use: 'client' }), 'pw');
  await services.identities.import(readFileSync(file), 'pw');
  const own = services.certificates.active()?.fingerprint ?? '';
  workstation.center.on('enrolments.apply', ({ input }) => {
    const { rawData } = new Pkcs10CertificateRequest(String(input['request'])).publicKey;
    const keyFingerprint = createHash('sha256').update(Buffer.from(rawData)).digest('hex');
    return {
      id: crypto.randomUUID(),
      kind: 'first',
      accountNo: 'ba-feng',
      holderName: '冯样十',
      keyFingerprint,
    };
  });
  const applied = await services.enrolment.apply({ accountNo: 'ba-feng', code: 'AAAA' });
  expect(applied.lasts).toBe(false);

  await use(2);
  expect(services.certificates.active()?.fingerprint).toBe(own);
  expect(services.enrolment.get()).toMatchObject({ keyFingerprint: applied.keyFingerprint });
  // They are still known to be kept nowhere, and go into a vault that is made now.
  await services.keychain.create('a long passphrase for the vault');
  expect(services.certificates.active()?.fingerprint).toBe(own);
  expect(services.enrolment.get()).toMatchObject({ lasts: true });

  await services.profiles.activate('provisioned');
  expect(services.certificates.list().map(({ fingerprint }) => fingerprint)).not.toContain(own);
  expect(services.enrolment.get()).toBeNull();
});

test('a vault takes over the unsent forms of every profile, not only of the one in use', async () => {
  await services.drafts.put('form', { name: '张三' });
  await use(1);
  await services.drafts.put('form', { name: '李四' });
  await services.keychain.create('a long passphrase for the vault');
  expect(await services.drafts.get('form')).toEqual({ name: '李四' });
  await services.profiles.activate('provisioned');
  expect(await services.drafts.get('form')).toEqual({ name: '张三' });
});
