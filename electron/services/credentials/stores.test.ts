import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseStore } from './chooseStore.ts';
import { seal, unseal } from './seal.ts';
import { sealingKey, type SecretStore } from './secretStore.ts';
import { createSessionStore } from './sessionStore.ts';
import { openVaultStore } from './vaultStore.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'egov-vault-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the vault file', () => {
  test('keeps secrets across starts, sealed, for this user only', async () => {
    const file = join(folder, 'vault.json');
    const vault = await openVaultStore(file, '口令');
    await Promise.all([
      vault.set('a', bytes('秘密')),
      vault.set('b', bytes('x')),
      vault.set('c', bytes('y')),
    ]);
    await vault.remove('b');
    const again = await openVaultStore(file, '口令');
    expect(await again.get('a')).toEqual(bytes('秘密'));
    expect(await again.get('b')).toBeNull();
    expect(await again.get('c')).toEqual(bytes('y'));
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from('秘密').toString('base64'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a wrong passphrase is refused and the file stays as it is', async () => {
    const file = join(folder, 'vault.json');
    const before = readFileSync(file);
    await expect(openVaultStore(file, 'wrong')).rejects.toMatchObject({
      problem: { code: 'keychain/vault-passphrase' },
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('one changed bit is noticed', async () => {
    const file = join(folder, 'changed.json');
    await (await openVaultStore(file, 'x')).set('a', bytes('b'));
    const { sealed, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
    const broken = Buffer.from(sealed, 'base64');
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    writeFileSync(file, JSON.stringify({ ...rest, sealed: broken.toString('base64') }));
    await expect(openVaultStore(file, 'x')).rejects.toMatchObject({
      problem: { code: 'keychain/vault-passphrase' },
    });
  });
});

describe('the choice of a store', () => {
  const keychain = async (): Promise<SecretStore> => ({ ...createSessionStore(), kind: 'keychain' });
  const none = async () => null;
  const vault = () => ({ file: join(folder, 'chosen.json'), passphrase: 'x' });

  test('keychain before vault before memory', async () => {
    expect((await chooseStore(vault(), keychain)).kind).toBe('keychain');
    expect((await chooseStore(vault(), none)).kind).toBe('vault');
    expect((await chooseStore(null, none)).kind).toBe('session');
  });

  test('memory says openly that it is nothing better', async () => {
    const { healthy, text } = await (await chooseStore(null, none)).health();
    expect(healthy).toBe(false);
    expect(text.zh).toContain('没有可用的密钥环');
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
  expect(await sealingKey(store, 'k')).not.toEqual(await sealingKey(store, 'other'));
});
