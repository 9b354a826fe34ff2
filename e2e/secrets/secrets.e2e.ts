import { createDecipheriv, createPrivateKey, scryptSync } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserServer, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { chromiumPath } from '../support/browser.ts';
import { launchLoopbackHost, type RunningHost } from '../support/loopbackHost.ts';
import { openTourCenter, type SignInKit, type TourCenter } from '../tour/center.ts';
import { Codes } from '../tour/codes.ts';
import { namesIn, type Needle, needleOfBytes, needleOfText } from './needles.ts';
import { callOf, familyOf, mayReadMemory, memoryOf, unlessGone } from './processes.ts';

const executablePath = chromiumPath();
const here = executablePath !== null && process.platform === 'linux';
if (!here) process.stdout.write('secrets: no Chromium here or not Linux; not run\n');

const VAULT_PASSPHRASE = 'Korrekt-Pferd-Batterie-Klammer-88';
const DRAFT = '320400199001017391';

const vaultSchema = z.object({ id: z.string(), salt: z.base64(), sealed: z.base64() });
const profileSchema = z.looseObject({
  certificates: z.array(
    z.looseObject({ file: z.string(), passphraseFile: z.string(), accountNo: z.string() }),
  ),
});

/** The vault's key and what it holds, from the file and the passphrase alone. */
function openVaultFile(file: string): { key: Buffer; content: Buffer } {
  const { id, salt, sealed } = vaultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
  const key = scryptSync(VAULT_PASSPHRASE, Buffer.from(salt, 'base64'), 32, cost);
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(`egov-center-client vault 2 ${id}`)).setAuthTag(bytes.subarray(12, 28));
  return { key, content: Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]) };
}

/** The 32 bytes that stand behind a name in the opened vault. */
function keyNamed(content: Buffer, name: string): Buffer {
  const start = content.indexOf(name) + name.length + 4;
  return content.subarray(start, start + 32);
}

/** The private key of a PKCS#12 file: its inner number, which every form of it holds, and a line of its PEM. */
function privateKeyNeedles(file: string, passphraseFile: string): Needle[] {
  const pem = execFileSync(
    'openssl',
    ['pkcs12', '-in', file, '-passin', `file:${passphraseFile}`, '-nodes', '-nocerts'],
    {
      encoding: 'utf8',
    },
  );
  const key = createPrivateKey(pem);
  const number = Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');
  const line = key.export({ type: 'pkcs8', format: 'pem' }).toString().split('\n')[1] ?? '';
  return [needleOfBytes('private key', number), needleOfText('private key (PEM)', line)];
}

function filesIn(folder: string): string[] {
  return unlessGone(() => readdirSync(folder, { withFileTypes: true }), []).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Every find of a needle in a process's memory. */
function foundInMemory(pid: number, needles: readonly Needle[]): string[] {
  const found = new Set<string>();
  for (const piece of memoryOf(pid)) for (const name of namesIn(piece, needles)) found.add(name);
  return [...found].toSorted();
}

describe.skipIf(!here)('secrets stay where they belong', () => {
  const folder = mkdtempSync(join(tmpdir(), 'egov-secrets-'));
  const temporary = join(folder, 'tmp');
  const env = { ...process.env, TMPDIR: temporary, DBUS_SESSION_BUS_ADDRESS: '', DISPLAY: '' };
  let center: TourCenter;
  let browser: BrowserServer;
  let host: RunningHost;
  let page: Page;
  let kit: SignInKit;
  let needles: Needle[] = [];

  beforeAll(async () => {
    mkdirSync(temporary);
    center = await openTourCenter('none');
    const found = center.accounts.find(({ accountNo }) => accountNo === 'ba-chen');
    if (!found) throw new Error('no ba-chen in the sample');
    kit = found;
    host = await launchLoopbackHost({ profileDir: center.profileDir, dataDir: join(folder, 'data'), env });
    const args = ['--no-sandbox'];
    browser = await chromium.launchServer({ executablePath: executablePath ?? '', args, env });
    const context = await (await chromium.connect(browser.wsEndpoint())).newContext({ locale: 'zh-CN' });
    page = await context.newPage();
    await page.goto(host.url);
    const profile = profileSchema.parse(
      JSON.parse(readFileSync(join(center.profileDir, 'profile.json'), 'utf8')),
    );
    const own = profile.certificates.find(({ accountNo }) => accountNo === kit.accountNo);
    const inProfile = (name = '') => join(center.profileDir, name);
    const filePassphrase = readFileSync(inProfile(own?.passphraseFile), 'utf8').split('\n')[0] ?? '';
    needles = [
      needleOfText('vault passphrase', VAULT_PASSPHRASE),
      needleOfText('password', kit.password),
      needleOfText('one-time code seed', kit.seed),
      needleOfText('PKCS#12 passphrase', filePassphrase),
      needleOfText('identity number of the draft', DRAFT),
      ...privateKeyNeedles(inProfile(own?.file), inProfile(own?.passphraseFile)),
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await center?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const of = (...names: string[]) =>
    needles.filter(({ name }) => names.some((each) => name.startsWith(each)));

  it('a person makes a vault, signs in, and leaves a form half filled', async () => {
    await page.getByRole('button', { name: '建立保险库' }).click();
    await page.getByLabel(/至少 12 个字符/).fill(VAULT_PASSPHRASE);
    await page.getByLabel('再次输入口令').fill(VAULT_PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const codes = new Codes(kit.seed);
    await page.locator('#password').fill(kit.password);
    await page.locator('#code').fill(await codes.next());
    await page.keyboard.press('Enter');
    await page.locator('nav').waitFor();
    await page.goto(new URL('#/staff', page.url()).href);
    await page.locator('main h1').waitFor();
    await page.keyboard.press('n');
    await page
      .getByLabel(/证件号码|身份证/)
      .first()
      .fill(DRAFT);
    await page.getByText('草稿已自动保存').waitFor();
    const { key, content } = openVaultFile(join(host.dataDir, 'vault.json'));
    needles.push(
      needleOfBytes('vault key', key),
      needleOfBytes('draft key', keyNamed(content, 'draft-key')),
      needleOfBytes('certificate sealing key', keyNamed(content, 'certificate-key')),
    );
  });

  it('while working: no page holds what only the host may know', async ({ skip }) => {
    if (!mayReadMemory(host.pid)) skip('the memory of other processes may not be read here');
    let token = '';
    for (const piece of memoryOf(host.pid))
      token ||= /Bearer ([\w-]{20,})/.exec(piece.toString('latin1'))?.[1] ?? '';
    expect(token).not.toBe('');
    needles.push(needleOfText('session token', token));
    // The search finds what is there, else finding nothing would prove nothing.
    expect(foundInMemory(host.pid, of('vault key', 'draft key'))).toEqual(['draft key', 'vault key']);
    const renderers = familyOf(browser.process().pid ?? 0).filter((pid) =>
      callOf(pid).includes('--type=renderer'),
    );
    const hosts = of(
      'session token',
      'private key',
      'vault key',
      'draft key',
      'certificate',
      'PKCS#12',
      'one-time',
    );
    const seen = renderers.map((pid) =>
      foundInMemory(pid, [...hosts, needleOfText('account on screen', kit.accountNo)]),
    );
    expect(seen.flat()).toContain('account on screen');
    expect(seen.flat().filter((name) => name !== 'account on screen')).toEqual([]);
  });

  it('after the lock the vault key is gone from the memory of the host', async ({ skip }) => {
    if (!mayReadMemory(host.pid)) skip('the memory of other processes may not be read here');
    await page.keyboard.press('Control+Shift+L');
    await page.locator('#vault-passphrase').waitFor();
    expect(foundInMemory(host.pid, of('vault key', 'draft key'))).toEqual([]);
  });

  it('no file, no argument and no environment holds any of them', () => {
    const files = [...filesIn(host.dataDir), ...filesIn(temporary)];
    const names = files.map((file) => file.slice(folder.length + 1));
    for (const expected of ['data/vault.json', 'data/store.json', 'data/client.log'])
      expect(names).toContain(expected);
    expect(names.filter((name) => name.endsWith('.draft'))).toHaveLength(1);
    const inFiles = files.flatMap((file) =>
      namesIn(
        unlessGone(() => readFileSync(file), Buffer.alloc(0)),
        needles,
      ).map((name) => `${name} in ${file}`),
    );
    expect(inFiles).toEqual([]);
    const processes = [...familyOf(host.pid), ...familyOf(browser.process().pid ?? 0)];
    const calls = processes.map((pid) => ({ pid, call: callOf(pid) }));
    for (const expected of ['loopback/main.js', '--type=renderer'])
      expect(calls.some(({ call }) => call.includes(expected))).toBe(true);
    const inCalls = calls.flatMap(({ pid, call }) =>
      namesIn(call, needles).map((name) => `${name} of ${pid}`),
    );
    expect(inCalls).toEqual([]);
    expect(namesIn(Buffer.from(host.errors()), needles)).toEqual([]);
  });

  it('the passphrase opens it again, and the half-filled form is there', async () => {
    await page.locator('#vault-passphrase').fill(VAULT_PASSPHRASE);
    await page.keyboard.press('Enter');
    const codes = new Codes(kit.seed);
    await codes.next();
    await page.locator('#password').fill(kit.password);
    await page.locator('#code').fill(await codes.next());
    await page.keyboard.press('Enter');
    await page.locator('nav').waitFor();
    await page.goto(new URL('#/staff', page.url()).href);
    await page.locator('main h1').waitFor();
    await page.keyboard.press('n');
    await expect
      .poll(() =>
        page
          .getByLabel(/证件号码|身份证/)
          .first()
          .inputValue(),
      )
      .toBe(DRAFT);
  });
});
