import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './lib/build.mjs';
import { runInteractive } from './lib/child.mjs';
import { root } from './lib/paths.mjs';
import { main, UserError } from './lib/say.mjs';

/** `npm run bench -- NAME [args]`: runs bench/NAME.ts; without a name it lists them. */
await main(async () => {
  const [name, ...args] = process.argv.slice(2);
  const file = join(root, 'bench', `${name}.ts`);
  if (name === undefined || !existsSync(file)) {
    throw new UserError(`Usage: npm run bench -- NAME [args]\nNames: ${names().join(', ')}`);
  }
  const tools = await bootstrap('start');
  await build(tools);
  return runInteractive(tools.node, [file, ...args], tools.env);
});

function names() {
  return readdirSync(join(root, 'bench'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
}
