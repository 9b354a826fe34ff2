import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './child.mjs';
import { say, since, UserError } from './say.mjs';

/** Debian package, what it is for, and a program that shows it is there on other systems. */
const needs = {
  start: [
    { name: 'chromium', why: 'window of the loopback host', programs: ['chromium', 'google-chrome'] },
    { name: 'fonts-noto-cjk', why: 'Chinese text', programs: [] },
    { name: 'libsecret-1-0', why: 'keychain access', programs: [] },
  ],
  test: [
    { name: 'gnome-keyring', why: 'real keychain', programs: ['gnome-keyring-daemon'] },
    { name: 'dbus-x11', why: 'session bus of the keychain', programs: ['dbus-run-session'] },
    { name: 'xvfb', why: 'screen for windows', programs: ['Xvfb'] },
    { name: 'postgresql', why: 'second PostgreSQL to test against', programs: ['psql'] },
    { name: 'openvpn', why: 'real VPN to test against', programs: ['openvpn'] },
    { name: 'faketime', why: 'wrong clocks to test with', programs: ['faketime'] },
    { name: 'iproute2', why: 'networks of the VPN test', programs: ['ip'] },
    { name: 'libreoffice-calc-nogui', why: 'opens the exported sheets', programs: ['soffice'] },
    { name: 'unzip', why: 'looks into the exported sheets', programs: ['unzip'] },
    { name: 'poppler-utils', why: 'reads printed pages', programs: ['pdftotext'] },
  ],
};

/** Set by `.ci/run`: what is missing is an error, not a test less. */
const mustBeComplete = process.env.CENTER_TEST_COMPLETE === '1';

/**
 * Brings the system packages for `purpose` ('check' needs none). As root on Debian they are installed,
 * without a question; elsewhere what is missing is named and the work goes on, as most of it can, unless it
 * has to be complete.
 */
export async function ensureSystemPackages(purpose) {
  const wanted = { check: [], start: needs.start, test: [...needs.start, ...needs.test] }[purpose];
  if (wanted.length === 0 || process.platform !== 'linux') return;
  if (!isDebian())
    return tell(wanted.filter(({ programs }) => programs.length > 0 && !programs.some(onPath)));
  const present = await installed(wanted.map(({ name }) => name));
  const missing = wanted.filter(({ name }) => !present.has(name));
  if (missing.length === 0) return;
  if (process.getuid() !== 0) return tell(missing);
  await install(missing.map(({ name }) => name));
}

function tell(missing) {
  if (missing.length === 0) return;
  const list = missing.map(({ name, why }) => `${name} (${why})`).join(', ');
  if (mustBeComplete) throw new UserError(`Not on this system: ${list}`);
  say(`Not on this system, what needs it will say so: ${list}`);
}

async function install(names) {
  const start = performance.now();
  say(`Installing Debian packages: ${names.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const update = await capture('apt-get', ['-q', ...wait, 'update'], { env });
  const args = ['-q', '-y', '--no-install-recommends', ...wait, 'install', ...names];
  const { code, output } = await capture('apt-get', args, { env });
  if (code === 0) return say(`Debian packages installed (${since(start)})`);
  const words = `${update.output}${output}`.trimEnd();
  if (mustBeComplete) throw new UserError(`Debian packages could not be installed:\n${words}`);
  say(`Debian packages could not be installed, going on without them:\n${words}`);
}

async function installed(names) {
  const { output } = await capture('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
  const lines = output.split('\n').filter((line) => line.endsWith(' installed'));
  return new Set(lines.map((line) => line.slice(0, line.indexOf(' '))));
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8')) && onPath('apt-get');
  } catch {
    return false;
  }
}

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
