/** One thing that the build makes. Paths are relative to the project's folder. */
export interface Target {
  readonly name: string;
  /** The source it starts from; a target whose entry is not there is left out. */
  readonly entry: string;
  /** Folder of its output, owned by this target alone. */
  readonly outDir: string;
  readonly outFile: string;
  /** Folders and files whose change makes the output stale. */
  readonly sources: readonly string[];
  readonly format: 'esm' | 'cjs' | 'web';
  /** Which packages stay outside the bundle and are loaded from node_modules at run time. */
  readonly external: 'dependencies' | 'native';
}

/** Changes of these make every target stale. */
export const commonSources = ['shared', 'scripts/build', 'package.json', 'package-lock.json'] as const;

export const targets: readonly Target[] = [
  {
    name: 'main',
    entry: 'electron/main.ts',
    outDir: 'dist/main',
    outFile: 'main.js',
    sources: ['electron'],
    format: 'esm',
    external: 'dependencies',
  },
  {
    name: 'preload',
    entry: 'electron/preload.ts',
    outDir: 'dist/preload',
    outFile: 'preload.cjs',
    sources: ['electron'],
    format: 'cjs',
    external: 'dependencies',
  },
  {
    name: 'loopback',
    entry: 'electron/hosts/loopback/main.ts',
    outDir: 'dist/loopback',
    outFile: 'main.js',
    sources: ['electron'],
    format: 'esm',
    external: 'dependencies',
  },
  {
    name: 'server',
    entry: 'server/main.ts',
    outDir: 'dist/server',
    outFile: 'main.js',
    sources: ['server'],
    format: 'esm',
    external: 'native',
  },
  {
    name: 'start',
    entry: 'scripts/start/start.ts',
    outDir: 'dist/start',
    outFile: 'start.js',
    sources: ['scripts/start', 'electron', 'server'],
    format: 'esm',
    external: 'native',
  },
  {
    name: 'renderer',
    entry: 'renderer/index.html',
    outDir: 'dist/renderer',
    outFile: 'index.html',
    sources: ['renderer', 'resources'],
    format: 'web',
    external: 'dependencies',
  },
];
