import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { viteConfig } from './config.ts';
import { isFresh, readInputs, writeStamp } from './stamp.ts';
import { targets, type Target } from './targets.ts';

const root = join(import.meta.dirname, '..', '..');

/** `node scripts/build/build.ts [--stale] [target ...]`: builds all or the named targets; `--stale` only those out of date. */
async function main(args: readonly string[]): Promise<number> {
  process.env['NODE_ENV'] = 'production';
  const onlyStale = args.includes('--stale');
  const named = args.filter((arg) => !arg.startsWith('--'));
  const unknown = named.filter((name) => !targets.some((target) => target.name === name));
  if (unknown.length > 0) throw new Error(`No such build target: ${unknown.join(', ')}`);
  let exitCode = 0;
  for (const target of targets) {
    const wanted = named.length === 0 || named.includes(target.name);
    if (!wanted || !existsSync(join(root, target.entry))) continue;
    if (onlyStale && isFresh(root, target)) continue;
    try {
      await buildTarget(target);
    } catch (error) {
      // The others are built all the same, so that all errors are seen at once.
      const text = error instanceof Error ? error.message : String(error);
      process.stderr.write(`Not built ${target.name}: ${stripVTControlCharacters(text)}\n`);
      exitCode = 1;
    }
  }
  return exitCode;
}

async function buildTarget(target: Target): Promise<void> {
  const start = performance.now();
  const inputs = readInputs(root, target);
  await build(viteConfig(root, target));
  writeStamp(root, target, inputs);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stderr.write(`Built ${target.name}: ${describe(join(root, target.outDir))} (${seconds} s)\n`);
}

/** Size of what is shipped; of the scripts also compressed, the number that the start-up budget is about. */
function describe(folder: string): string {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const total = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const scripts = files.filter((file) => /\.c?js$/.test(file));
  const packed = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 1 }).length, 0);
  const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1024)} KB`;
  return `${files.length} files, ${kilobytes(total)}, scripts ${kilobytes(packed)} gzip`;
}

process.exitCode = await main(process.argv.slice(2));
