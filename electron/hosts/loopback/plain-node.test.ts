import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchLoopbackHost } from '../../../e2e/support/loopbackHost.ts';
import { connectBridge, enter } from '../../testing/socketClient.ts';
import { createWorkstation, type Workstation } from '../../testing/workstation.ts';

const root = join(import.meta.dirname, '..', '..', '..');
let workstation: Workstation;

beforeAll(async () => {
  const build = join(root, 'scripts', 'build', 'build.ts');
  await promisify(execFile)(process.execPath, [build, '--stale', 'loopback'], { cwd: root });
  workstation = await createWorkstation();
  writeFileSync(join(workstation.folder, 'index.html'), '<!doctype html><html><head></head></html>');
});
afterAll(() => workstation.close());

test('the built host runs on plain Node: all services load, none of them asks for Electron', async () => {
  const built = readFileSync(join(root, 'dist', 'loopback', 'main.js'), 'utf8');
  expect(built).not.toMatch(/(from|import\(|require\()\s*["']electron["']/);
  const host = await launchLoopbackHost({ profileDir: workstation.folder, rendererDir: workstation.folder });
  const entered = await enter(host.url).catch(() => null);
  expect(entered).not.toBeNull();
  expect(host.errors()).toBe('');
  await host.close();
});

test('a page of the built host reaches the center through the gate', async () => {
  workstation.center.on('session.open', () => expect.unreachable('not asked for'));
  const host = await launchLoopbackHost({ profileDir: workstation.folder, rendererDir: workstation.folder });
  const { bridge, socket } = await connectBridge(await enter(host.url));
  const gate = await bridge.call('gate.check', {}, { id: '1' });
  expect(gate).toMatchObject({ ok: true, value: { open: true } });
  expect(await bridge.call('host.info', {}, { id: '2' })).toMatchObject({
    value: { host: 'loopback', profile: '常州市电子政务中心' },
  });
  socket.terminate();
  await host.close();
});

test('a broken profile ends the host with one understandable line', async () => {
  const broken = await createWorkstation();
  writeFileSync(join(broken.folder, 'profile.json'), '{"version": 2}');
  await expect(launchLoopbackHost({ profileDir: broken.folder })).rejects.toThrow(
    /workstation profile in .* cannot be used/,
  );
  await broken.close();
  rmSync(broken.folder, { recursive: true, force: true });
});
