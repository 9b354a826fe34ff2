import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';

const store = JSON.stringify(pathToFileURL(join(import.meta.dirname, 'keytarStore.ts')).href);

/** What is run in a process of its own: the keychain's answers as one JSON line. */
const probe = `
import { openKeytarStore } from ${store};
const store = await openKeytarStore('egov-center-client-test');
let told = { usable: false };
if (store !== null) {
  const value = new Uint8Array([0, 255, 10, 13, ...new TextEncoder().encode('密钥'), ...new Uint8Array(4000)]);
  await store.set('name 中', value);
  const read = await store.get('name 中');
  await store.remove('name 中');
  const same = read !== null && Buffer.from(read).equals(Buffer.from(value));
  const gone = (await store.get('name 中')) === null;
  told = { usable: true, kind: store.kind, same, gone, healthy: (await store.health()).healthy };
}
process.stdout.write(JSON.stringify(told) + '\\n');
`;
const node = ['--input-type=module', '--eval', probe] as const;
const home = mkdtempSync(join(tmpdir(), 'egov-keyring-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

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

/** Runs the probe in a D-Bus session with an empty home, after `prepare`. */
async function inSession(prepare: string): Promise<unknown> {
  const script = `${prepare} exec "$0" "$@"`;
  const { stdout } = await promisify(execFile)(
    'dbus-run-session',
    ['--', 'bash', '-c', script, process.execPath, ...node],
    { env: { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: home }, timeout: 30_000 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe.skipIf(missing.length > 0)('the real keyring (gnome-keyring)', () => {
  const unlock = 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;';

  test('unlocked: bytes of any kind come back as they were, and go when removed', async () => {
    expect(await inSession(unlock)).toEqual({
      usable: true,
      kind: 'keychain',
      same: true,
      gone: true,
      healthy: true,
    });
  });

  test('a session without keyring is told as unusable', async () => {
    expect(await inSession('')).toEqual({ usable: false });
  });
});

test('no session bus at all: unusable, at once', async () => {
  const env = { PATH: process.env['PATH'] ?? '', HOME: home };
  const { stdout } = await promisify(execFile)(process.execPath, [...node], { env, timeout: 15_000 });
  expect(JSON.parse(stdout)).toEqual({ usable: false });
});
