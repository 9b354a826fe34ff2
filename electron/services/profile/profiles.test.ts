import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Profiles } from '../../../shared/bridge/profiles.ts';
import type { ProfileContent } from '../../../shared/profile/signedProfile.ts';
import { profileContent, type ProfileSigner, profileSigner } from '../../testing/profileSigner.ts';
import { testSession } from '../../testing/session.ts';
import { codeOf, never } from '../../testing/signedIn.ts';
import { testAuthority } from '../../testing/tlsFixtures.ts';
import { createWorkstation, type Workstation } from '../../testing/workstation.ts';
import { createServices, type Services } from '../createServices.ts';
import { readProfile } from './readProfile.ts';

const otherCenter = '0c7d2d0e-52a9-4e0c-8f0e-2f7a4a0b9c11';

let workstation: Workstation;
let services: Services;
let signer: ProfileSigner;
let server: ProfileContent['server'];

/** The file of a profile that points at the test's own center, unless it says otherwise. */
function file(change: Partial<ProfileContent> = {}, by = signer): Buffer {
  return by.sign(profileContent(server, change));
}

/** Looks at a file and takes it. */
async function take(bytes: Buffer, activate = false): Promise<Profiles> {
  const { offered } = services.profiles.inspect(bytes);
  return services.profiles.accept(offered?.digest ?? '', activate);
}

const storedFile = (id: string) => join(workstation.ports.dataDir, 'profiles', id, 'center.egovprofile');
const mainId = () => services.profiles.list().entries.find(({ facts }) => facts?.key === 'main')?.id ?? '';

async function restart(): Promise<void> {
  await services.close();
  services = await createServices(workstation.ports);
}

beforeEach(async () => {
  workstation = await createWorkstation();
  const given = await readProfile(workstation.folder);
  const { port, pins } = given.profile.server;
  ({ server } = profileContent({ ca: given.ca, port, pins }));
  signer = profileSigner();
  services = await createServices(workstation.ports);
});
afterEach(async () => {
  await services.close();
  await workstation.close();
});

describe('opening a file', () => {
  test('shows everything it says and keeps nothing', () => {
    const { offered, entries } = services.profiles.inspect(
      file({ minimumClientVersion: '99.0.0', timeSource: 'ntp.center.example', contact: '运维值班' }),
    );
    expect(offered).toMatchObject({
      kind: 'new',
      key: 'unknown',
      clientTooOld: true,
      namesake: false,
      facts: {
        center: '常州市电子政务中心',
        name: '办公网',
        signedBy: signer.fingerprint,
        server: { host: '127.0.0.1', port: server.port, pins: server.pins },
        authorities: [
          {
            subject: '市电子政务中心 CA',
            fingerprint: new X509Certificate(server.ca).fingerprint256.replaceAll(':', '').toLowerCase(),
          },
        ],
        timeSource: 'ntp.center.example',
        contact: '运维值班',
      },
    });
    expect(entries.map(({ origin }) => origin)).toEqual(['provisioned']);
    expect(readdirSync(join(workstation.ports.dataDir, 'profiles'))).toEqual([]);
  });

  test.each([
    ['rubbish', () => Buffer.from('rubbish'), 'profile/unreadable'],
    ['an empty file', () => Buffer.alloc(0), 'profile/unreadable'],
    [
      'a deeply nested file',
      () => {
        const deep = '['.repeat(30_000) + ']'.repeat(30_000);
        const { profile: _, ...rest } = JSON.parse(file().toString());
        return Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"profile":${deep}}`);
      },
      'profile/unreadable',
    ],
    ['a huge file', () => Buffer.alloc(70_000, ' '), 'profile/unreadable'],
    [
      'a byte changed',
      () => Buffer.from(file().toString().replace('127.0.0.1', '127.0.0.2')),
      'profile/signature',
    ],
    [
      'a field added',
      () => Buffer.from(file().toString().replace('"name"', '"proxy": "x", "name"')),
      'profile/signature',
    ],
    [
      'the key of somebody else put in',
      () => {
        const [own, other] = [file(), file({}, profileSigner())].map((bytes) => JSON.parse(bytes.toString()));
        return Buffer.from(JSON.stringify({ ...own, key: other.key }));
      },
      'profile/signature',
    ],
    [
      'an RSA-sized or broken key',
      () => Buffer.from(JSON.stringify({ ...JSON.parse(file().toString()), key: 'AAAA' })),
      'profile/unreadable',
    ],
    [
      'a later format',
      () => Buffer.from(file().toString().replace('"version": 1', '"version": 2')),
      'profile/version',
    ],
  ])('%s is refused', async (_name, bytes, code) => {
    expect(await codeOf(() => services.profiles.inspect(bytes()))).toBe(code);
    expect(services.profiles.list().offered).toBeNull();
  });

  test('only the file on screen can be accepted', async () => {
    const seen = services.profiles.inspect(file()).offered?.digest ?? '';
    services.profiles.inspect(file({ name: '另一个' }));
    expect(await codeOf(services.profiles.accept(seen, true))).toBe('profile/gone');
    expect(services.profiles.list().entries).toHaveLength(1);
    services.profiles.dismiss();
    expect(await codeOf(services.profiles.accept(seen, true))).toBe('profile/gone');
  });

  test('a file the system hands over is told by event, and so is what is wrong with it', () => {
    const told: unknown[] = [];
    services.publisher.subscribe(({ event, payload }) => event === 'profiles' && told.push(payload));
    services.profiles.offer(Buffer.from('rubbish'));
    services.profiles.offer(file());
    expect(told).toMatchObject([
      { offered: null, refused: { code: 'profile/unreadable' } },
      { offered: { kind: 'new' }, refused: null },
    ]);
  });
});

describe('a later profile of the same center', () => {
  beforeEach(() => take(file({ serial: 5 })));

  test('signed with the same key replaces the one before', async () => {
    expect(services.profiles.inspect(file({ serial: 6, name: '新' })).offered).toMatchObject({
      kind: 'update',
      key: 'same',
    });
    await take(file({ serial: 6, name: '新' }));
    expect(services.profiles.list().entries.map(({ name }) => name)).toEqual(['常州市电子政务中心', '新']);
  });

  test('signed with another key is refused, also under the name of another profile, and after a restart', async () => {
    const forged = profileSigner();
    await restart();
    for (const key of ['main', 'vpn'])
      expect(await codeOf(() => services.profiles.inspect(file({ serial: 9, key }, forged)))).toBe(
        'profile/other-key',
      );
  });

  test('signed with the announced next key is taken; from then on the key before is refused', async () => {
    const next = profileSigner();
    await take(file({ serial: 6, nextKey: next.fingerprint }));
    expect(services.profiles.inspect(file({ serial: 7 }, next)).offered).toMatchObject({ key: 'next' });
    await take(file({ serial: 7 }, next));
    expect(await codeOf(() => services.profiles.inspect(file({ serial: 8 })))).toBe('profile/other-key');
  });

  test.each([4, 5])('of serial %i is refused as older', async (serial) => {
    expect(await codeOf(() => services.profiles.inspect(file({ serial, name: '旧' })))).toBe('profile/older');
  });

  test('that is the very same file says so', () => {
    const present = readFileSync(storedFile(mainId()));
    expect(services.profiles.inspect(present).offered).toMatchObject({ kind: 'same' });
  });

  test('a second profile of the center stands beside the first', async () => {
    await take(file({ serial: 6, key: 'vpn', name: '外网' }));
    expect(services.profiles.list().entries.map(({ name }) => name)).toEqual([
      '常州市电子政务中心',
      '办公网',
      '外网',
    ]);
  });

  test('another center that calls itself the same is shown as another one', () => {
    const center = { id: otherCenter, name: '常州市电子政务中心' };
    expect(services.profiles.inspect(file({ center }, profileSigner())).offered).toMatchObject({
      kind: 'new',
      key: 'unknown',
      namesake: true,
    });
  });
});

describe('working with another profile', () => {
  test('reaches the center through it, with the pin that was announced as well', async () => {
    await take(file({ server: { ...server, pins: [`${'B'.repeat(43)}=`], nextPins: server.pins } }), true);
    expect(services.profile.profile.name).toBe('办公网');
    expect((await services.gate.check()).open).toBe(true);
    await restart();
    expect(services.profile.profile.name).toBe('办公网');
  });

  test('ends the session and every connection, and takes nothing of the one before along', async () => {
    const ca = await testAuthority('别的中心 CA');
    workstation.center.on('session.open', () => ({ token: 't', session: testSession() }));
    workstation.center.on('session.close', () => ({}));
    await services.gate.check();
    await services.session.signIn({ password: 'p', code: '1' }, never);
    await services.drafts.put('form', { name: '张三' });
    const told: (readonly [string, unknown])[] = [];
    services.publisher.subscribe(({ event, payload }) => told.push([event, payload]));
    const center = { id: otherCenter, name: '别的中心' };
    const { gate, session, drafts, certificates } = services;
    await take(file({ center, server: { ...server, ca: ca.certificatePem } }, profileSigner()), true);

    expect(workstation.center.received.map(({ op }) => op)).toContain('session.close');
    await Promise.all(workstation.center.received.map(({ closed }) => closed));
    expect(told.find(([event]) => event === 'session')).toEqual(['session', null]);
    expect([session.get(), session.token()]).toEqual([null, null]);
    // The certificates of the installation are of another CA: that center must not even see them.
    expect(certificates.list()).toEqual([]);
    expect(await drafts.get('form')).toBeNull();
    expect((await gate.check()).open).toBe(false);

    await services.profiles.activate('provisioned');
    expect(certificates.list()).toHaveLength(2);
    expect(await drafts.get('form')).toEqual({ name: '张三' });
    expect((await gate.check()).open).toBe(true);
  });

  test('removing the one in use goes back to what was installed and leaves nothing of it', async () => {
    await take(file(), true);
    await services.drafts.put('form', { name: '张三' });
    const id = mainId();
    await services.profiles.remove(id);
    expect(services.profile.id).toBe('provisioned');
    expect(existsSync(join(workstation.ports.dataDir, 'profiles', id))).toBe(false);
    expect(await codeOf(services.profiles.remove('provisioned'))).toBe('profile/provisioned');
    expect(await codeOf(services.profiles.activate(id))).toBe('profile/gone');
  });
});

describe('what a crash or a bad disk leaves', () => {
  test('a damaged file is listed as broken; nobody is led to another center by it', async () => {
    await take(file(), true);
    const id = mainId();
    writeFileSync(storedFile(id), file().toString().replace('127.0.0.1', '127.0.0.9'));
    await restart();
    const dialled = workstation.center.received.length;
    const entry = services.profiles.list().entries.find((each) => each.id === id);
    expect(entry).toMatchObject({ state: 'broken', active: true });
    expect(services.profile.id).toBeNull();
    expect((await services.gate.check()).lights.find(({ name }) => name === 'server')?.state).toBe('bad');
    expect(workstation.center.received).toHaveLength(dialled);
    expect(await codeOf(services.profiles.activate(id))).toBe('profile/broken');
    await take(file({ serial: 2 }), true);
    expect((await services.gate.check()).open).toBe(true);
  });

  test('half a write and half a removal are cleared away', async () => {
    await take(file());
    const id = mainId();
    const folder = join(workstation.ports.dataDir, 'profiles');
    writeFileSync(join(folder, id, '.center.egovprofile.0123456789ab.part'), 'half');
    mkdirSync(join(folder, `${otherCenter}.main`, 'drafts'), { recursive: true });
    await restart();
    expect(readdirSync(folder)).toEqual([id]);
    expect(readdirSync(join(folder, id))).toEqual(['center.egovprofile']);
    expect(services.profiles.list().entries).toHaveLength(2);
  });

  test('what cannot be read is broken, and what is kept for it stays', async () => {
    await take(file());
    const id = mainId();
    const folder = join(workstation.ports.dataDir, 'profiles', id);
    rmSync(join(folder, 'center.egovprofile'));
    mkdirSync(join(folder, 'center.egovprofile'));
    writeFileSync(join(folder, 'kept'), 'x');
    await restart();
    expect(services.profiles.list().entries.at(-1)).toMatchObject({ id, state: 'broken' });
    expect(existsSync(join(folder, 'kept'))).toBe(true);
  });

  test('a file in the folder of another profile is not that profile', async () => {
    await take(file());
    const folder = join(workstation.ports.dataDir, 'profiles', `${otherCenter}.main`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'center.egovprofile'), file());
    await restart();
    expect(services.profiles.list().entries.map(({ state }) => state)).toContain('broken');
  });

  test('without any profile the client starts, dials nothing and says what to do', async () => {
    rmSync(join(workstation.folder, 'profile.json'));
    await restart();
    services.gate.start();
    const gate = await services.gate.check();
    expect(gate.open).toBe(false);
    expect(gate.lights.find(({ name }) => name === 'server')?.remedy?.zh).toContain('egovprofile');
    expect(await codeOf(services.client.call('records.search', { text: 'x' }))).toBe('gate/closed');
    expect(services.profiles.list().entries).toEqual([]);
    await take(file(), true);
    await services.gate.check();
    expect(workstation.center.received.map(({ op }) => op)).toContain('gate.get');
  });
});
