import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { replaceFile } from '../replaceFile.ts';
import { foreignCa, type ForeignCa } from '../testing/foreignCa.ts';
import { openTestServer, type TestServer } from '../testing/testServer.ts';

/** Anchors that are replaced beside a running server. */
let folder = '';
let first: ForeignCa;
let second: ForeignCa;
let test: TestServer;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'center-anchors-'));
  first = await foreignCa('旧根 CA');
  second = await foreignCa('新根 CA');
  writeFileSync(at('anchors.pem'), first.certificatePem);
  writeFileSync(at('first.crl'), await first.list([], -60));
  writeFileSync(at('second.crl'), await second.list([], -60));
  const crlFiles = [at('first.crl'), at('second.crl')];
  const foreign = { anchorsFile: at('anchors.pem'), crlFiles, crlUrls: [], account: 'subject-cn' as const };
  test = await openTestServer({}, { trust: () => ({ foreign }) });
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

type Shown = Awaited<ReturnType<ForeignCa['issue']>>;
const accepted = async (shown: Shown | null) => (await test.call(shown, 'GET', '/gate')).body['accepted'];

it('are taken up at once: who is no longer vouched for loses the connection, a broken file changes nothing', async () => {
  const old = await first.issue([{ CN: ['QX-1'] }]);
  const fresh = await second.issue([{ CN: ['QX-1'] }]);
  expect(await accepted(old)).toBe(true);
  expect(await accepted(fresh)).toBe(false);
  const socket = connect({
    port: test.port,
    host: '127.0.0.1',
    servername: 'localhost',
    ca: test.ca.certificatePem,
    ...old,
  });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  const closed = once(socket, 'close');
  replaceFile(at('anchors.pem'), second.certificatePem);
  await closed;
  await expect.poll(() => accepted(fresh), { timeout: 15_000 }).toBe(true);
  expect(await accepted(old)).toBe(false);
  expect(await accepted(test.people['C1'] ?? null)).toBe(true);

  replaceFile(at('anchors.pem'), 'no certificate');
  replaceFile(at('second.crl'), await second.list([], -59));
  expect(await accepted(fresh)).toBe(true);
  replaceFile(at('anchors.pem'), [first, second].map((ca) => ca.certificatePem).join(''));
  await expect.poll(() => accepted(old), { timeout: 15_000 }).toBe(true);
});
