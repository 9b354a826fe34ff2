import { bootstrap } from './bootstrap.mjs';
import { build } from './lib/build.mjs';
import { main } from './lib/say.mjs';

/** `npm run build [-- TARGET ...]`: builds everything, or the named parts, into dist/. */
await main(async () => {
  await build(await bootstrap('check'), process.argv.slice(2), { all: true });
  return 0;
});
