import type { Pool } from './database.ts';
import { transaction } from './database.ts';
import { up as log } from './migrations/0001-log.ts';
import { up as endedSessions } from './migrations/0002-ended-sessions.ts';
import { up as enrolments } from './migrations/0003-enrolments.ts';
import { up as formerPasswords } from './migrations/0004-former-passwords.ts';
import { prepareFold, type FoldRules } from '../fold/rebuild.ts';

/** Migrations in order; one that has been released is never edited. */
const migrations: readonly { readonly name: string; readonly up: string }[] = [
  { name: '0001-log', up: log },
  { name: '0002-ended-sessions', up: endedSessions },
  { name: '0003-enrolments', up: enrolments },
  { name: '0004-former-passwords', up: formerPasswords },
];

/**
 * Brings a database to this version: runs the missing migrations, each in its own transaction under one
 * advisory lock (two servers may start at once), then rebuilds the folds when their shape has changed.
 * @returns names of the migrations that ran, and how many events were folded anew.
 */
export async function migrate(
  pool: Pool,
  by: FoldRules,
): Promise<{ ran: readonly string[]; refolded: number }> {
  const ran: string[] = [];
  await transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(320400)');
    await client.query(
      'CREATE TABLE IF NOT EXISTS public.migration (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    );
    const done = await client.query<{ name: string }>('SELECT name FROM public.migration');
    const names = new Set(done.rows.map((row) => row.name));
    for (const { name, up } of migrations.filter((m) => !names.has(m.name))) {
      await client.query(up);
      await client.query('INSERT INTO public.migration (name) VALUES ($1)', [name]);
      ran.push(name);
    }
  });
  const refolded = await prepareFold(pool, by);
  return { ran, refolded };
}
