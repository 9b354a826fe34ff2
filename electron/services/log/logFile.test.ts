import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { openLogFile } from './logFile.ts';

test('lines reach the file, which only its owner can read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'egov-log-'));
  const file = join(folder, 'client.log');
  createLogger(openLogFile(file)).info({ event: 'started' });
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"event":"started"');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});

test.skipIf(process.platform === 'win32').each([
  ['full', '/dev/full', 'ENOSPC'],
  ['missing', '/nonexistent/client.log', 'ENOENT'],
])('a disk that is %s is told once, and the program goes on', async (_name, file, code) => {
  const told: string[] = [];
  const log = createLogger(openLogFile(file, (line) => told.push(line)));
  for (let line = 0; line < 100; line += 1) log.info({ event: 'before' });
  await expect.poll(() => told).toEqual([expect.stringContaining(code)]);
  log.info({ event: 'after' });
  expect(told).toHaveLength(1);
});
