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
  // A connection that PostgreSQL closes is replaced on the next query; without a listener its error would end the
  // process, an idle connection's at the pool, that of one in use at the client. The statement under way fails anyway.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
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
    // What a connection was told of writing when it began, it believes to its end: the next one asks anew.
    if (error instanceof Error && isStorageFailure(error)) broken = error;
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('rollback failed');
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Does the error say that PostgreSQL cannot write: disk full, read-only, shutting down or gone (SQLSTATE classes 53,
 * 57P, 58, 08, and 25006). pg reports a connection that breaks under a statement without a code.
 */
export function isStorageFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (/^(53|57P|58|08)/.test(code) || systemFailures.has(code)) return true;
  return (
    code === '' && /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
  );
}

const systemFailures: ReadonlySet<string> = new Set(['25006', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);
