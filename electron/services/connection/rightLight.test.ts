import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type LookupFunction, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../../shared/profile/profile.ts';
import { testAuthority, testServer } from '../../testing/tlsFixtures.ts';
import { createWorkstation, type Workstation } from '../../testing/workstation.ts';
import { createServices, type Services } from '../createServices.ts';
import { version } from '../version.ts';

let workstation: Workstation;
let services: Services | null = null;
let shifted = 0;
const clock = { now: () => new Date(Date.now() + shifted) };
beforeEach(async () => {
  shifted = 0;
  workstation = await createWorkstation({ clock });
});
afterEach(async () => {
  await services?.close();
  services = null;
  await workstation.close();
});

/** Opens the client with another way to the center than the right one. */
async function openWith(change: Partial<Profile['server']>, lookup?: LookupFunction): Promise<Services> {
  const file = join(workstation.folder, 'profile.json');
  const profile = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...profile, server: { ...profile.server, ...change } }));
  services = await createServices({ ...workstation.ports, lookup });
  return services;
}

/** Every light that is not as it should be, with what it says. */
async function wrong({ gate }: Services): Promise<(readonly [string, string])[]> {
  const { lights, open } = await gate.check();
  expect(open).toBe(false);
  return lights.filter(({ state }) => state === 'bad').map(({ name, cause }) => [name, cause.zh] as const);
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

describe('what stands between the workstation and the center', () => {
  test.each([
    [
      'sends every visitor to its log-in page',
      'HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n',
    ],
    [
      'shows its log-in page at once',
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>请先登录</html>',
    ],
  ])('a captive portal that %s', async (_name, answer) => {
    const held: Socket[] = [];
    const portal = createServer((socket) => {
      held.push(socket);
      socket.on('error', () => undefined).once('data', () => socket.end(answer));
    });
    const client = await openWith({ port: await listening(portal) });
    expect(await wrong(client)).toEqual([['server', '对方没有以 TLS 应答,可能是上网认证页面,或端口有误']]);
    held.forEach((socket) => socket.destroy());
    portal.close();
  });

  test('a captive portal with a certificate of its own', async () => {
    const authority = await testAuthority('Portal CA');
    const own = await authority.issue({ name: 'center.test', use: 'server', dns: ['center.test'] });
    const portal = await testServer(own, authority.certificatePem, () =>
      expect.unreachable('nothing may be sent'),
    );
    const client = await openWith({ port: portal.port });
    expect(await wrong(client)).toEqual([['server', '服务器证书不是由中心的 CA 签发']]);
    await portal.close();
  });

  test('a name that cannot be looked up', async () => {
    const unknown = Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    const lookup: LookupFunction = (_host, _options, done) => done(unknown, []);
    const client = await openWith({ host: 'center.invalid' }, lookup);
    expect(await wrong(client)).toEqual([['network', '无法解析服务器名称']]);
  });
});

describe('a machine that has slept', () => {
  /** The center's clock goes on while the machine sleeps. */
  const answerAt = (offset: () => number) =>
    workstation.center.on('gate.get', () => ({
      accepted: true,
      reason: null,
      sourceIp: '127.0.0.1',
      time: new Date(Date.now() + offset()).toISOString(),
      certificate: null,
      account: null,
      version,
    }));
  const asked = () => workstation.center.received.filter(({ op }) => op === 'gate.get').length;

  test('looks again as soon as it is awake, and stays open', async () => {
    answerAt(() => shifted);
    const { gate } = await openWith({});
    gate.start();
    await expect.poll(() => gate.get().open).toBe(true);
    // After its second look an open gate has a minute until the third; what comes sooner comes from the sleep.
    await expect.poll(asked).toBeGreaterThan(1);
    const before = asked();
    shifted = 3_600_000;
    await expect.poll(asked).toBeGreaterThan(before);
    expect(gate.get().open).toBe(true);
  });

  test('with a clock that stood still meanwhile is told both times', async () => {
    answerAt(() => 3_600_000);
    const { gate } = await openWith({});
    const { lights, open } = await gate.check();
    expect(open).toBe(false);
    expect(lights.filter(({ state }) => state === 'bad')).toMatchObject([
      { name: 'clock', cause: { zh: expect.stringMatching(/本机 .+,服务器 .+,本机慢 1 小时/) } },
    ]);
  });
});
