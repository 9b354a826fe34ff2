import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';

const probe = join(import.meta.dirname, '..', '..', 'testing', 'keyringProbe.ts');
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
  const script = `${prepare} exec "$0" "$1"`;
  const { stdout } = await promisify(execFile)(
    'dbus-run-session',
    ['--', 'bash', '-c', script, process.execPath, probe],
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
  const { stdout } = await promisify(execFile)(process.execPath, [probe], { env, timeout: 15_000 });
  expect(JSON.parse(stdout)).toEqual({ usable: false });
});
