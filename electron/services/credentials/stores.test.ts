import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../testing/signedIn.ts';
import { copySecrets } from './moveSecrets.ts';
import { seal, unseal } from './seal.ts';
import { newStoreId, sealingKey } from './secretStore.ts';
import { createSessionStore } from './sessionStore.ts';
import { decodeValues, encodeValues } from './vaultContent.ts';
import { wordsOf } from './storeTexts.ts';
import { createVault, destroyVault, openVault } from './vaultStore.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'egov-vault-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('the vault file', () => {
  const file = () => join(folder, 'vault.json');

  test('keeps secrets across starts, sealed, for this user only', async () => {
    const vault = await createVault(file(), '口令', newStoreId());
    await Promise.all([
      vault.set('a', bytes('秘密')),
      vault.set('b', bytes('x')),
      vault.set('c', bytes('y')),
    ]);
    await vault.remove('b');
    const again = await openVault(file(), '口令');
    expect(again.id).toBe(vault.id);
    expect(await again.get('a')).toEqual(bytes('秘密'));
    expect(await again.get('b')).toBeNull();
    expect(await again.get('c')).toEqual(bytes('y'));
    const text = readFileSync(file(), 'utf8');
    expect(text).not.toContain('秘密');
    expect(text).not.toContain(Buffer.from('秘密').toString('base64'));
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test('a wrong passphrase is refused and the file stays as it is', async () => {
    const before = digestOf(file());
    expect(await codeOf(openVault(file(), 'wrong'))).toBe('keychain/vault-passphrase');
    expect(digestOf(file())).toBe(before);
  });

  test.each(['id', 'salt', 'sealed'])('one changed character of its %s is noticed', async (part) => {
    const changed = join(folder, 'changed.json');
    await (await createVault(changed, 'x', newStoreId())).set('a', bytes('b'));
    const content = JSON.parse(readFileSync(changed, 'utf8'));
    const first = content[part].startsWith('A') ? 'B' : 'A';
    writeFileSync(changed, JSON.stringify({ ...content, [part]: first + content[part].slice(1) }));
    expect(await codeOf(openVault(changed, 'x'))).toBe('keychain/vault-passphrase');
  });

  test.each(['', '{}', '{"version":1,"salt":"AA==","sealed":"AA=="}', 'rubbish'])(
    'a damaged file (%j) is told and left',
    async (text) => {
      const damaged = join(folder, 'damaged.json');
      writeFileSync(damaged, text);
      expect(await codeOf(openVault(damaged, 'x'))).toBe('keychain/vault-damaged');
      expect(readFileSync(damaged, 'utf8')).toBe(text);
    },
  );

  test('closed, it gives and takes nothing, and waits for what was being written', async () => {
    const vault = await openVault(file(), '口令');
    const writing = vault.set('late', bytes('kept'));
    await vault.close();
    await writing;
    expect(await codeOf(vault.get('a'))).toBe('keychain/locked');
    expect(await codeOf(vault.set('a', bytes('n')))).toBe('keychain/locked');
    expect(await (await openVault(file(), '口令')).get('late')).toEqual(bytes('kept'));
  });

  test('what cannot be written is not kept in memory either', async () => {
    const gone = mkdtempSync(join(tmpdir(), 'egov-gone-'));
    const vault = await createVault(join(gone, 'vault.json'), 'x', newStoreId());
    await vault.set('a', bytes('before'));
    rmSync(gone, { recursive: true });
    await expect(vault.set('a', bytes('after'))).rejects.toThrow('ENOENT');
    expect(await vault.get('a')).toEqual(bytes('before'));
  });

  test('destroyed, it is gone', async () => {
    const file = join(folder, 'destroyed.json');
    await createVault(file, 'x', newStoreId());
    await destroyVault(file);
    expect(existsSync(file)).toBe(false);
  });
});

test('the content of a vault comes back as it was, and a cut one is refused', () => {
  const values = new Map([
    ['a', new Uint8Array(randomBytes(300))],
    ['名', new Uint8Array()],
  ]);
  const content = encodeValues(values);
  expect(decodeValues(content)).toEqual(values);
  expect(() => decodeValues(content.subarray(0, 40))).toThrow(RangeError);
});

describe('moving secrets', () => {
  test('every value is copied and read back', async () => {
    const from = createSessionStore();
    const to = createSessionStore();
    await from.set('a', bytes('1'));
    await from.set('b', bytes('2'));
    await copySecrets(from, to);
    expect(to.values()).toEqual(from.values());
  });

  test('a value that comes back changed, cut or not at all stops the move; the first store is untouched', async () => {
    const from = createSessionStore();
    await from.set('a', bytes('secret'));
    for (const back of [bytes('secreT'), bytes('secre'), null]) {
      const forgetful = { ...createSessionStore(), get: async () => back };
      expect(await codeOf(copySecrets(from, forgetful))).toBe('keychain/move-failed');
      expect(await from.get('a')).toEqual(bytes('secret'));
    }
  });
});

test('a sealed thing opens only under its key and in its place', () => {
  const key = new Uint8Array(32).fill(7);
  const sealed = seal(bytes('草稿'), key, 'draft a');
  expect(Buffer.from(unseal(sealed, key, 'draft a') ?? []).toString()).toBe('草稿');
  expect(unseal(sealed, key, 'draft b')).toBeNull();
  expect(unseal(sealed, new Uint8Array(32), 'draft a')).toBeNull();
  expect(unseal(sealed.subarray(0, 10), key, 'draft a')).toBeNull();
});

test('a sealing key is made once', async () => {
  const store = createSessionStore();
  expect(await sealingKey(store, 'k')).toEqual(await sealingKey(store, 'k'));
  const [one, two] = await Promise.all([sealingKey(store, 'together'), sealingKey(store, 'together')]);
  expect(one).toEqual(two);
  expect(await sealingKey(store, 'k')).not.toEqual(await sealingKey(store, 'other'));
});

test.each([
  ['linux', 'absent', /libsecret-1-0.*gnome-keyring.*KWallet/],
  ['win32', 'absent', /VaultSvc/],
  ['darwin', 'absent', /Keychain Access/],
  ['freebsd', 'absent', /install and enable a system keychain/],
  ['linux', 'locked', /Unlock the system keychain/],
] as const)('on %s with a keychain that is %s it is said what to do', (platform, seen, words) => {
  const { text, advice } = wordsOf('session', true, seen, platform);
  expect(advice?.en).toMatch(words);
  expect(advice?.zh).not.toBe('');
  expect(text.zh).toContain('没有可用的系统密钥环');
  expect(wordsOf('keychain', true, 'open', platform).advice).toBeNull();
});
