import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { stateCalendar } from '../../shared/calendar/stateCalendar.ts';
import { ruleSetFor } from '../../shared/rules/ruleSet.ts';
import { type AccessPolicy, defaultAccessPolicy } from '../access/policy.ts';
import type { Center } from '../center.ts';
import { openPool } from '../db/database.ts';
import { masterKeyOf } from '../secrets/masterKey.ts';
import { openVault } from '../secrets/vault.ts';
import { cloneDatabase } from './postgres.ts';

/** A center on its own real database, with a clock that only the test moves. */
export interface TestCenter {
  readonly center: Center;
  /** Connection URL of its database. */
  readonly url: string;
  setNow(instant: string): void;
  close(): Promise<void>;
}

/** Opens one; a Monday morning in Changzhou unless said otherwise. */
export async function openTestCenter(
  now = '2026-03-02T01:00:00.000Z',
  access: Partial<AccessPolicy> = {},
): Promise<TestCenter> {
  const database = await cloneDatabase();
  const pool = openPool(database.url, 12);
  let instant = now;
  const center: Center = {
    pool,
    vault: await openVault(pool, masterKeyOf(Buffer.from('11'.repeat(32)), 'test')),
    rules: ruleSetFor('320400'),
    calendar: stateCalendar,
    log: pino({ level: 'silent' }),
    now: () => instant,
    newId: randomUUID,
    area: '320400',
    sample: true,
    access: { ...defaultAccessPolicy, ...access },
    onWorkForSystem: () => undefined,
  };
  return {
    center,
    url: database.url,
    setNow: (next) => {
      instant = next;
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
