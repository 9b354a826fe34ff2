import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import { openProfileFile, type SignedProfile } from './signedFile.ts';

const FILE = 'center.egovprofile';

/** One imported profile as it lies on disk; `signed` is null where its file cannot be used. */
export interface StoredProfile {
  readonly id: string;
  readonly signed: SignedProfile | null;
}

/**
 * The imported profiles: a folder for each, with its file and what the workstation keeps for it. The file decides: it
 * is written whole or not at all, and a folder without one is what a crash left of a profile that was removed.
 */
export interface ProfileStore {
  list(): readonly StoredProfile[];
  /** @throws ProblemError `profile/gone` */
  get(id: string): StoredProfile;
  folderOf(id: string): string;
  write(profile: SignedProfile, bytes: Uint8Array): Promise<void>;
  /** The file first: a removal that is cut off is finished at the next start. */
  remove(id: string): Promise<void>;
}

/** Reads the profiles in a folder and clears away what a crash left. Every signature is checked again. */
export async function openProfileStore(folder: string): Promise<ProfileStore> {
  const known = new Map<string, StoredProfile>();
  const folderOf = (id: string) => join(folder, id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const id of (await readdir(folder)).toSorted()) {
    const stored = await readStored(folderOf(id), id);
    if (stored === null) await rm(folderOf(id), { recursive: true, force: true });
    else known.set(id, stored);
  }
  return {
    list: () => [...known.values()],
    folderOf,
    get(id) {
      const stored = known.get(id);
      if (!stored) throw new ProblemError('profile/gone');
      return stored;
    },
    async write(signed, bytes) {
      await mkdir(folderOf(signed.id), { recursive: true, mode: 0o700 });
      await atomicWrite(join(folderOf(signed.id), FILE), bytes);
      known.set(signed.id, { id: signed.id, signed });
    },
    async remove(id) {
      known.delete(id);
      await rm(join(folderOf(id), FILE), { force: true });
      await rm(folderOf(id), { recursive: true, force: true });
    },
  };
}

/** Null where there surely is no profile file; a folder or file that cannot be read is broken and stays as it is. */
async function readStored(folder: string, id: string): Promise<StoredProfile | null> {
  try {
    const names = await readdir(folder);
    if (!names.includes(FILE)) return null;
    const signed = openProfileFile(await readFile(join(folder, FILE)));
    // A file that was put into the folder of another profile is not that profile.
    return { id, signed: signed.id === id ? signed : null };
  } catch {
    return { id, signed: null };
  }
}
