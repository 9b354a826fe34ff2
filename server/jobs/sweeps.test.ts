import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestCenter, type TestCenter } from '../testing/testCenter.ts';
import { sweeps } from './sweeps.ts';

let test: TestCenter;
beforeAll(async () => {
  test = await openTestCenter();
});
afterAll(() => test.close());

it('finds everything that is due, however much it is', async () => {
  const many = 2_345;
  await test.center.pool.query(
    `INSERT INTO fold.enrolment (id, rev, state, seq, body, "c_openedAt")
SELECT id, 1, 'opened', 1, jsonb_build_object('id', id, 'rev', 1, 'state', 'opened'), '2026-01-01T00:00:00Z'
FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $1)) ids`,
    [many],
  );
  const due = [];
  for (const find of sweeps) due.push(...(await find(test.center, '2026-03-02')));
  expect(new Set(due.map(({ command }) => command.id)).size).toBe(many);
});
