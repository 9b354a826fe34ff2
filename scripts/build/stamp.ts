import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commonSources, type Target } from './targets.ts';

/** Path -> what the file was when it was last read. The digest decides; size and time only save reading. */
type Inputs = Record<string, { size: number; mtimeMs: number; digest: string }>;

/**
 * True where the target's output was made from exactly the sources that are there now.
 * A checkout that only touches files (same content, new time) does not make it stale.
 */
export function isFresh(root: string, target: Target): boolean {
  if (!existsSync(join(root, target.outDir, target.outFile))) return false;
  const before = readStamp(root, target);
  if (before === undefined) return false;
  const now = readInputs(root, target, before);
  const same =
    Object.keys(now).length === Object.keys(before).length &&
    Object.entries(now).every(([path, { digest }]) => before[path]?.digest === digest);
  if (same) writeStamp(root, target, now);
  return same;
}

/** The target's sources as they are now; taken before a build, so that an edit during it makes it stale. */
export function readInputs(root: string, target: Target, known: Inputs = {}): Inputs {
  const paths = [...commonSources, ...target.sources].flatMap((path) => list(root, path)).sort();
  return Object.fromEntries(paths.map((path) => [path, readInput(root, path, known[path])]));
}

/** Records what the target's output was made from. */
export function writeStamp(root: string, target: Target, inputs: Inputs): void {
  const file = stampFile(root, target);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(inputs));
}

function readInput(root: string, path: string, known: Inputs[string] | undefined): Inputs[string] {
  const { size, mtimeMs } = statSync(join(root, path));
  if (known !== undefined && known.size === size && known.mtimeMs === mtimeMs) return known;
  const digest = createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('hex');
  return { size, mtimeMs, digest };
}

function list(root: string, path: string): string[] {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function readStamp(root: string, target: Target): Inputs | undefined {
  const file = stampFile(root, target);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function stampFile(root: string, target: Target): string {
  return join(root, 'dist', '.stamps', `${target.name}.json`);
}
