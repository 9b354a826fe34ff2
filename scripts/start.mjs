import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './lib/build.mjs';
import { runInteractive } from './lib/child.mjs';
import { root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';

/**
 * `npm start --headless` without the `--` in between: npm keeps such options for itself and tells them in the
 * environment (`npm_config_headless=true`).
 */
function optionsNpmKept(env) {
  const flags = ['fresh', 'headless'].filter((name) => env[`npm_config_${name}`] === 'true');
  const values = ['data', 'port'].filter((name) => env[`npm_config_${name}`]);
  return [
    ...flags.map((name) => `--${name}`),
    ...values.flatMap((name) => [`--${name}`, env[`npm_config_${name}`]]),
  ];
}

/**
 * `npm start [-- --data DIR --port N --fresh --headless]`: center server and client on this machine.
 * Ctrl-C ends both in order.
 */
await main(async () => {
  const tools = await bootstrap('start');
  await build(tools);
  const given = process.argv.slice(2);
  const options = given.length > 0 ? given : optionsNpmKept(process.env);
  return runInteractive(tools.node, [join(root, 'dist', 'start', 'start.js'), ...options], tools.env);
});
