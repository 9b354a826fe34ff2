import { bootstrap, tool } from './bootstrap.mjs';
import { build } from './lib/build.mjs';
import { runInteractive } from './lib/child.mjs';
import { main } from './lib/say.mjs';

/** `npm test [-- VITEST-OPTION ...]`: every project of vitest.config.ts against a current build. */
await main(async () => {
  const tools = await bootstrap('test');
  await build(tools);
  const args = [tool('vitest/vitest.mjs'), 'run', ...process.argv.slice(2)];
  return runInteractive(tools.node, args, tools.env);
});
