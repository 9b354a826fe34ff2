import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parseAst } from 'vite';

const root = join(import.meta.dirname, '..', '..', '..');

/** Where a module awaits outside of every function, as text of its own. */
function awaitedAtTop(source: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const type = 'type' in node ? String(node.type) : '';
    if (/Function|MethodDefinition/.test(type)) return;
    const waits = type === 'AwaitExpression' || ('await' in node && node.await === true);
    if (waits && 'start' in node && 'end' in node)
      found.push(source.slice(Number(node.start), Number(node.end)).slice(0, 80));
    for (const child of Object.values(node)) walk(child);
  };
  walk(parseAst(source, { sourceType: 'module' }).body);
  return found;
}

test('an await outside of functions is found, one within is none', () => {
  expect(awaitedAtTop('const f = async () => { await g(); };')).toEqual([]);
  expect(awaitedAtTop('try { await g(); } catch {}')).toEqual(['await g()']);
  expect(awaitedAtTop('for await (const x of y) f(x);')).toHaveLength(1);
});

test('the built program waits for nothing before it is evaluated: Electron becomes ready only then', async () => {
  const build = join(root, 'scripts', 'build', 'build.ts');
  await promisify(execFile)(process.execPath, [build, '--stale', 'main'], { cwd: root });
  const folder = join(root, 'dist', 'main');
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  expect(modules).toContain('main.js');
  for (const name of modules) {
    const source = readFileSync(join(folder, name), 'utf8');
    expect([name, awaitedAtTop(source)]).toEqual([name, []]);
  }
});
