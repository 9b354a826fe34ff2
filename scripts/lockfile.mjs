/**
 * Packages with a binary per platform list one optional package for each. Where the registry at hand lacks one
 * of them, `npm install` leaves it out of package-lock.json without a word, and `npm ci` then refuses the
 * lockfile on every machine. This names those that are missing; with `--fix` it writes their entries.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';
import { main, say } from './lib/say.mjs';

const file = join(root, 'package-lock.json');

await main(() => {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingPlatforms(lock.packages);
  if (missing.length === 0) return 0;
  if (process.argv[2] !== '--fix') {
    say(`Missing in package-lock.json: ${missing.map(({ name }) => name).join(', ')}`);
    say('Run: node scripts/lockfile.mjs --fix');
    return 1;
  }
  const added = missing.map(({ name, version, dev }) => [`node_modules/${name}`, entry(name, version, dev)]);
  const sorted = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  say(`Added to package-lock.json: ${missing.map(({ name }) => name).join(', ')}`);
  return 0;
});

function missingPlatforms(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isReachable(packages, path, name))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/** Node's own lookup: beside the package, then in every node_modules above it. */
function isReachable(packages, from, name) {
  for (let folder = from; folder !== ''; folder = parent(folder)) {
    if (`${folder}/node_modules/${name}` in packages) return true;
  }
  return `node_modules/${name}` in packages;
}

function parent(folder) {
  return folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
}

/** The platform stands in the name; npm skips the package elsewhere and looks nothing up. */
function entry(name, version, dev) {
  const [, os] = /\b(android|darwin|freebsd|linux|openharmony|win32)\b/.exec(name) ?? [];
  const [, cpu] = /\b(arm64|arm|ia32|ppc64|riscv64|s390x|x64)\b/.exec(name) ?? [];
  if (os === undefined || cpu === undefined) throw new Error(`${name} names no platform: add it by hand`);
  const [, libc] = /(musl|gnu)(eabihf)?$/.exec(name) ?? [];
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(os === 'linux' && libc !== undefined && { libc: [libc === 'musl' ? 'musl' : 'glibc'] }),
    optional: true,
    os: [os],
  };
}
