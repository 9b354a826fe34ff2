import type pg from 'pg';
import type { Pool } from '../../server/db/database.ts';

/** One statement as it went to PostgreSQL. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Records every statement that leaves through the pool's connections, transactions included. */
export function capture(pool: Pool): { take(): readonly Statement[] } {
  let taken: Statement[] = [];
  pool.on('connect', (client) => {
    const send = client.query.bind(client);
    client.query = new Proxy(client.query, {
      apply: (_target, _self, args: unknown[]) => {
        taken.push(statementOf(args));
        return Reflect.apply(send, client, args);
      },
    });
  });
  return {
    take: () => {
      const statements = taken;
      taken = [];
      return statements;
    },
  };
}

function statementOf([first, second]: readonly unknown[]): Statement {
  const values = (given: unknown) => (Array.isArray(given) ? [...given] : []);
  if (typeof first === 'string') return { text: first, values: values(second) };
  if (typeof first !== 'object' || first === null || !('text' in first) || typeof first.text !== 'string')
    throw new Error('the benchmark knows no such statement');
  return {
    text: first.text,
    values: values('values' in first ? first.values : second),
    ...('name' in first && typeof first.name === 'string' && { name: first.name }),
  };
}

/** Sends the statements again, one after the other, through one bare connection. @returns seconds */
export async function replay(client: pg.Client, statements: readonly Statement[]): Promise<number> {
  const start = performance.now();
  for (const { name, text, values } of statements)
    await client.query({ text, values: [...values], ...(name !== undefined && { name }) });
  return (performance.now() - start) / 1000;
}
