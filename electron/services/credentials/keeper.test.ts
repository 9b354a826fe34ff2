import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventPayload } from '../../../shared/bridge/contract.ts';
import { memoryKeychain } from '../../testing/memoryKeychain.ts';
import { recordingLogger } from '../../testing/quiet.ts';
import { codeOf } from '../../testing/signedIn.ts';
import { createDraftStore, type DraftStore } from '../drafts/draftStore.ts';
import { createCredentialKeeper, type CredentialKeeper } from './credentialKeeper.ts';

const PASSPHRASE = '一句很长的保险库口令 2026';

let dataDir = '';
let open: { readonly keeper: CredentialKeeper; readonly drafts: DraftStore }[] = [];
let told: EventPayload<'keychain'>[] = [];
/** Stands still but for what a test moves it. */
const START = Date.parse('2026-03-02T01:00:00.000Z');
let shifted = 0;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'egov-keeper-'));
  told = [];
  shifted = 0;
});
afterEach(async () => {
  for (const { keeper } of open) await keeper.close();
  open = [];
  rmSync(dataDir, { recursive: true, force: true });
});

interface Given {
  readonly passphrase?: string;
  readonly idleMs?: number;
}

/** A start of the client with this keychain on the data folder. */
async function start(keychain: ReturnType<typeof memoryKeychain>, given: Given = {}) {
  const keeper = createCredentialKeeper({
    dataDir,
    passphrase: given.passphrase ?? null,
    clock: { now: () => new Date(START + shifted) },
    log: recordingLogger().log,
    changed: async () => undefined,
    emit: (status) => told.push(status),
    moved: (from, to) => drafts.follow(from, to),
    keptForms: () => drafts.countKept(),
    lookForKeychain: keychain.look,
    ...(given.idleMs !== undefined && { idleMs: given.idleMs }),
  });
  const drafts = createDraftStore(join(dataDir, 'drafts'), keeper.store, () => 'BA-0001');
  open.push({ keeper, drafts });
  await keeper.open();
  await drafts.sweep(new Date());
  return { keeper, drafts, status: () => keeper.status() };
}

const vaultFile = () => join(dataDir, 'vault.json');
const noted = () => JSON.parse(readFileSync(join(dataDir, 'store.json'), 'utf8'));

describe('with a keychain', () => {
  test('its name is noted, and the next start takes it up without a word', async () => {
    const keychain = memoryKeychain();
    const first = await start(keychain);
    await first.drafts.put('k', { name: '张三' });
    expect(await first.keeper.understand()).toMatchObject({ kind: 'keychain', understood: true });
    const second = await start(keychain);
    expect(await second.status()).toMatchObject({
      kind: 'keychain',
      healthy: true,
      notice: null,
      understood: true,
    });
    expect(await second.drafts.get('k')).toEqual({ name: '张三' });
    expect(Object.keys(noted()).toSorted()).toEqual(['id', 'kind', 'understood', 'version']);
  });

  test('emptied: it is said once, with what is kept, and work goes on; nothing is deleted', async () => {
    const keychain = memoryKeychain();
    const first = await start(keychain);
    await first.drafts.put('k', { name: '张三' });
    keychain.wipe();
    const second = await start(keychain);
    const status = await second.status();
    expect(status).toMatchObject({ kind: 'keychain', state: 'open', understood: false });
    expect(status.notice?.zh).toContain('已更换或被清空');
    expect(status.notice?.zh).toContain('1 份未提交的表单');
    expect(await second.drafts.get('k')).toBeNull();
    await second.drafts.put('k', { name: '李四' });
    expect(await second.drafts.countKept()).toBe(1);
    await second.keeper.understand();
    expect(await (await start(keychain)).status()).toMatchObject({ notice: null, understood: true });
  });

  test('locked is not emptied: it waits, deletes nothing, and finds everything when unlocked', async () => {
    const keychain = memoryKeychain();
    await (await start(keychain)).drafts.put('k', { name: '张三' });
    keychain.state = 'locked';
    const second = await start(keychain);
    expect(await second.status()).toMatchObject({ kind: 'keychain', state: 'locked', notice: null });
    expect(await codeOf(second.drafts.get('k'))).toBe('keychain/locked');
    expect(await codeOf(second.drafts.put('k', 'other'))).toBe('keychain/locked');
    keychain.state = 'open';
    expect(await second.keeper.check()).toMatchObject({ state: 'open', healthy: true, notice: null });
    expect(await second.drafts.get('k')).toEqual({ name: '张三' });
  });

  test('gone: going on without it leaves its name and its forms for its return', async () => {
    const keychain = memoryKeychain();
    await (await start(keychain)).drafts.put('k', { name: '张三' });
    keychain.state = 'absent';
    const without = await start(keychain);
    const status = await without.keeper.skip();
    expect(status).toMatchObject({ kind: 'session', state: 'open', healthy: false });
    expect(status.advice?.zh).toContain('gnome-keyring');
    await without.drafts.put('k', { name: '李四' });
    expect(await without.drafts.get('k')).toEqual({ name: '李四' });
    // A vault would take the place of its name, and with it of everything that it keeps.
    expect(status.mayCreate).toBe(false);
    expect(await codeOf(without.keeper.create(PASSPHRASE))).toBe('keychain/locked');
    keychain.state = 'open';
    const back = await start(keychain);
    expect(await back.status()).toMatchObject({ kind: 'keychain', notice: null });
    expect(await back.drafts.get('k')).toEqual({ name: '张三' });
  });
});

describe('without a keychain', () => {
  test('the first start keeps everything in memory and offers a vault, which takes over what there is', async () => {
    const { keeper, drafts } = await start(memoryKeychain('absent'));
    expect(await keeper.status()).toMatchObject({ kind: 'session', understood: false, mayCreate: true });
    await drafts.put('k', { name: '张三' });
    expect(await codeOf(keeper.create('elevenchars'))).toBe('keychain/passphrase-policy');
    expect(existsSync(vaultFile())).toBe(false);
    expect(await keeper.create(PASSPHRASE)).toMatchObject({ kind: 'vault', state: 'open', mayCreate: false });
    expect(await drafts.get('k')).toEqual({ name: '张三' });
    expect(noted()).toMatchObject({ kind: 'vault' });
  });

  test('who has understood it is not told again, and may make a vault later', async () => {
    const none = memoryKeychain('absent');
    const first = await start(none);
    expect(await first.keeper.understand()).toMatchObject({ understood: true });
    await first.drafts.put('k', 1);
    const { keeper, drafts } = await start(none);
    expect(await keeper.status()).toMatchObject({
      kind: 'session',
      understood: true,
      notice: null,
      mayCreate: true,
    });
    expect(await drafts.get('k')).toBeNull();
    expect(readdirSync(join(dataDir, 'drafts'))).toEqual([]);
    expect(await keeper.create(PASSPHRASE)).toMatchObject({ kind: 'vault' });
  });

  test('later starts ask for its passphrase; wrong ones wait longer each time', async () => {
    const none = memoryKeychain('absent');
    const first = await start(none);
    await first.keeper.create(PASSPHRASE);
    await first.drafts.put('k', 1);
    const { keeper, drafts, status } = await start(none);
    expect(await status()).toMatchObject({ kind: 'vault', state: 'locked', retryAt: null });
    const waits: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      expect(await codeOf(keeper.unlock('wrong passphrase'))).toBe('keychain/vault-passphrase');
      expect(await codeOf(keeper.unlock(PASSPHRASE))).toBe('keychain/wait');
      const { retryAt } = await status();
      waits.push(Math.ceil((Date.parse(retryAt ?? '') - START - shifted) / 1000));
      shifted += 60_000;
    }
    expect(waits).toEqual([1, 2, 4]);
    expect(told.at(-1)).toMatchObject({ state: 'locked' });
    expect(await keeper.unlock(PASSPHRASE)).toMatchObject({ state: 'open', retryAt: null, notice: null });
    expect(await drafts.get('k')).toBe(1);
  });

  test('locked by hand: what needs it says so, and one passphrase opens it again', async () => {
    const { keeper, drafts } = await start(memoryKeychain('absent'));
    await keeper.create(PASSPHRASE);
    await drafts.put('k', 1);
    expect(await keeper.lock()).toMatchObject({ kind: 'vault', state: 'locked' });
    expect(await codeOf(drafts.get('k'))).toBe('keychain/locked');
    await keeper.unlock(PASSPHRASE);
    expect(await drafts.get('k')).toBe(1);
  });

  test('idle, it locks itself, and work keeps it open', async () => {
    const { keeper } = await start(memoryKeychain('absent'), { idleMs: 600 });
    await keeper.create(PASSPHRASE);
    keeper.used();
    expect(keeper.isLocked()).toBe(false);
    shifted += 600;
    await expect.poll(() => keeper.isLocked()).toBe(true);
    expect(told.at(-1)).toMatchObject({ state: 'locked' });
  });

  test('a vault whose file is gone, and a name that cannot be read, are told as a change', async () => {
    const none = memoryKeychain('absent');
    const { keeper, drafts } = await start(none);
    await keeper.create(PASSPHRASE);
    await drafts.put('k', 1);
    rmSync(vaultFile());
    expect((await (await start(none)).status()).notice?.zh).toContain('1 份未提交的表单');
    writeFileSync(join(dataDir, 'store.json'), '{"version":');
    expect((await (await start(none)).status()).notice?.zh).toContain('已更换或被清空');
  });

  test('a vault without a name beside it is asked for; forgotten, it is kept aside for a new one', async () => {
    const none = memoryKeychain('absent');
    await (await start(none)).keeper.create(PASSPHRASE);
    const before = readFileSync(vaultFile());
    rmSync(join(dataDir, 'store.json'));
    const { keeper } = await start(none);
    expect(await keeper.status()).toMatchObject({ kind: 'vault', state: 'locked', mayCreate: false });
    await keeper.create('another passphrase');
    expect(readFileSync(vaultFile()).equals(before)).toBe(true);
    expect(await keeper.skip()).toMatchObject({ kind: 'session', mayCreate: true });
    expect(await keeper.create('another passphrase')).toMatchObject({ kind: 'vault', state: 'open' });
    const aside = readdirSync(dataDir).filter((name) => /^vault\.\d+\.json$/.test(name));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(dataDir, aside[0] ?? '')).equals(before)).toBe(true);
  });

  test('a configured passphrase opens it by itself and it is not locked', async () => {
    const none = memoryKeychain('absent');
    const first = await start(none, { passphrase: PASSPHRASE });
    await first.drafts.put('k', 1);
    const { keeper, drafts } = await start(none, { passphrase: PASSPHRASE });
    expect(await keeper.lock()).toMatchObject({ kind: 'vault', state: 'open' });
    expect(await drafts.get('k')).toBe(1);
    await expect(start(none, { passphrase: 'wrong' })).rejects.toMatchObject({
      problem: { code: 'keychain/vault-passphrase' },
    });
  });
});

describe('when a keychain appears', () => {
  test('the vault moves into it when it is opened, each value compared, and is destroyed', async () => {
    const keychain = memoryKeychain('absent');
    const first = await start(keychain);
    await first.keeper.create(PASSPHRASE);
    await first.drafts.put('k', { name: '张三' });
    keychain.state = 'open';
    const { keeper, drafts } = await start(keychain);
    expect(await keeper.status()).toMatchObject({ kind: 'vault', state: 'locked' });
    const moved = await keeper.unlock(PASSPHRASE);
    expect(moved).toMatchObject({ kind: 'keychain', healthy: true });
    expect(moved.notice?.zh).toContain('已逐项核对');
    expect(existsSync(vaultFile())).toBe(false);
    expect(await drafts.get('k')).toEqual({ name: '张三' });
    expect(await (await start(keychain)).drafts.get('k')).toEqual({ name: '张三' });
  });

  test('one that does not give back what it took is not used: the vault stays', async () => {
    const keychain = memoryKeychain('absent');
    const first = await start(keychain);
    await first.keeper.create(PASSPHRASE);
    await first.drafts.put('k', 1);
    keychain.state = 'open';
    keychain.broken = true;
    const { keeper, drafts } = await start(keychain);
    expect(await keeper.unlock(PASSPHRASE)).toMatchObject({ kind: 'vault', state: 'open', notice: null });
    expect(await drafts.get('k')).toBe(1);
    expect(noted()).toMatchObject({ kind: 'vault' });
  });

  test('a crash after the copy and before the name leaves the vault valid', async () => {
    const keychain = memoryKeychain('absent');
    const first = await start(keychain);
    await first.keeper.create(PASSPHRASE);
    await first.drafts.put('k', 1);
    const [name, vault] = [readFileSync(join(dataDir, 'store.json')), readFileSync(vaultFile())];
    keychain.state = 'open';
    await (await start(keychain)).keeper.unlock(PASSPHRASE);
    writeFileSync(join(dataDir, 'store.json'), name);
    writeFileSync(vaultFile(), vault);
    const again = await start(keychain);
    expect(await again.keeper.unlock(PASSPHRASE)).toMatchObject({ kind: 'keychain' });
    expect(await again.drafts.get('k')).toBe(1);
  });

  test('a crash after the name and before the destruction is made good at the next start', async () => {
    const keychain = memoryKeychain('absent');
    const first = await start(keychain);
    await first.keeper.create(PASSPHRASE);
    const vault = readFileSync(vaultFile());
    keychain.state = 'open';
    await (await start(keychain)).keeper.unlock(PASSPHRASE);
    writeFileSync(vaultFile(), vault);
    expect(await (await start(keychain)).status()).toMatchObject({ kind: 'keychain', state: 'open' });
    expect(existsSync(vaultFile())).toBe(false);
  });

  test('what was in memory moves into it while the program runs', async () => {
    const keychain = memoryKeychain('absent');
    const { keeper, drafts } = await start(keychain);
    await drafts.put('k', 1);
    keychain.state = 'open';
    expect(await keeper.check()).toMatchObject({ kind: 'keychain', healthy: true });
    expect(await drafts.get('k')).toBe(1);
    expect(await (await start(keychain)).drafts.get('k')).toBe(1);
  });
});
