import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pool } from '../../server/db/database.ts';
import { Undo } from '../support/undo.ts';
import { expectAcknowledged, expectFoldsEqualLog, expectWholeChain, inspect } from './audit.ts';
import { signIn } from './client.ts';
import { seeded } from './random.ts';
import { startServer, type ServerProcess } from './server.ts';
import { makeCenter, runningDatabase, type MadeCenter } from './setUp.ts';
import { temporaryDirectory } from './temporary.ts';
import { write, type Script } from './writer.ts';

const SERVER_KILLS = 50;
const DATABASE_KILLS = 12;
/** The supervisor gives a database up that dies more than five times a minute. */
const DATABASE_KILLS_PER_SERVER = 4;
const SEED = 320400;

const undo = new Undo();
afterAll(() => undo.all());

const random = seeded(SEED);
let dataDir: string;
let center: MadeCenter;
let script: Script;
let server: ServerProcess;
let linesBefore: number;
let writing: Promise<void>;

const port = () => server.port;

beforeAll(async () => {
  dataDir = temporaryDirectory('center-kill-');
  undo.add(() => rmSync(dataDir, { recursive: true, force: true }));
  center = await makeCenter(dataDir);
  server = await startServer(dataDir).ready;
  undo.add(() => server.stop());
  const clerk = await signIn(center, 'C1', port);
  const reviewer = await signIn(center, 'C2', port);
  const manager = await signIn(center, 'P1', port);
  linesBefore = await look(expectWholeChain);
  script = {
    center,
    clients: { clerk, reviewer, manager },
    acknowledged: [],
    unknown: new Map(),
    stopped: false,
  };
  undo.add(() => {
    script.stopped = true;
    for (const client of Object.values(script.clients)) client.close();
  });
  writing = write(script);
});

/** A moment while acts are being written. */
async function randomMoment(): Promise<void> {
  const from = script.acknowledged.length;
  const acts = 1 + Math.floor(random() * 6);
  while (script.acknowledged.length < from + acts) await Promise.race([delay(5), writing]);
  await delay(random() * 25);
}

/** The running PostgreSQL; waits for one that is being restarted. */
async function database(killed = 0): Promise<{ pid: number; url: string }> {
  for (;;) {
    const running = runningDatabase(dataDir);
    if (running !== null && running.pid !== killed) return running;
    await delay(5);
  }
}

/** Looks at the running database by a connection of its own. */
async function look<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  return inspect((await database()).url, work);
}

function tell(what: string, since: number, from: number): void {
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  const causes = [...script.unknown].map(([cause, n]) => `${cause} ${n}`).join(', ');
  console.log(
    `${what}: ${script.acknowledged.length - from} acts acknowledged in ${seconds} s; asked again after ${causes}`,
  );
}

describe('kill -9 in the middle of writing', () => {
  it(`loses nothing over ${SERVER_KILLS} kills of the server`, async () => {
    const since = performance.now();
    for (let kill = 1; kill <= SERVER_KILLS; kill += 1) {
      await randomMoment();
      await server.kill();
      // Now and then the next one dies while it is still starting.
      if (kill % 10 === 5) {
        const starting = startServer(dataDir);
        await delay(random() * 800);
        await starting.kill();
        kill += 1;
      }
      server = await startServer(dataDir).ready;
      await look(async (pool) => {
        await expectWholeChain(pool);
        if (kill % 10 === 0) await expectFoldsEqualLog(pool);
      });
    }
    await look((pool) => expectAcknowledged(pool, [...script.acknowledged]));
    tell(`${SERVER_KILLS} kills of the server`, since, 0);
  }, 300_000);

  it(`loses nothing over ${DATABASE_KILLS} kills of PostgreSQL, some of them together with the server`, async () => {
    const since = performance.now();
    const from = script.acknowledged.length;
    let killed = 0;
    for (let kill = 1; kill <= DATABASE_KILLS; kill += 1) {
      await randomMoment();
      killed = (await database(killed)).pid;
      process.kill(killed, 'SIGKILL');
      if (kill % DATABASE_KILLS_PER_SERVER !== 0) continue;
      await server.kill();
      server = await startServer(dataDir).ready;
      await look(expectWholeChain);
    }
    await randomMoment();
    await look((pool) => expectAcknowledged(pool, [...script.acknowledged]));
    tell(`${DATABASE_KILLS} kills of PostgreSQL`, since, from);
  }, 300_000);

  it('has every acknowledged act exactly once, and tables that equal the log', async () => {
    script.stopped = true;
    await writing;
    await look(async (pool) => {
      const lines = await expectWholeChain(pool);
      await expectFoldsEqualLog(pool);
      await expectAcknowledged(pool, script.acknowledged);
      // Nothing was refused and nothing ran twice: the log has grown by exactly the acknowledged acts.
      const written = script.acknowledged.reduce((sum, act) => sum + act.lines, 0);
      expect(lines - linesBefore).toBe(written);
      console.log(`${script.acknowledged.length} acts, ${written} lines, ${lines} lines in all`);
    });
  }, 60_000);
});
