import { existsSync } from 'node:fs';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cloneDatabase, setUpTestCluster } from './postgres.ts';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const backends = [
  { backend: 'embedded', major: 18, present: true },
  { backend: 'debian', major: 15, present: existsSync('/usr/lib/postgresql/15/bin/postgres') },
];

describe.each(backends)('with the $backend binaries', ({ backend, major, present }) => {
  let tearDown: (() => Promise<void>) | null = null;

  beforeEach(async (context) => {
    if (!present) context.skip(`PostgreSQL ${major} is not installed`);
    vi.stubEnv('CENTER_TEST_POSTGRES', backend);
    // The cluster of the run itself stays untouched.
    vi.stubEnv('CENTER_TEST_CLUSTER', '');
    tearDown = await setUpTestCluster(async (url) => {
      await query(url, `CREATE TABLE unit (name text); INSERT INTO unit VALUES ('市政务服务中心')`);
    });
  }, 60_000);

  afterEach(async () => {
    await tearDown?.();
    vi.unstubAllEnvs();
  });

  test('every clone has the migrated content and is its own', async () => {
    const clones = await Promise.all([cloneDatabase(), cloneDatabase(), cloneDatabase()]);
    const [first, second] = clones;
    if (first === undefined || second === undefined) throw new Error('no clone');
    await query(first.url, 'DELETE FROM unit');
    expect(await query(first.url, 'SELECT name FROM unit')).toEqual([]);
    expect(await query(second.url, 'SELECT name FROM unit')).toEqual([{ name: '市政务服务中心' }]);
    const version = await query(
      second.url,
      `SELECT current_setting('server_version_num')::int / 10000 AS major`,
    );
    expect(version).toEqual([{ major }]);
    await Promise.all(clones.map((clone) => clone.drop()));
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  }, 60_000);
});
