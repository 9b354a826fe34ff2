import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a small file (keys, certificates, settings) whole or not at all, mode 0600 unless given:
 * temporary file beside it, fsync, rename, fsync of the directory. A reader sees the old or the new content.
 *
 * @throws the system error of the failed step; the old content is then still in place
 */
export function replaceFile(file: string, content: string | Uint8Array, mode = 0o600): void {
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const descriptor = openSync(part, 'wx', mode);
    try {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      let written = 0;
      while (written < bytes.length) written += writeSync(descriptor, bytes, written);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  syncDirectory(dirname(file));
}

/** Makes the rename itself durable; Windows has no such call and needs none. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
