import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './node24.mjs';
import { root } from './paths.mjs';
import { say, since, UserError } from './say.mjs';

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.lock-digest');

/** True where `node_modules` holds exactly what package-lock.json names. */
export function modulesAreCurrent() {
  const lock = readFileSync(lockFile);
  const digest = createHash('sha256').update(lock).digest('hex');
  if (read(stampFile) === digest) return true;
  if (!sameAsInstalled(JSON.parse(lock.toString('utf8')))) return false;
  writeFileSync(stampFile, digest);
  return true;
}

/** `npm ci` on the Node `program`. Throws UserError with npm's own words where it fails. */
export async function installModules(program, env) {
  const start = performance.now();
  say('Installing the packages of package-lock.json (npm ci)');
  const globalconfig = await globalConfig();
  const { code, output } = await npm(program, ['ci', '--loglevel=error'], {
    env: { ...env, npm_config_globalconfig: globalconfig },
  });
  if (code !== 0) throw new UserError(`npm ci failed:\n${output.trim()}`);
  const digest = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  writeFileSync(stampFile, digest);
  say(`Packages installed (${since(start)})`);
}

/**
 * npm looks for the machine's settings (registry, proxy, certificates) beside the Node it runs on; run on
 * another Node it would miss them.
 */
async function globalConfig() {
  const { output } = await npm(process.execPath, ['config', 'get', 'globalconfig', '--loglevel=silent'], {
    env: process.env,
  });
  return output.trim();
}

/** npm leaves a list of what it installed; packages for other platforms are not in it. */
function sameAsInstalled(lock) {
  const text = read(join(root, 'node_modules', '.package-lock.json'));
  if (text === '') return false;
  const installed = JSON.parse(text).packages;
  return Object.entries(lock.packages).every(([path, entry]) => {
    const present = installed[path];
    if (path === '' || entry.link) return true;
    if (present === undefined) return entry.optional === true || entry.devOptional === true;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
