import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './lib/build.mjs';
import { runInteractive } from './lib/child.mjs';
import { root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';

/**
 * `npm start [-- --data DIR --port N --fresh --headless]`: center server and client on this machine.
 * Ctrl-C ends both in order.
 */
await main(async () => {
  const tools = await bootstrap('start');
  await build(tools);
  const args = [join(root, 'dist', 'start', 'start.js'), ...process.argv.slice(2)];
  return runInteractive(tools.node, args, tools.env);
});
