import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { stateCalendar } from '../../shared/calendar/stateCalendar.ts';
import type { AppRole } from '../../shared/access/roles.ts';
import type { Actor } from '../../shared/log/event.ts';
import { ruleSetFor } from '../../shared/rules/ruleSet.ts';
import { defaultAccessPolicy } from '../access/policy.ts';
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
  readonly ended: string[];
  setNow(instant: string): void;
  close(): Promise<void>;
}

/** Opens one; a Monday morning in Changzhou unless said otherwise. */
export async function openTestCenter(now = '2026-03-02T01:00:00.000Z'): Promise<TestCenter> {
  const database = await cloneDatabase();
  const pool = openPool(database.url, 12);
  const ended: string[] = [];
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
    access: defaultAccessPolicy,
    onSessionsEnded: (accountId) => ended.push(accountId),
  };
  return {
    center,
    url: database.url,
    ended,
    setNow: (next) => {
      instant = next;
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

/** A person of the center with one role, as a signed-in session would carry them. */
export function actorWith(role: AppRole, name: string = role): Actor {
  return {
    id: `00000000-0000-4000-8000-${role.charCodeAt(0).toString().padStart(4, '0')}${role.charCodeAt(1).toString().padStart(4, '0')}0000`,
    accountNo: name.toLowerCase(),
    name,
    unitId: null,
    unitName: '',
    person: `person-${role}`,
    roles: [role],
  };
}
