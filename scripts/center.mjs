import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './lib/build.mjs';
import { runInteractive } from './lib/child.mjs';
import { root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';

/** `npm run center -- COMMAND [options]`: the center server's command line. */
await main(async () => {
  const tools = await bootstrap('check');
  await build(tools, ['server']);
  const args = [join(root, 'dist', 'server', 'main.js'), ...process.argv.slice(2)];
  return runInteractive(tools.node, args, tools.env);
});
