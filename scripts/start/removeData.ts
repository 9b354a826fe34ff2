import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Removes a center's data folder, with the cluster that stands elsewhere because PostgreSQL's own user could not
 * enter the folder. Only folders that this program made are ever removed.
 * @throws Error when the folder does not look like a center's
 */
export function removeData(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  if (!['pki', 'center.json'].some((name) => existsSync(join(dataDir, name))))
    throw new Error(`--fresh refuses to remove ${dataDir}: it does not look like a center's data folder`);
  const pointer = join(dataDir, 'database.json');
  if (existsSync(pointer)) {
    const { elsewhere }: { elsewhere?: string | null } = JSON.parse(readFileSync(pointer, 'utf8'));
    if (elsewhere && basename(dirname(elsewhere)) === 'clusters')
      rmSync(elsewhere, { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
}
