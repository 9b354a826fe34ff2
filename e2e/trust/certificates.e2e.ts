import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { openCa } from '../../server/openCenter.ts';
import { identityOf } from '../../server/pki/identity.ts';
import { createAuthority, issueClient, type Issued } from '../../server/pki/issue.ts';
import { writePkcs12 } from '../../server/pki/pkcs12.ts';
import type { CenterCa } from '../../server/pki/store.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { startServer, type ServerProcess } from '../durability/server.ts';
import { makeCenter, type MadeCenter, type SignInKit } from '../durability/setUp.ts';
import { openClient, type CertificateFile, type RunningCenter, type TrustClient } from './client.ts';

const PASSPHRASE = '口令 correct horse';
const DAY_MS = 86_400_000;

let folder = '';
let made: MadeCenter;
let server: ServerProcess;
let center: RunningCenter;
let ca: CenterCa;
/** The person whose certificate is in order, and who has to be served whatever the others show. */
let good: TrustClient;
let kit: SignInKit;
let other: SignInKit;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'egov-trust-center-'));
  made = await makeCenter(folder);
  const starting = startServer(folder);
  server = await starting.ready;
  center = { dataDir: folder, port: server.port };
  ca = await openCa(loadConfig({ dataDir: folder }), new Date());
  [kit, other] = [person('C1'), person('P1')];
  good = await openClient(center, await fileOf(kit.cert, kit.key));
});
afterAll(async () => {
  await good?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function person(role: string): SignInKit {
  const found = made.people.find((each) => each.role === role);
  if (!found) throw new Error(`nobody has the role ${role}`);
  return found;
}

const numberOf = ({ cert }: SignInKit) => identityOf(cert).accountNo ?? '';

/** The file of a certificate and its key, meant for the good person's account. */
async function fileOf(certificatePem: string, keyPem: string | null): Promise<CertificateFile> {
  const bytes = await writePkcs12(keyPem ?? '', certificatePem, PASSPHRASE);
  return { accountNo: numberOf(kit), bytes, passphrase: PASSPHRASE };
}

const fileOfIssued = async (issued: Promise<Issued>) => {
  const { certificatePem, keyPem } = await issued;
  return fileOf(certificatePem, keyPem);
};

const subject = () => ({ displayName: '测试', accountNo: numberOf(kit) });
const validFrom = (days: number) => ({ now: new Date(Date.now() + days * DAY_MS), days: 10 });

/** Another client certificate of the center for the same account, revoked at once; the server notices by itself. */
async function revoked(): Promise<CertificateFile> {
  const issued = await ca.issueClient(subject(), validFrom(0));
  await ca.revoke(identityOf(issued.certificatePem).serial, 'keyCompromise', new Date());
  return fileOf(issued.certificatePem, issued.keyPem);
}

async function ofAnotherCa(): Promise<CertificateFile> {
  const authority = await createAuthority(`政务网站群中心 320400 CA`, validFrom(0));
  return fileOfIssued(issueClient(authority, subject(), validFrom(0)));
}

const pki = (name: string) => readFileSync(join(folder, 'pki', name), 'utf8');
const cut = (file: CertificateFile) => ({ ...file, bytes: file.bytes.subarray(0, 400) });

describe('a client certificate that must not do', () => {
  it.each<[string, () => Promise<CertificateFile | null>, string, RegExp]>([
    ['none', async () => null, 'certificate', /^没有可用的客户端证书$/],
    ['of another CA of the same name', ofAnotherCa, 'certificate', /^证书不是由中心的 CA 签发$/],
    ['expired', () => fileOfIssued(ca.issueClient(subject(), validFrom(-40))), 'certificate', /^证书已过期$/],
    [
      'not yet valid',
      () => fileOfIssued(ca.issueClient(subject(), validFrom(40))),
      'certificate',
      /^证书尚未生效$/,
    ],
    ['revoked', revoked, 'certificate', /^证书已被吊销$/],
    [
      'a server certificate',
      () => fileOf(pki('server.crt'), pki('server.key')),
      'certificate',
      /^证书不可用于客户端身份验证$/,
    ],
    [
      "another account's",
      () => fileOf(other.cert, other.key),
      'certificate',
      /^证书属于账号 .+,不是本机配置的账号 /,
    ],
    [
      'of the account, but not the one it is tied to',
      () => fileOfIssued(ca.issueClient(subject(), validFrom(0))),
      'account',
      /^账号绑定的是另一张证书$/,
    ],
    [
      'with the key of another',
      () => fileOf(kit.cert, other.key),
      'certificate',
      /^证书文件中的私钥与证书不匹配$/,
    ],
    [
      'in a broken file',
      async () => cut(await fileOf(kit.cert, kit.key)),
      'certificate',
      /^证书文件已损坏或无法读取$/,
    ],
    [
      'with the passphrase of another',
      async () => ({ ...(await fileOf(kit.cert, kit.key)), passphrase: 'wrong' }),
      'certificate',
      /^证书文件的口令不符$/,
    ],
  ])(
    '%s: its own light with its own cause, and the good client is served',
    async (_name, file, light, cause) => {
      await expectOnly(await openClient(center, await file()), light, cause);
    },
  );
});

describe('a server that must not do', () => {
  it.each<[string, Partial<Profile['server']>, (() => Promise<string>) | null, RegExp]>([
    [
      'with another key than the pinned one',
      { pins: [`${'A'.repeat(43)}=`] },
      null,
      /^服务器公钥与配置中固定的公钥不符$/,
    ],
    ['of another name', { servername: 'center.example' }, null, /^服务器证书上的名称与配置不符$/],
    [
      'of another CA',
      {},
      async () => (await createAuthority('别家 CA', validFrom(0))).certificatePem,
      /^服务器证书不是由中心的 CA 签发$/,
    ],
  ])('%s: the light of the server says so', async (_name, change, anchor, cause) => {
    const file = await fileOf(kit.cert, kit.key);
    const client = await openClient(center, file, change, anchor === null ? undefined : await anchor());
    await expectOnly(client, 'server', cause);
  });
});

describe('a server whose certificate is revoked while it runs', () => {
  it('turns the light of the server at the next look, and stays refused', async () => {
    const late = await openClient(center, await fileOf(kit.cert, kit.key));
    expect((await late.services.gate.check()).open).toBe(true);
    const own = ca.issued().find(({ kind }) => kind === 'server');
    await ca.revoke(own?.serial ?? '', 'unspecified', new Date());
    const light = async () => (await late.services.gate.check()).lights.find(({ name }) => name === 'server');
    await expect.poll(light).toMatchObject({ state: 'bad', cause: { zh: '服务器证书已被吊销' } });
    expect(late.services.gate.get().open).toBe(false);
    // Now the handshake itself is refused: nothing is sent any more.
    expect(await light()).toMatchObject({ state: 'bad', cause: { zh: '服务器证书已被吊销' } });
    await late.close();
  });
});

/** One light is bad, with this cause and a remedy; nothing else is; and the good client still gets its answer. */
async function expectOnly(client: TrustClient, light: string, cause: RegExp): Promise<void> {
  const bad = async () => (await client.services.gate.check()).lights.filter(({ state }) => state === 'bad');
  // A revocation is taken up within a second.
  await expect
    .poll(async () => (await bad()).map(({ name, cause: { zh } }) => [name, zh]))
    .toEqual([[light, expect.stringMatching(cause)]]);
  const [shown] = await bad();
  expect(shown?.remedy?.zh).toBeTruthy();
  expect(shown?.cause.en).toBeTruthy();
  if (light !== 'account') expect(client.services.gate.get().open).toBe(false);
  await client.close();
  expect((await good.services.gate.check()).open).toBe(true);
}
