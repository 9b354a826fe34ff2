import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { profileContent, profileSigner } from '../../testing/profileSigner.ts';
import { codeOf } from '../../testing/signedIn.ts';
import { testAuthority } from '../../testing/tlsFixtures.ts';
import { createWorkstation, writePkcs12, type Workstation } from '../../testing/workstation.ts';
import { createSessionStore } from '../credentials/sessionStore.ts';
import { createServices, type Services } from '../createServices.ts';
import { readProfile } from '../profile/readProfile.ts';

/** A certificate file that a person takes in, from its bytes to what is shown to the center and what lies on the disk. */
let workstation: Workstation;
let services: Services;
beforeEach(async () => {
  workstation = await createWorkstation({ secrets: { ...createSessionStore(), kind: 'keychain' } });
  services = await createServices(workstation.ports);
});
afterEach(async () => {
  await services.close();
  await workstation.close();
});

async function certificateFile(): Promise<Buffer> {
  const path = join(workstation.folder, 'handed-over.p12');
  writePkcs12(path, await (await testAuthority()).issue({ name: '冯样十', use: 'client' }), '口令 1');
  return readFileSync(path);
}

test('is used from then on, sealed, and there after a restart without file and passphrase', async () => {
  const file = await certificateFile();
  expect(await codeOf(services.identities.import(file, '口令 2'))).toBe('certificate/passphrase');
  const before = services.certificates.active()?.fingerprint;
  await services.identities.import(file, '口令 1');
  const taken = services.certificates.active();
  expect(taken?.fingerprint).not.toBe(before);
  expect(taken).toMatchObject({ subject: '冯样十' });
  const [, secret = ''] = (taken?.keyPem ?? '').split('\n');
  const folder = workstation.ports.dataDir;
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  expect(texts.some((text) => text.includes(secret) || text.includes('PRIVATE KEY'))).toBe(false);
  await services.close();
  services = await createServices(workstation.ports);
  expect(services.certificates.active()?.fingerprint).toBe(taken?.fingerprint);
});

test('is refused where the center lets certificates come by enrolment alone', async () => {
  const { ca, profile } = await readProfile(workstation.folder);
  const { server } = profileContent({ ca, port: profile.server.port, pins: profile.server.pins });
  const certificates = { warnDays: 30, sources: ['enrolment' as const] };
  const bytes = profileSigner().sign(profileContent(server, { certificates }));
  const { offered } = services.profiles.inspect(bytes);
  await services.profiles.accept(offered?.digest ?? '', true);
  const before = services.certificates.list();
  expect(await codeOf(services.identities.import(await certificateFile(), '口令 1'))).toBe(
    'certificate/files-barred',
  );
  expect(services.certificates.list()).toEqual(before);
});
