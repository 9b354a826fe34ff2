import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { profileSchema, type Profile } from '../../../shared/profile/profile.ts';

const PROFILE_FILE = 'profile.json';

/** A profile with what it names. */
export interface LoadedProfile {
  readonly profile: Profile;
  /** Folder that its certificate files are named from. */
  readonly folder: string;
  /** PEM of the trust anchors. */
  readonly ca: string;
}

/**
 * Reads the workstation profile `<folder>/profile.json`, laid down by whoever installs; the client never changes it.
 * @throws Error naming the folder and what is wrong with it, for the person who installs
 */
export async function readProfile(folder: string): Promise<LoadedProfile> {
  try {
    const profile = profileSchema.parse(JSON.parse(await readFile(join(folder, PROFILE_FILE), 'utf8')));
    const ca = await readFile(insideProfile(folder, profile.server.caFile), 'utf8');
    return { profile, folder: resolve(folder), ca };
  } catch (error) {
    throw new Error(`The workstation profile in ${folder} cannot be used`, { cause: error });
  }
}

/** The same, or null where nobody has laid one down. @throws Error as `readProfile` */
export async function findProfile(folder: string): Promise<LoadedProfile | null> {
  return existsSync(join(folder, PROFILE_FILE)) ? readProfile(folder) : null;
}

/** A file the profile names. @throws RangeError when the name leads out of the profile's folder */
export function insideProfile(folder: string, name: string): string {
  const root = resolve(folder);
  const file = resolve(root, name);
  if (!file.startsWith(root + sep)) throw new RangeError(`${name} lies outside the profile`);
  return file;
}

/** Base address of the center's API. */
export function urlOf({ host, port }: Pick<Profile['server'], 'host' | 'port'>): string {
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
