import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openEmbedded, type EmbeddedDatabase } from '../../server/db/embedded/openEmbedded.ts';
import { Undo } from '../support/undo.ts';
import { expectFoldsEqualLog, expectWholeChain, inspect } from './audit.ts';
import { signIn, type Answer, type Client } from './client.ts';
import { seeded } from './random.ts';
import { startServer, type ServerProcess } from './server.ts';
import { makeCenter, type MadeCenter } from './setUp.ts';
import { temporaryDirectory } from './temporary.ts';

const ROUNDS = 1000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const random = seeded(320400);

let dataDir: string;
let database: EmbeddedDatabase;
let center: MadeCenter;
let servers: readonly ServerProcess[];
/** One clerk and one session, seen by both servers. */
let here: Client;
let there: Client;

const undo = new Undo();
afterAll(() => undo.all());
beforeAll(async () => {
  dataDir = temporaryDirectory('center-two-');
  undo.add(() => rmSync(dataDir, { recursive: true, force: true }));
  database = await openEmbedded({ dataDir: join(dataDir, 'database'), log: silent });
  undo.add(() => database.stop());
  center = await makeCenter(join(dataDir, 'center'), database.url);
  servers = await Promise.all(
    [1, 2].map(() => {
      const starting = startServer(center.dataDir, database.url);
      undo.add(starting.stop);
      return starting.ready;
    }),
  );
  here = await signIn(center, 'C1', () => servers[0]?.port ?? 0);
  undo.add(() => here.close());
  there = here.on(center, () => servers[1]?.port ?? 0);
  undo.add(() => there.close());
});

const won = z.object({ status: z.literal(200), body: z.object({ state: z.looseObject({ rev: z.int() }) }) });
const lost = z.object({
  status: z.literal(412),
  body: z.object({
    code: z.literal('record/version-conflict'),
    current: z.object({
      rev: z.int(),
      by: z.string().min(1),
      at: z.iso.datetime(),
      act: z.string(),
      state: z.looseObject({ remarks: z.string() }),
    }),
  }),
});

function change(client: Client, remarks: string, rev: number, key: string): Promise<Answer> {
  return client.act('unit', center.unitId, 'change', { input: { remarks } }, { rev, key });
}

describe('two servers on one PostgreSQL', () => {
  it(`let exactly one of two simultaneous changes win, ${ROUNDS} times, and lose nothing`, async () => {
    const since = performance.now();
    const before = await inspect(database.url, expectWholeChain);
    const texts: string[] = [];
    let rev = 1;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const mine = `第 ${round} 轮甲`;
      const yours = `第 ${round} 轮乙`;
      const first = random() < 0.5 ? [here, there] : [there, here];
      const answers = await Promise.all([
        change(first[0] ?? here, mine, rev, randomUUID()),
        change(first[1] ?? there, yours, rev, randomUUID()),
      ]);
      const winner = answers.findIndex((answer) => answer.status === 200);
      const text = winner === 0 ? mine : yours;
      expect(won.parse(answers[winner]).body.state).toMatchObject({ rev: rev + 1, remarks: text });
      // The loser is told what stands there now, who wrote it, when, and by which act.
      const { current } = lost.parse(answers[1 - winner]).body;
      expect(current).toMatchObject({ rev: rev + 1, act: 'unit.change', state: { remarks: text } });
      rev += 1;
      texts.push(text);
    }
    await inspect(database.url, async (pool) => {
      // A change and a refusal each round, and nothing between them.
      expect((await expectWholeChain(pool)) - before).toBe(2 * ROUNDS);
      const { rows } = await pool.query<{ text: string }>(
        `SELECT (body::jsonb)#>>'{change,patch,remarks}' AS text FROM log.event
WHERE object_id = $1 AND event = 'unit.change' AND result = 'done' ORDER BY seq`,
        [center.unitId],
      );
      expect(rows.map((row) => row.text)).toEqual(texts);
      await expectFoldsEqualLog(pool);
    });
    const mine = texts.filter((text) => text.endsWith('甲')).length;
    const seconds = (performance.now() - since) / 1000;
    console.log(
      `${ROUNDS} rounds in ${seconds.toFixed(1)} s: the first asked won ${mine}, the second ${ROUNDS - mine}`,
    );
  }, 180_000);

  it('give a repeated request the first answer, whichever server it reaches', async () => {
    const key = randomUUID();
    const id = randomUUID();
    const body = { input: { name: '陈样一', unit: center.unitId } };
    const first = await here.act('staffFiling', id, 'enter', body, { key });
    const again = await there.act('staffFiling', id, 'enter', body, { key });
    expect(first.status).toBe(200);
    expect(again).toEqual(first);
  });

  it('run a request once that both get at the same time', async () => {
    const before = await inspect(database.url, expectWholeChain);
    for (let round = 0; round < 20; round += 1) {
      const key = randomUUID();
      const id = randomUUID();
      const body = { input: { name: '陈样一', unit: center.unitId } };
      const answers = await Promise.all(
        [here, there, here, there].map((client) => client.act('staffFiling', id, 'enter', body, { key })),
      );
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
      for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
    }
    expect((await inspect(database.url, expectWholeChain)) - before).toBe(20);
  });

  it('refuse the same key for another request', async () => {
    const key = randomUUID();
    const body = { input: { name: '陈样一', unit: center.unitId } };
    await here.act('staffFiling', randomUUID(), 'enter', body, { key });
    const other = await there.act('staffFiling', randomUUID(), 'enter', body, { key });
    expect(other.body).toMatchObject({ code: 'idempotency/mismatch' });
  });
});
