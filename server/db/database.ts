import pg from 'pg';

/** Instants and days travel as text, never as local-time `Date` objects. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    switch (oid) {
      case pg.types.builtins.TIMESTAMPTZ:
        return (value: string) => new Date(value).toISOString();
      case pg.types.builtins.DATE:
        return (value: string) => value;
      case pg.types.builtins.INT8:
        return Number;
      default:
        return pg.types.getTypeParser(oid, format ?? 'text');
    }
  },
};

export type Pool = pg.Pool;
export type Client = pg.PoolClient;
/** Anything that answers a statement: the pool for reads, a client inside a transaction. */
export type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

/**
 * Opens the connection pool of one server process.
 * @param url `postgres://...`; statement and lock timeouts keep one bad statement from stalling the rest.
 */
export function openPool(url: string, size = 10): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    types,
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'egov-center',
  });
  // An idle connection that PostgreSQL closes is replaced on the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** Runs `work` in one transaction; rolls back and rethrows when it throws. */
export async function transaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  mode: 'write' | 'snapshot' = 'write',
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(mode === 'write' ? 'BEGIN' : 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('rollback failed');
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
