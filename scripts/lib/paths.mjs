import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, wherever the script was called from. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** What may be deleted at any time: the fetched Node and locks (XDG base directories). */
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'egov-center');
