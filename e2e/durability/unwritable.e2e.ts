import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded, type EmbeddedDatabase } from '../../server/db/embedded/openEmbedded.ts';
import { Undo } from '../support/undo.ts';
import { expectFoldsEqualLog, expectWholeChain, inspect } from './audit.ts';
import { signIn, type Client } from './client.ts';
import { startServer, type ServerProcess } from './server.ts';
import { makeCenter, type MadeCenter } from './setUp.ts';
import { temporaryDirectory } from './temporary.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let dataDir: string;
let database: EmbeddedDatabase;
let center: MadeCenter;
let server: ServerProcess;
let clerk: Client;

const undo = new Undo();
afterAll(() => undo.all());
beforeAll(async () => {
  dataDir = temporaryDirectory('center-unwritable-');
  undo.add(() => rmSync(dataDir, { recursive: true, force: true }));
  database = await openEmbedded({ dataDir: join(dataDir, 'database'), log: silent });
  undo.add(() => database.stop());
  center = await makeCenter(join(dataDir, 'center'), database.url);
  server = await startServer(center.dataDir, database.url).ready;
  undo.add(() => server.stop());
  clerk = await signIn(center, 'C1', () => server.port);
  undo.add(() => clerk.close());
});

function enter(id: string, key: string) {
  const body = { input: { name: '陈样一', unit: center.unitId } };
  return clerk.act('staffFiling', id, 'enter', body, { key });
}

/** Every session of the application is read-only from its next transaction on, as on a standby or a full disk. */
async function setReadOnly(on: boolean): Promise<void> {
  await inspect(database.url, async (pool) => {
    const name = new URL(database.url).pathname.slice(1);
    const client = await pool.connect();
    try {
      await client.query('SET default_transaction_read_only = off');
      await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${on ? 'on' : 'off'}`);
      // Settings of a database reach new connections only; one that was just being made shows itself a moment later.
      for (let pass = 0; pass < 2; pass += 1) {
        await client.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
          [name],
        );
        await inspect(database.url, (fresh) => fresh.query('SELECT 1'));
      }
    } finally {
      client.release();
    }
  });
}

describe('while PostgreSQL takes no writes', () => {
  it('refuses acts, goes on reading, and works again afterwards as if nothing had been', async () => {
    const kept = randomUUID();
    expect((await enter(kept, randomUUID())).status).toBe(200);
    const lines = await inspect(database.url, expectWholeChain);

    await setReadOnly(true);
    const id = randomUUID();
    const key = randomUUID();
    for (let i = 0; i < 5; i += 1) {
      expect(await enter(id, key)).toMatchObject({ status: 503, body: { code: 'log/unwritable' } });
      expect(await clerk.send('GET', `/v1/records/staffFiling/${kept}`)).toMatchObject({
        status: 200,
        body: { state: { id: kept, name: '陈样一' } },
      });
    }
    const list = { type: 'unit', filters: [], text: '示范', sort: [], window: { offset: 0, limit: 10 } };
    expect(await clerk.send('POST', '/v1/query', list)).toMatchObject({ status: 200, body: { total: 1 } });
    expect((await clerk.send('GET', `/v1/records/staffFiling/${id}`)).status).toBe(404);

    await setReadOnly(false);
    expect(await enter(id, key)).toMatchObject({ status: 200, body: { state: { rev: 1 } } });
    await inspect(database.url, async (pool) => {
      // The refused attempts have left nothing; the last one has left its one line.
      expect((await expectWholeChain(pool)) - lines).toBe(1);
      await expectFoldsEqualLog(pool);
    });
  });
});
