import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordingLogger } from '../../testing/quiet.ts';
import { testAuthority, type TestAuthority, type TestCertificate } from '../../testing/tlsFixtures.ts';
import { createServerList, type ServerList } from './serverList.ts';

let folder = '';
let ca: TestAuthority;
let server: TestCertificate;
let other: TestCertificate;
let list: ServerList;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'egov-list-'));
  ca = await testAuthority('市电子政务中心 CA');
  server = await ca.issue({ name: 'center.test', use: 'server', dns: ['center.test'] });
  other = await ca.issue({ name: 'center.test', use: 'server', dns: ['center.test'] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  list = open();
});

const { log, lines } = recordingLogger();
const open = () => createServerList({ folder, ca: ca.certificatePem, log });
const raw = ({ certificatePem }: TestCertificate) => new X509Certificate(certificatePem).raw;
/** Follows a list as the center offers it; the offered digest is of no other use than to differ. */
const follow = (pem: string, now = Date.now()) => list.follow(pem, async () => pem, now);
const revoked = expect.objectContaining({ code: 'CERT_REVOKED' });

describe("the list for the server's certificate", () => {
  test('a server whose certificate stands on it is refused at once and at every handshake, over a restart too', async () => {
    await list.check(raw(server));
    await follow(await ca.list([other], 1));
    await list.check(raw(server));
    await expect(follow(await ca.list([other, server], 2))).rejects.toThrow(revoked);
    await expect(list.check(raw(server))).rejects.toThrow(revoked);
    await expect(open().check(raw(server))).rejects.toThrow(revoked);
    // Its successor is welcome.
    await list.check(raw(await ca.issue({ name: 'center.test', use: 'server', dns: ['center.test'] })));
  });

  test('an older list does not take the place of a newer one', async () => {
    await list.check(raw(server));
    await expect(follow(await ca.list([server], 5))).rejects.toThrow(revoked);
    await expect(follow(await ca.list([], 4))).rejects.toThrow(revoked);
    expect(lines.join('')).toContain('server-list-refused');
  });

  test.each<[string, () => Promise<string>]>([
    ['of another CA of the same name', async () => (await testAuthority('市电子政务中心 CA')).list([], 9)],
    ['that is none', async () => '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----'],
  ])('one %s changes nothing', async (_name, make) => {
    await list.check(raw(server));
    await expect(follow(await ca.list([server], 1))).rejects.toThrow(revoked);
    await expect(follow(await make())).rejects.toThrow(revoked);
  });

  test('one that has ended confirms no server any more, until a newer one comes', async () => {
    await list.check(raw(server));
    const pem = await ca.list([], 1, 7);
    const inAWeek = Date.now() + 8 * 86_400_000;
    await follow(pem);
    await expect(follow(pem, inAWeek)).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_SERVER_LIST_ENDED' }),
    );
    await expect(list.follow(null, async () => null, inAWeek)).rejects.toThrow('ended');
    await follow(await ca.list([], 2, 30), inAWeek);
  });

  test('a center that publishes none is judged by CA, name and pin alone', async () => {
    await list.check(raw(server));
    await list.follow(null, () => expect.unreachable('nothing was offered'), Date.now());
  });

  test('a kept file that was tampered with counts as none', async () => {
    await list.check(raw(server));
    await follow(await ca.list([], 1));
    const [name = ''] = readdirSync(folder);
    const stranger = await testAuthority('市电子政务中心 CA');
    writeFileSync(join(folder, name), JSON.stringify([await stranger.list([server], 2)]));
    expect(await open().check(raw(server))).toBeUndefined();
  });
});
