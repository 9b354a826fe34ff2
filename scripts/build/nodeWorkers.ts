import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** `new URL('./x.worker.ts', import.meta.url)`, as `new Worker(...)` of node:worker_threads takes it. */
const workerUrl = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+\.worker\.ts)\1\s*,\s*import\.meta\.url\s*\)/g;

/**
 * Builds the worker threads that Node code starts, each to a file of its own, so that the same line of source
 * works unbuilt (Node runs the .ts) and built. Vite itself knows only the browser's workers.
 */
export function nodeWorkers(): Plugin {
  return {
    name: 'node-workers',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('.worker.ts')) return null;
      const changed = code.replaceAll(workerUrl, (_all, _quote, path: string) => {
        const file = resolve(dirname(id), path);
        return `new URL(import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'chunk', id: file })})`;
      });
      return changed === code ? null : { code: changed, map: null };
    },
    // Vite would give the file's address on a web server.
    resolveFileUrl: ({ relativePath }) => `new URL('${relativePath}', import.meta.url).href`,
  };
}
