import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureSystemPackages } from './lib/debian.mjs';
import { withLock } from './lib/lock.mjs';
import { installModules, modulesAreCurrent } from './lib/modules.mjs';
import { environment, findNode24 } from './lib/node24.mjs';
import { root } from './lib/paths.mjs';
import { main, say, since } from './lib/say.mjs';

/**
 * Makes the checkout ready for `purpose` ('start', 'test' or 'check'): Node 24, the packages of the lockfile,
 * the system packages. Does nothing that is done already, never asks.
 * Answers `{ node, env }`: Node 24's program file and the environment to run tools in.
 */
export async function bootstrap(purpose) {
  return withLock('install', async () => {
    await ensureSystemPackages(purpose);
    const node = await findNode24();
    const env = environment(node);
    if (!modulesAreCurrent()) await installModules(node, env);
    return { node, env };
  });
}

/** The program file of an installed npm package's command, to be run with Node 24. */
export function tool(path) {
  const file = join(root, 'node_modules', path);
  if (!existsSync(file)) throw new Error(`${path} is not in node_modules`);
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const start = performance.now();
    const { node } = await bootstrap(process.argv[2] ?? 'check');
    say(`Ready: ${node} (${since(start)})`);
    return 0;
  });
}
