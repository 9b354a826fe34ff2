import { stateCalendar } from '../../shared/calendar/stateCalendar.ts';
import { ruleSetFor } from '../../shared/rules/ruleSet.ts';
import { openPool } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { setUpTestCluster } from './postgres.ts';

/** One real PostgreSQL for the whole run, with a migrated template that every test file clones. */
export default function setup(): Promise<() => Promise<void>> {
  return setUpTestCluster(async (url) => {
    const pool = openPool(url, 2);
    await migrate(pool, { rules: ruleSetFor('320400'), calendar: stateCalendar });
    await pool.end();
  });
}
