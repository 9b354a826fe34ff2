import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');

/** Imports that a folder's rule must refuse, with a word of the message that says where to go instead. */
const forbiddenImports = [
  ['shared/domain/a.ts', '../../server/log/execute.ts', 'pass it in as data'],
  ['shared/domain/b.ts', '../../renderer/app/root.tsx', 'pass it in as data'],
  ['shared/domain/c.ts', '../../electron/services/gate.ts', 'pass it in as data'],
  ['shared/a.ts', '../server/main.ts', 'pass it in as data'],
  ['shared/domain/d.ts', 'pg', 'pure packages'],
  ['shared/domain/e.ts', '@peculiar/x509', 'pure packages'],
  ['shared/domain/f.ts', 'antd/es/button', 'pure packages'],
  ['shared/domain/g.ts', 'node:fs', 'no Node modules'],
  ['shared/domain/h.ts', 'crypto', 'no Node modules'],
  ['shared/domain/i.test.ts', '../../server/main.ts', 'pass it in as data'],
  ['server/log/a.ts', '../../electron/services/gate.ts', 'shared/'],
  ['server/log/b.ts', '../../renderer/app/root.tsx', 'shared/'],
  ['server/log/c.ts', 'electron', 'electron/hosts/electron'],
  ['electron/services/a.ts', '../../server/log/execute.ts', 'shared/api'],
  ['electron/services/b.ts', '../../renderer/app/root.tsx', 'shared/bridge'],
  ['electron/services/c.ts', 'electron', 'electron/hosts/electron'],
  ['electron/hosts/loopback/a.ts', 'electron/main', 'electron/hosts/electron'],
  ['electron/hosts/electron/a.ts', '../../../server/main.ts', 'shared/api'],
  ['renderer/features/a.tsx', '../../server/main.ts', 'bridge'],
  ['renderer/features/b.tsx', '../../electron/preload.ts', 'bridge'],
  ['renderer/features/c.tsx', 'node:path', 'bridge'],
  ['renderer/features/d.tsx', 'axios', 'bridge'],
  ['renderer/features/e.tsx', 'ws', 'bridge'],
  ['renderer/features/f.tsx', 'electron', 'electron/services'],
  ['e2e/a.ts', 'electron', 'electron/hosts/electron'],
] as const;

const allowedImports = [
  ['shared/ok/a.ts', 'zod'],
  ['shared/ok/b.ts', 'csv-parse/sync'],
  ['shared/ok/c.ts', '../rules/finding.ts'],
  ['shared/ok/d.test.ts', 'fast-check'],
  ['server/ok/a.ts', '../../shared/rules/finding.ts'],
  ['server/ok/b.ts', 'node:fs'],
  ['electron/main.ts', 'electron'],
  ['electron/preload.ts', 'electron'],
  ['electron/hosts/electron/ok.ts', 'electron'],
  ['electron/services/ok.ts', 'axios'],
  ['renderer/ok/a.tsx', '../../shared/text.ts'],
  ['renderer/ok/b.tsx', 'antd'],
] as const;

/** One defect each, in the folder where it matters. */
const defects = [
  [
    'typescript(no-floating-promises)',
    'server/rule/a.ts',
    'async function f() {}\nexport function g() { f(); }',
  ],
  [
    'typescript(no-misused-promises)',
    'server/rule/b.ts',
    'export async function f(p: Promise<boolean>) { if (p) return 1; return 2; }',
  ],
  ['typescript(no-explicit-any)', 'server/rule/c.ts', 'export const x: any = 1;'],
  ['typescript(no-non-null-assertion)', 'server/rule/d.ts', 'export const f = (x?: string) => x!.length;'],
  [
    'typescript(switch-exhaustiveness-check)',
    'shared/rule/e.ts',
    "export function f(s: 'a' | 'b') { switch (s) { case 'a': return 1; } return 0; }",
  ],
  [
    'typescript(consistent-type-imports)',
    'shared/rule/f.ts',
    "import { T } from './t.ts';\nexport const x: T = 1;",
  ],
  // Written in two pieces: it is what the rule has to find in the sample, and no suppression of this file.
  ['typescript(ban-ts-comment)', 'shared/rule/g.ts', ['// @ts-', 'ignore\nexport const x = 1;'].join('')],
  ['eslint(eqeqeq)', 'shared/rule/h.ts', 'export const f = (a: number, b: number) => a == b;'],
  ['eslint(no-console)', 'server/rule/i.ts', "console.log('x');"],
  [
    'eslint(max-lines)',
    'shared/rule/j.ts',
    Array.from({ length: 301 }, (_, i) => `export const x${i} = ${i};`).join('\n'),
  ],
  [
    'eslint(max-lines-per-function)',
    'shared/rule/k.ts',
    `export function f(x: number) {\n${'x;\n'.repeat(50)}return x; }`,
  ],
  ['oxc(no-barrel-file)', 'shared/rule/l.ts', "export * from './t.ts';"],
  [
    'react-hooks(rules-of-hooks)',
    'renderer/rule/m.tsx',
    "import { useState } from 'react';\nexport function C(p: { a: boolean }) { if (p.a) useState(1); return null; }",
  ],
  [
    'react-hooks(exhaustive-deps)',
    'renderer/rule/n.tsx',
    "import { useEffect } from 'react';\nexport function C(p: { a(): void }) { const { a } = p; useEffect(() => { a(); }, []); return null; }",
  ],
  [
    'react(jsx-key)',
    'renderer/rule/o.tsx',
    'export const C = (p: { a: string[] }) => <>{p.a.map((x) => <b>{x}</b>)}</>;',
  ],
  ['eslint(no-restricted-properties)', 'shared/rule/q.ts', 'export const now = () => Date.now();'],
  ['eslint(no-unused-vars)', 'electron/rule/p.ts', 'const x = 1;\nexport const y = 2;'],
] as const;

const report = z.object({
  diagnostics: z.array(
    z.object({ code: z.string(), filename: z.string(), message: z.string(), help: z.string().optional() }),
  ),
});
type Finding = z.infer<typeof report>['diagnostics'][number];

let folder = '';
let findings: Finding[] = [];

const of = (file: string) => findings.filter(({ filename }) => filename.replaceAll('\\', '/') === file);

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `${content}\n`);
}

beforeAll(async () => {
  // Inside the project, so that the linter finds its type checker; in dist/, so that nothing else sees it.
  mkdirSync(join(root, 'dist'), { recursive: true });
  folder = mkdtempSync(join(root, 'dist', 'lint-'));
  for (const file of ['.oxlintrc.json', 'tsconfig.base.json'])
    copyFileSync(join(root, file), join(folder, file));
  const compilerOptions = { jsx: 'react-jsx', lib: ['es2024', 'dom'] };
  write(
    'tsconfig.json',
    JSON.stringify({ extends: './tsconfig.base.json', compilerOptions, include: ['**/*'] }),
  );
  for (const [file, target] of [...forbiddenImports, ...allowedImports]) {
    write(file, `import * as other from '${target}';\nexport const used = [other];`);
  }
  for (const [, file, source] of defects) write(file, source);
  write('shared/rule/t.ts', 'export type T = number;');
  const files: string[] = [...forbiddenImports, ...allowedImports].map(([file]) => file);
  files.push(...defects.map(([, file]) => file));
  const args = ['--type-aware', '--no-ignore', '-f', 'json', '-c', '.oxlintrc.json', ...files];
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const stdout = await promisify(execFile)(process.execPath, [oxlint, ...args], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  }).then(
    (done) => done.stdout,
    (failure: { stdout: string }) => failure.stdout,
  );
  findings = report.parse(JSON.parse(stdout)).diagnostics;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('imports run one way', () => {
  test.each(forbiddenImports)('%s must not import %s', (file, _target, hint) => {
    const found = of(file).filter(({ code }) => code === 'eslint(no-restricted-imports)');
    expect(found.map(({ help }) => help)).toContainEqual(expect.stringContaining(hint));
  });

  test.each(allowedImports)('%s may import %s', (file) => {
    expect(of(file)).toEqual([]);
  });
});

describe('planted defects are found', () => {
  test.each(defects)('%s', (code, file) => {
    expect(of(file).map((finding) => finding.code)).toContain(code);
  });
});
