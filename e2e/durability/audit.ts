import { expect } from 'vitest';
import { stateCalendar } from '../../shared/calendar/stateCalendar.ts';
import { ruleSetFor } from '../../shared/rules/ruleSet.ts';
import { openPool, type Pool } from '../../server/db/database.ts';
import { checkFold } from '../../server/fold/rebuild.ts';
import { verifyChain } from '../../server/log/verify.ts';
import type { Acknowledged } from './writer.ts';

const by = { rules: ruleSetFor('320400'), calendar: stateCalendar };

/** Looks at a database by a connection of its own. */
export async function inspect<T>(databaseUrl: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = openPool(databaseUrl, 2);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** The chain is whole and without a gap. @returns number of lines. */
export async function expectWholeChain(pool: Pool): Promise<number> {
  const verdict = await verifyChain(pool);
  expect(verdict).toMatchObject({ ok: true, brokenAt: null });
  return verdict.lines;
}

/** Every derived table equals the log folded anew. */
export async function expectFoldsEqualLog(pool: Pool): Promise<void> {
  expect((await checkFold(pool, by)).differences).toEqual([]);
}

/** Every acknowledged act stands in the log, once, at the line and revision that were acknowledged. */
export async function expectAcknowledged(pool: Pool, acknowledged: readonly Acknowledged[]): Promise<void> {
  const { rows } = await pool.query<{ seq: number; id: string; event: string; rev: number }>(
    `SELECT seq, object_id::text AS id, event, ((body::jsonb)->'object'->>'rev')::int AS rev FROM log.event WHERE result = 'done' AND object_id IS NOT NULL`,
  );
  const found = new Map(rows.map((row) => [`${row.id} ${row.rev}`, row]));
  expect(found.size, 'a revision was written twice').toBe(rows.length);
  const missing = acknowledged.filter((act) => {
    const line = found.get(`${act.objectId} ${act.rev}`);
    return line?.event !== act.event || line.seq > act.seq || line.seq <= act.seq - act.lines;
  });
  expect(missing).toEqual([]);
  const keys = await pool.query<{ n: number }>(
    'SELECT count(*) AS n FROM log.idempotency WHERE key = ANY($1)',
    [acknowledged.map((act) => act.key)],
  );
  expect(keys.rows[0]?.n).toBe(acknowledged.length);
}
