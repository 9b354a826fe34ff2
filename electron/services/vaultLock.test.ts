import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError } from '../../shared/errors/problem.ts';
import { testSession } from '../testing/session.ts';
import { codeOf, never } from '../testing/signedIn.ts';
import { createWorkstation, type Workstation } from '../testing/workstation.ts';
import { createServices, type Services } from './createServices.ts';

const PASSPHRASE = 'a long passphrase for the vault';

let workstation: Workstation;
let services: Services;

beforeEach(async () => {
  // No session bus, so that the keychain of whoever runs the tests is left alone.
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nonexistent');
  workstation = await createWorkstation();
  services = await createServices({ ...workstation.ports, secrets: undefined });
  workstation.center.on('session.open', () => ({ token: 't', session: testSession() }));
  workstation.center.on('session.close', () => ({}));
  workstation.center.on('workbench.get', () => {
    throw new ProblemError('auth/session-ended');
  });
  await services.keychain.create(PASSPHRASE);
  await services.gate.check();
  await services.session.signIn({ password: 'p', code: '1' }, never);
});
afterEach(async () => {
  await services.close();
  await workstation.close();
  vi.unstubAllEnvs();
});

test('a vault made on the screen takes over the client keys at once', () => {
  const folder = join(workstation.ports.dataDir, 'certificates');
  const copies = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  expect(copies.map(({ sealedKey }) => typeof sealedKey)).toEqual(['string', 'string']);
});

test('locked for idleness: the session goes on, what needs the vault says so, and opens again', async () => {
  await services.drafts.put('k', 1);
  await services.keychain.lock();
  expect(services.session.get()).not.toBeNull();
  expect((await services.gate.check()).open).toBe(true);
  expect(await codeOf(services.drafts.get('k'))).toBe('keychain/locked');
  await services.keychain.unlock(PASSPHRASE);
  expect(await services.drafts.get('k')).toBe(1);
});

test('a session that ends while the vault is locked takes the client key with it', async () => {
  await services.keychain.lock();
  expect(services.certificates.active()).not.toBeNull();
  expect(await codeOf(services.client.call('workbench.get', {}))).toBe('auth/session-ended');
  await expect.poll(() => services.certificates.active()).toBeNull();
});

test('signed out: session, vault and client key are gone, the gate is closed; one passphrase brings them back', async () => {
  const own = services.certificates.active()?.fingerprint;
  await services.signOut();
  expect(services.session.get()).toBeNull();
  expect(services.keychain.isLocked()).toBe(true);
  expect(services.certificates.active()).toBeNull();
  await expect.poll(() => services.gate.get().open).toBe(false);
  await services.keychain.unlock(PASSPHRASE);
  expect(services.certificates.active()?.fingerprint).toBe(own);
  await expect.poll(() => services.gate.get().open).toBe(true);
});

test('signing out waits for nothing: a center that does not answer keeps neither session nor key here', async () => {
  workstation.center.hang('session.close');
  const done = services.signOut();
  expect([services.session.get(), services.session.token()]).toEqual([null, null]);
  let isOver = false;
  void done.then(() => {
    isOver = true;
  });
  await expect.poll(() => services.certificates.active()).toBeNull();
  expect([services.keychain.isLocked(), isOver]).toEqual([true, false]);
  // The center was told for whom, although nothing of it is here any more.
  const close = () => workstation.center.received.find(({ op }) => op === 'session.close');
  await expect.poll(() => close()?.headers.authorization).toBe('Bearer t');
  await done;
});

test('nothing of it stands in the log', () => {
  expect(workstation.logLines.join('')).not.toContain(PASSPHRASE);
});
