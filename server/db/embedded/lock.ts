import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { systemCode } from '../../codedError.ts';
import { inUse, noAccess } from './errors.ts';

/** A held lock. */
export interface DirectoryLock {
  release(): void;
}

const ownerNote = z.object({ pid: z.int() });

/**
 * Takes the directory for this process until `release` or the end of the process, however it ends.
 *
 * Node.js offers no file locks, SQLite does: an open exclusive transaction holds the kernel's own lock on
 * `lock.db`, on every platform, and the kernel drops it with the process, so there is no stale lock to judge.
 * `owner.json` beside it only names the owner for the refusal.
 *
 * @throws CodedError `data/in-use` naming the pid, `data/no-access`
 */
export function lockDirectory(directory: string): DirectoryLock {
  const note = join(directory, 'owner.json');
  const database = openLock(directory);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw isBusy(error) ? inUse(directory, ownerOf(note)) : noAccess(directory, error);
  }
  const owner = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  writeFileSync(note, JSON.stringify(owner), { mode: 0o600 });
  return {
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}

function openLock(directory: string): DatabaseSync {
  const file = join(directory, 'lock.db');
  try {
    makePrivate(file);
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw noAccess(directory, error);
  }
}

/**
 * Others must not be able to hold the lock. Exclusive creation, because closing a second descriptor of a locked file
 * would drop this process's own lock (POSIX).
 */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}

/** SQLITE_BUSY (5): another connection holds the lock. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

function ownerOf(note: string): number | null {
  try {
    return ownerNote.parse(JSON.parse(readFileSync(note, 'utf8'))).pid;
  } catch {
    return null;
  }
}
