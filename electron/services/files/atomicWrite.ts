import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemCode } from './systemCode.ts';

/** A file being written: it appears under its name only by `commit`, whole. */
export interface PartFile {
  readonly handle: FileHandle;
  /** Makes the content durable and gives the file its name. @throws the system error; nothing is left then */
  commit(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

const SUFFIX = '.part';
/** Virus scanners and spreadsheet programs hold files for moments; longer means that a person has it open. */
const RETRIES_MS = [50, 150, 400] as const;

/** Opens a temporary file beside `target`, mode 0600, created exclusively. */
export async function openPart(target: string): Promise<PartFile> {
  const part = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}${SUFFIX}`);
  const handle = await open(part, 'wx', 0o600);
  const discard = async () => {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
  };
  return {
    handle,
    discard,
    async commit() {
      try {
        await handle.sync();
        await handle.close();
        await renameWithRetry(part, target);
        await syncDirectory(dirname(target));
      } catch (error) {
        await discard();
        throw error;
      }
    },
  };
}

/** Writes a small file whole or not at all. @throws the system error; the old content is then still there */
export async function atomicWrite(target: string, content: string | Uint8Array): Promise<void> {
  const part = await openPart(target);
  try {
    await part.handle.writeFile(content);
  } catch (error) {
    await part.discard();
    throw error;
  }
  await part.commit();
}

/** True for the name of a file that a crash left behind. */
export function isPartName(name: string): boolean {
  return name.startsWith('.') && name.endsWith(SUFFIX);
}

async function renameWithRetry(from: string, to: string): Promise<void> {
  for (const wait of RETRIES_MS) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (!['EBUSY', 'EPERM', 'EACCES'].includes(systemCode(error) ?? '')) throw error;
      await setTimeout(wait);
    }
  }
  await rename(from, to);
}

/** Makes the rename itself durable; Windows has no such call and needs none. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
