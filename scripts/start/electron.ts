import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How long a download of the binary may take. */
const FETCH_MS = 120_000;

/**
 * Path of Electron's binary, fetched where it is missing and can be; null where it cannot, said in one line.
 * Electron's package has no install script of its own any more: its `install.js` is what fetches the binary.
 */
export function electronBinary(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const known = installedElectron(root);
  if (known !== null) return known;
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: FETCH_MS });
  const fetched = installedElectron(root);
  if (fetched === null)
    process.stderr.write(
      'Electron is not here and could not be fetched; the client opens in Chromium instead.\n',
    );
  return fetched;
}

/** Path of Electron's binary where its package has fetched it already, or null. */
export function installedElectron(root: string): string | null {
  const pointer = join(root, 'node_modules', 'electron', 'path.txt');
  if (!existsSync(pointer)) return null;
  const binary = join(dirname(pointer), 'dist', readFileSync(pointer, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}
