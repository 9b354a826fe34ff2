import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newVaultFrom, sweepNewVault } from './newVault.ts';
import { newStoreId } from './secretStore.ts';
import { createSessionStore } from './sessionStore.ts';
import { createVault, openVault } from './vaultStore.ts';

const now = new Date('2026-03-02T01:00:00Z');
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'egov-vault-'));
  file = join(folder, 'vault.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('it takes over what is in memory and the place of the old one, which stays under another name', async () => {
  await createVault(file, 'forgotten passphrase', newStoreId());
  const before = readFileSync(file);
  const session = createSessionStore();
  await session.set('key', new Uint8Array([1, 2, 3]));
  const vault = await newVaultFrom(session, file, 'another passphrase', now);
  await vault.set('later', new Uint8Array([4]));
  const opened = await openVault(file, 'another passphrase');
  expect([await opened.get('key'), await opened.get('later')].map((value) => [...(value ?? [])])).toEqual([
    [1, 2, 3],
    [4],
  ]);
  expect(readdirSync(folder).toSorted()).toEqual(['vault.20260302010000000.json', 'vault.json']);
  expect(readFileSync(join(folder, 'vault.20260302010000000.json')).equals(before)).toBe(true);
});

test('one that cannot be made whole leaves the old one as it was, and nothing beside it', async () => {
  await createVault(file, 'forgotten passphrase', newStoreId());
  const before = readFileSync(file);
  const failing = {
    ...createSessionStore(),
    values: () => {
      throw new Error('the memory cannot be read');
    },
  };
  await expect(newVaultFrom(failing, file, 'another passphrase', now)).rejects.toThrow('cannot be read');
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual(['vault.json']);
});

test('what a crash left of one is swept', async () => {
  await createVault(join(folder, 'vault.new.json'), 'another passphrase', newStoreId());
  await sweepNewVault(file);
  expect(readdirSync(folder)).toEqual([]);
  // Nothing to sweep is no failure.
  await sweepNewVault(file);
});
