import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let cache = '';
let trace = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'egov-lock-'));
  trace = join(cache, 'trace');
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

/** A command that writes down when it begins and ends its work; `die` leaves it in the middle. */
async function command(end: 'done' | 'die' = 'done'): Promise<void> {
  const code = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.mjs'))};
    await withLock('test', async () => {
      appendFileSync(process.env.TRACE, 'begins ');
      if (process.env.END === 'die') process.kill(process.pid, 'SIGKILL');
      await new Promise((resolve) => setImmediate(resolve));
      appendFileSync(process.env.TRACE, 'ends\\n');
    });`;
  const env = { ...process.env, XDG_CACHE_HOME: cache, TRACE: trace, END: end };
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { env, stdio: 'ignore' });
  await once(child, 'exit');
}

const locks = () => {
  const folder = join(cache, 'egov-center', 'locks');
  return join(folder, readdirSync(folder)[0] ?? '');
};

test('of commands started at once only one works at a time, also after one died in the middle', async () => {
  await command('die');
  await Promise.all(Array.from({ length: 6 }, () => command()));
  expect(readFileSync(trace, 'utf8')).toBe(`begins ${'begins ends\n'.repeat(6)}`);
  expect(readdirSync(locks())).toHaveLength(1);
});

test('a lock whose process number belongs to another process by now is taken over', async () => {
  await command();
  const [number = ''] = readdirSync(locks());
  writeFileSync(join(locks(), number), JSON.stringify({ pid: process.pid, start: 'before' }));
  await command();
  expect(readFileSync(trace, 'utf8')).toBe('begins ends\n'.repeat(2));
});
