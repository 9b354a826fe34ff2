import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, tool } from './bootstrap.mjs';
import { capture } from './lib/child.mjs';
import { root } from './lib/paths.mjs';
import { main, say, since } from './lib/say.mjs';

/** Folders that hold code; without them oxlint would follow links into node_modules. */
const code = ['shared', 'server', 'electron', 'renderer', 'scripts', 'build', 'e2e', 'bench'];

/** Generated files that must equal what their generator would write now: `[name, script, ...args]`. */
const drift = [['openapi', 'scripts/drift.ts']].filter(([, script]) => existsSync(join(root, script)));

function parts() {
  const types = ['shared', 'node', 'electron', 'web'].map((name) => [
    `types ${name}`,
    tool('typescript/bin/tsc'),
    '-p',
    `tsconfig.${name}.json`,
    '--pretty',
    'false',
  ]);
  const others = [
    ['lint and imports', tool('oxlint/bin/oxlint'), '--type-aware', ...code],
    ['format', tool('@biomejs/biome/bin/biome'), 'format', '--reporter=summary', '.'],
    ['lockfile', join(root, 'scripts', 'lockfile.mjs')],
    ['unused code', tool('knip/bin/knip.js'), '--no-progress'],
  ];
  return types.concat(
    others,
    drift.map(([name, ...rest]) => [`drift ${name}`, ...rest]),
  );
}

/** `npm run check`: every part at once; each tells its result and time, and all errors are shown. */
await main(async () => {
  const start = performance.now();
  const tools = await bootstrap('check');
  const results = await Promise.all(parts().map((part) => check(tools, part)));
  const failed = results.filter((passed) => !passed).length;
  say(failed === 0 ? `All checks passed (${since(start)})` : `${failed} checks failed (${since(start)})`);
  return failed === 0 ? 0 : 1;
});

async function check({ node, env }, [name, ...args]) {
  const start = performance.now();
  const { code: exit, output } = await capture(node, args, { env });
  const verdict = exit === 0 ? 'ok    ' : 'FAILED';
  say(`${verdict} ${name} (${since(start)})${exit === 0 ? '' : `\n${output.trimEnd()}`}`);
  return exit === 0;
}
