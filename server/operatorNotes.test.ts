import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noted, takeUpNotes } from './operatorNotes.ts';
import { openTestCenter, type TestCenter } from './testing/testCenter.ts';

let test: TestCenter;
let dataDir = '';
beforeAll(async () => {
  test = await openTestCenter();
  dataDir = mkdtempSync(join(tmpdir(), 'center-notes-'));
});
afterAll(async () => {
  await test.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const folder = () => join(dataDir, 'operator-notes');

async function lines() {
  const { rows } = await test.center.pool.query<{ event: string; body: string }>(
    "SELECT event, body FROM log.event WHERE event IN ('certificate.revoke', 'profile.issue') ORDER BY seq",
  );
  return rows.map(({ event, body }) => ({ event, facts: JSON.parse(body).facts }));
}

it('what the command line did beside the server becomes lines of the log, in order and each once', async () => {
  await noted(dataDir, 'profile.issue', { key: 'main' }, () => Promise.resolve());
  await noted(dataDir, 'certificate.revoke', { serial: '0a' }, () => Promise.resolve());
  const left = readdirSync(folder());
  expect(left).toHaveLength(2);
  const [first = ''] = left;
  // A second server of the center, and one that died between the line and the file.
  await Promise.allSettled([takeUpNotes(test.center, dataDir), takeUpNotes(test.center, dataDir)]);
  await takeUpNotes(test.center, dataDir);
  expect(readdirSync(folder())).toEqual([]);
  expect(await lines()).toMatchObject([
    {
      event: 'profile.issue',
      facts: { key: 'main', operator: expect.any(String), doneAt: expect.any(String) },
    },
    { event: 'certificate.revoke', facts: { serial: '0a' } },
  ]);
  expect(first).toContain('.json');
});

it('an act that fails leaves no note, and a note that nobody can read stops no other', async () => {
  const before = (await lines()).length;
  const failing = noted(dataDir, 'certificate.revoke', { serial: 'ff' }, () =>
    Promise.reject(new Error('unknown serial')),
  );
  await expect(failing).rejects.toThrow('unknown serial');
  expect(readdirSync(folder())).toEqual([]);
  writeFileSync(join(folder(), '0-broken.json'), '{');
  await noted(dataDir, 'certificate.revoke', { serial: '0b' }, () => Promise.resolve());
  await takeUpNotes(test.center, dataDir);
  expect(readdirSync(folder())).toEqual(['0-broken.json']);
  expect(await lines()).toHaveLength(before + 1);
});
