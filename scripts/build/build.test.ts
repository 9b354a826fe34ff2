import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from 'vite';
import { viteConfig } from './config.ts';
import { isFresh, readInputs, writeStamp } from './stamp.ts';
import { type Target, targets } from './targets.ts';

let root = '';

function write(file: string, content: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

function named(name: string): Target {
  const target = targets.find((candidate) => candidate.name === name);
  if (target === undefined) throw new Error(`no target ${name}`);
  return target;
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  write('package.json', JSON.stringify({ type: 'module', dependencies: { ws: '1.0.0' } }));
  write('shared/sum.ts', 'export const sum = (a: number, b: number): number => a + b;\n');
  write(
    'server/main.ts',
    `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./jobs/sum.worker.ts', import.meta.url));
const [answer] = await once(worker, 'message');
console.log(answer, process.argv.slice(2).join(' '));
`,
  );
  write(
    'server/jobs/sum.worker.ts',
    `import { parentPort } from 'node:worker_threads';
import { sum } from '../../shared/sum.ts';
parentPort?.postMessage(sum(1, 2));
`,
  );
  write(
    'electron/preload.ts',
    `import { contextBridge } from 'electron';
import { sum } from '../shared/sum.ts';
const later = () => import('./later.ts');
contextBridge.exposeInMainWorld('bridge', { sum, later });
`,
  );
  write('electron/later.ts', 'export const later = 1;\n');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the build', () => {
  test('makes a server whose worker threads run', async () => {
    await build(viteConfig(root, named('server')));
    const output = execFileSync(process.execPath, [join(root, 'dist/server/main.js'), 'a', 'b'], {
      encoding: 'utf8',
    });
    expect(output).toBe('3 a b\n');
  });

  test('makes a preload that a sandbox can load: one file that requires nothing but electron', async () => {
    await build(viteConfig(root, named('preload')));
    const code = readFileSync(join(root, 'dist/preload/preload.cjs'), 'utf8');
    const required = [...code.matchAll(/\b(?:require|import)\(\s*["']([^"']+)["']\s*\)/g)].map(
      ([, name]) => name,
    );
    expect(required).toEqual(['electron']);
  });
});

describe('a target is built again', () => {
  const server = named('server');
  const change = (file: string, content: string) => {
    writeStamp(root, server, readInputs(root, server));
    write(file, content);
    return isFresh(root, server);
  };

  test('not when nothing changed, nor when a file only got a new time', () => {
    writeStamp(root, server, readInputs(root, server));
    expect(isFresh(root, server)).toBe(true);
    utimesSync(join(root, 'shared/sum.ts'), new Date(0), new Date(0));
    expect(isFresh(root, server)).toBe(true);
  });

  test('when a source, a shared file or the lockfile changed, or a file came', () => {
    expect(change('server/jobs/sum.worker.ts', '// other\n')).toBe(false);
    expect(change('shared/sum.ts', '// other\n')).toBe(false);
    expect(change('package-lock.json', '{}')).toBe(false);
    expect(change('server/new.ts', '')).toBe(false);
  });

  test('not when only a test, a page or another part changed', () => {
    expect(change('server/main.test.ts', '// test\n')).toBe(true);
    expect(change('server/README.md', '# page\n')).toBe(true);
    expect(change('renderer/app.tsx', '// other part\n')).toBe(true);
  });

  test('when its output is gone', () => {
    writeStamp(root, server, readInputs(root, server));
    rmSync(join(root, 'dist/server/main.js'));
    expect(isFresh(root, server)).toBe(false);
  });
});
