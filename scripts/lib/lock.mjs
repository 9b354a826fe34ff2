import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheDir, root } from './paths.mjs';
import { say } from './say.mjs';

const retryMs = 200;
const released = 'released';

/**
 * Runs `work` while no other process does the same work for this checkout, so that two commands started at
 * once neither install nor build over each other. The lock of a process that died is taken over.
 */
export async function withLock(name, work) {
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const folder = join(cacheDir, 'locks', `${name}-${digest}.d`);
  mkdirSync(folder, { recursive: true });
  let mine = take(folder);
  if (mine === null) say(`Waiting for another command that is busy with: ${name}`);
  for (; mine === null; mine = take(folder)) await delay(retryMs);
  try {
    return await work();
  } finally {
    put(folder, released, (file) => renameSync(file, mine));
  }
}

/**
 * The lock is the file of the highest number, held by the process it names. Who finds it released or its process dead
 * adds the next number, which only one can; the last one is never removed, so no two can take it over.
 */
function take(folder) {
  const last = highest(folder);
  if (last > 0 && isHeld(join(folder, String(last)))) return null;
  const mine = join(folder, String(last + 1));
  const own = JSON.stringify({ pid: process.pid, start: startOf(process.pid) });
  try {
    // A hard link appears whole, with its owner in it, or not at all.
    put(folder, own, (file) => linkSync(file, mine));
  } catch (error) {
    if (error.code === 'EEXIST') return null;
    throw error;
  }
  if (highest(folder) > last + 1) {
    // While this process stood still others went on, and removed the number that it has just added again.
    rmSync(mine, { force: true });
    return null;
  }
  for (const number of numbers(folder))
    if (number <= last) rmSync(join(folder, String(number)), { force: true });
  return mine;
}

function put(folder, text, place) {
  const file = join(folder, `new-${randomUUID()}`);
  writeFileSync(file, text);
  try {
    place(file);
  } finally {
    rmSync(file, { force: true });
  }
}

function numbers(folder) {
  return readdirSync(folder).map(Number).filter(Number.isInteger);
}

function highest(folder) {
  return Math.max(0, ...numbers(folder));
}

function isHeld(file) {
  try {
    const { pid, start } = JSON.parse(readFileSync(file, 'utf8'));
    return startOf(pid) === start;
  } catch {
    // Released, or removed by who has the next number.
    return false;
  }
}

/** When a process began, as its system tells it: a number that is used again has another. Null where it is gone. */
function startOf(pid) {
  try {
    if (process.platform === 'win32') return process.kill(pid, 0) && 'running';
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name in brackets may hold anything; after it the state is field 3, the start field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    return null;
  }
}
