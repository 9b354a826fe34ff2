import { bootstrap, tool } from './bootstrap.mjs';
import { build } from './lib/build.mjs';
import { runInteractive } from './lib/child.mjs';
import { main } from './lib/say.mjs';

/** `npm run package -- --linux | --win | --mac`: installers in release/. Needs the network: Electron and its tools are fetched. */
await main(async () => {
  const tools = await bootstrap('check');
  await build(tools, ['main', 'preload', 'renderer']);
  const args = [tool('electron-builder/cli.js'), '--publish', 'never', ...process.argv.slice(2)];
  return runInteractive(tools.node, args, tools.env);
});
