import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPartName } from './atomicWrite.ts';

/** Removes what a crash left half written in these folders; one that is not there holds nothing. */
export async function sweepParts(folders: readonly string[]): Promise<void> {
  for (const folder of folders)
    for (const name of await readdir(folder).catch(() => []))
      if (isPartName(name)) await rm(join(folder, name), { force: true });
}
