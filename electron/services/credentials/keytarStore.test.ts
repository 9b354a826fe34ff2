import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';

const urlOf = (...path: string[]) => JSON.stringify(pathToFileURL(join(import.meta.dirname, ...path)).href);

/**
 * One start of the client's credentials in a process of its own, on the data folder `$HOME/data`: what it finds, and
 * what the words in `process.argv` make it do. Answers one JSON line.
 */
const start = `
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { lookForKeychain } from ${urlOf('keytarStore.ts')};
import { createCredentialKeeper } from ${urlOf('credentialKeeper.ts')};
const dataDir = join(process.env.HOME, 'data');
mkdirSync(dataDir, { recursive: true });
const keeper = createCredentialKeeper({
  dataDir,
  passphrase: null,
  clock: { now: () => new Date() },
  log: { warn: () => undefined, error: () => undefined },
  changed: async () => undefined,
  emit: () => undefined,
  moved: async () => undefined,
  keptForms: async () => 2,
});
await keeper.open();
const value = new Uint8Array([0, 255, 10, 13, ...new TextEncoder().encode('密钥'), ...new Uint8Array(4000)]);
const found = await keeper.status();
const told = { kind: found.kind, state: found.state, healthy: found.healthy, notice: found.notice?.en.slice(0, 20) ?? null };
const attempt = (work) => work().then((answer) => answer, (error) => error.problem.code);
const bus = (to, ...words) => String(execFileSync('dbus-send', ['--session', '--print-reply', '--dest=' + to, ...words]));
const daemon = () => Number(/uint32 (\\d+)/.exec(
  bus('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets'))?.[1]);
for (const word of process.argv.slice(1)) {
  if (word === 'store') told.store = await attempt(() => keeper.store.set('name 中', value).then(() => 'stored'));
  if (word === 'read') told.read = await attempt(async () => {
    const read = await keeper.store.get('name 中');
    return read === null ? 'nothing' : Buffer.from(read).equals(Buffer.from(value)) ? 'same' : 'other';
  });
  if (word === 'remove') told.remove = await attempt(() => keeper.store.remove('name 中').then(() => 'removed'));
  if (word === 'lock') {
    const target = ['org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock'];
    bus(...target, 'array:objpath:/org/freedesktop/secrets/collection/login');
    told.healthyThen = (await keeper.status()).healthy;
  }
  if (word === 'hang') {
    const pid = daemon();
    process.kill(pid, 'SIGSTOP');
    // It goes on in any case: who has stopped it waits for it at the end.
    const goOn = () => process.kill(pid, 'SIGCONT');
    process.on('exit', goOn);
    const looks = Array.from({ length: 6 }, () => lookForKeychain());
    told.looks = [...new Set((await Promise.all(looks)).map(({ state }) => state))];
    told.readThen = await attempt(() => keeper.store.get('name 中'));
    told.file = (await readFile(join(dataDir, 'store.json'), 'utf8')).length > 0;
    goOn();
    for await (const _ of setInterval(50)) {
      told.back = (await lookForKeychain()).state;
      if (told.back === 'open') break;
    }
  }
  if (word === 'understand') await keeper.understand();
  if (word === 'vault') told.vault = (await keeper.create('a long passphrase')).kind;
  if (word === 'unlock') told.unlock = (await keeper.unlock('a long passphrase')).kind;
}
await keeper.close();
process.stdout.write(JSON.stringify(told) + '\\n');
process.exit(0);
`;

const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter((program) => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
});
if (missing.length > 0)
  process.stderr.write(`Skipped the real keyring: ${missing.join(', ')} not installed\n`);

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'egov-keyring-'));
});
const remove = () => rmSync(home, { recursive: true, force: true });
afterEach(remove);
afterAll(remove);

const environment = () => ({ PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: home });
const client = (words: readonly string[]) => ['--input-type=module', '--eval', start, ...words];
const keyrings = () => join(home, '.local', 'share', 'keyrings');

function answerOf(stdout: string): unknown {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** Starts the client in a D-Bus session and a keyring daemon of their own, which end with it. */
async function inSession(daemon: string, ...words: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    'dbus-run-session',
    ['--', 'bash', '-c', `${daemon} exec "$0" "$@"`, process.execPath, ...client(words)],
    { env: environment(), timeout: 30_000 },
  );
  return answerOf(stdout);
}

/** Starts the client where no session bus is. */
async function withoutBus(...words: string[]): Promise<unknown> {
  const { XDG_RUNTIME_DIR: _, ...env } = environment();
  const { stdout } = await promisify(execFile)(process.execPath, client(words), { env, timeout: 30_000 });
  return answerOf(stdout);
}

const unlocked = 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;';
const locked = 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1;';
const open = { kind: 'keychain', state: 'open', healthy: true, notice: null };

describe.skipIf(missing.length > 0)('the real keyring (gnome-keyring)', () => {
  test('stored: bytes of any kind come back as they were, and go when removed', async () => {
    const answer = await inSession(unlocked, 'store', 'read', 'remove');
    expect(answer).toEqual({ ...open, store: 'stored', read: 'same', remove: 'removed' });
    expect(await inSession(unlocked, 'read')).toEqual({ ...open, read: 'nothing' });
  });

  test('it survives the end of client, daemon and bus, and lies in no clear text', async () => {
    await inSession(unlocked, 'store');
    expect(await inSession(unlocked, 'read')).toEqual({ ...open, read: 'same' });
    for (const name of readdirSync(keyrings())) {
      const file = readFileSync(join(keyrings(), name), 'latin1');
      expect(file).not.toContain(Buffer.from('密钥').toString('latin1'));
    }
  });

  test('locked: nothing is given, taken or made anew, and all of it is there when it is unlocked', async () => {
    await inSession(unlocked, 'store');
    expect(await inSession(locked, 'store', 'read')).toEqual({
      kind: 'keychain',
      state: 'locked',
      healthy: false,
      notice: null,
      store: 'keychain/locked',
      read: 'keychain/locked',
    });
    expect(await inSession(unlocked, 'read')).toEqual({ ...open, read: 'same' });
  });

  test('locked while the client runs: "not there" is not believed', async () => {
    await inSession(unlocked, 'store');
    expect(await inSession(unlocked, 'lock', 'read')).toEqual({
      ...open,
      healthyThen: false,
      read: 'keychain/locked',
    });
  });

  test('hanging: it costs one thread, files are read on, and it is found again when it answers', async () => {
    // With two threads, a second call that hangs would leave none.
    expect(await inSession(`${unlocked} UV_THREADPOOL_SIZE=2`, 'store', 'hang', 'read')).toEqual({
      ...open,
      store: 'stored',
      looks: ['locked'],
      readThen: 'keychain/unavailable',
      file: true,
      back: 'open',
      read: 'same',
    });
  });

  test('wiped: it is said until it is understood, and a new one is used', async () => {
    await inSession(unlocked, 'store', 'understand');
    rmSync(keyrings(), { recursive: true });
    const changed = { ...open, notice: 'The credential store' };
    expect(await inSession(unlocked, 'read', 'store', 'understand')).toEqual({
      ...changed,
      read: 'nothing',
      store: 'stored',
    });
    expect(await inSession(unlocked, 'read')).toEqual({ ...open, read: 'same' });
  });

  test('absent at the first start: memory; absent later: it waits for the keychain', async () => {
    expect(await withoutBus('store', 'read')).toEqual({
      kind: 'session',
      state: 'open',
      healthy: false,
      notice: null,
      store: 'stored',
      read: 'same',
    });
    await inSession(unlocked, 'store');
    expect(await withoutBus('read')).toMatchObject({
      kind: 'keychain',
      state: 'locked',
      read: 'keychain/locked',
    });
    expect(await inSession(unlocked, 'read')).toEqual({ ...open, read: 'same' });
  });

  test('a vault made without it moves into it once it is there', async () => {
    expect(await withoutBus('store', 'vault', 'read')).toMatchObject({ vault: 'vault', read: 'same' });
    expect(await inSession(unlocked, 'unlock', 'read')).toMatchObject({ unlock: 'keychain', read: 'same' });
    expect(readdirSync(join(home, 'data'))).toEqual(['store.json']);
    expect(await inSession(unlocked, 'read')).toEqual({ ...open, read: 'same' });
  });

  test('a session in which no keyring was set up is memory, not a failure', async () => {
    expect(await inSession('', 'store')).toMatchObject({ kind: 'session', store: 'stored' });
  });
});

test('no session bus at all is found out at once', async () => {
  expect(await withoutBus()).toMatchObject({ kind: 'session', state: 'open', notice: null });
});
