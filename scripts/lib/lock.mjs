import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheDir, root } from './paths.mjs';
import { say } from './say.mjs';

const retryMs = 200;

/**
 * Runs `work` while no other process does the same work for this checkout, so that two commands started at
 * once neither install nor build over each other. The lock of a process that died is taken over.
 */
export async function withLock(name, work) {
  const folder = join(cacheDir, 'locks');
  mkdirSync(folder, { recursive: true });
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const file = join(folder, `${name}-${digest}`);
  for (let told = false; !take(file); told = true) {
    if (!told) say(`Waiting for another command that is busy with: ${name}`);
    await delay(retryMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A hard link appears whole, with the owner's id in it, or not at all. */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
  const owner = Number(read(file));
  if (owner > 0 && !alive(owner)) rmSync(file, { force: true });
  return false;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
