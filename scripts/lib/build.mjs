import { join } from 'node:path';
import { capture } from './child.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { say, UserError } from './say.mjs';

/**
 * Builds the named targets, or all, where their sources changed since the last build; with `all: true` also
 * where they did not. Throws UserError with the bundler's words where it fails.
 */
export async function build({ node, env }, names = [], { all = false } = {}) {
  await withLock('build', async () => {
    const args = [join(root, 'scripts', 'build', 'build.ts'), ...(all ? [] : ['--stale']), ...names];
    const { code, output } = await capture(node, args, { env });
    if (code !== 0) throw new UserError(`The build failed:\n${output.trim()}`);
    if (output.trim() !== '') say(output.trim());
  });
}
