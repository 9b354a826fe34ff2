import { resolve } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './lib/build.mjs';
import { runInteractive } from './lib/child.mjs';
import { main, UserError } from './lib/say.mjs';

/** `node scripts/run.mjs FILE.ts [args]`: runs a TypeScript file on Node 24 against a current build. */
await main(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (file === undefined) throw new UserError('Usage: node scripts/run.mjs FILE.ts [args]');
  const tools = await bootstrap('start');
  await build(tools);
  return runInteractive(tools.node, [resolve(file), ...args], tools.env);
});
