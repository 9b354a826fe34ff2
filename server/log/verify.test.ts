import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from './systemActor.ts';
import { openTestCenter, type TestCenter } from '../testing/testCenter.ts';
import { note, type Note } from './note.ts';
import { verifyChain, type ChainVerdict } from './verify.ts';

let test: TestCenter;
beforeAll(async () => {
  test = await openTestCenter();
});
afterAll(() => test.close());

const line = (): Note => ({
  category: 'configuration',
  event: 'test.line',
  result: 'done',
  actor: systemActor,
  source: { ip: null, certificate: null, session: null, client: 'test' },
  requestId: test.center.newId(),
});

/** Statements that wait for the table of the head. */
async function waiting(): Promise<number> {
  const { rows } = await test.center.pool.query<{ n: number }>(
    `SELECT count(*) AS n FROM pg_locks WHERE relation = 'log.head'::regclass AND NOT granted`,
  );
  return rows[0]?.n ?? 0;
}

describe('the chain of a center at work', () => {
  it('is whole when a line is committed between the look at the lines and the look at the head', async () => {
    await note(test.center, line());
    const verdicts: Promise<ChainVerdict>[] = [];
    await note(test.center, line(), async (client) => {
      // Who verifies has read the lines and stands before the head, which opens when this line is committed.
      await client.query('LOCK TABLE log.head IN ACCESS EXCLUSIVE MODE');
      verdicts.push(verifyChain(test.center.pool));
      await expect.poll(waiting).toBe(1);
    });
    expect(await verdicts[0]).toMatchObject({ ok: true, lines: 1, brokenAt: null });
    expect(await verifyChain(test.center.pool)).toMatchObject({ ok: true, lines: 2 });
  });

  it('is whole every time while others write', async () => {
    const over = new AbortController();
    const write = async () => {
      while (!over.signal.aborted) await note(test.center, line());
    };
    const writers = [write(), write(), write()];
    try {
      for (let look = 0; look < 200; look += 1)
        expect(await verifyChain(test.center.pool)).toMatchObject({ ok: true, brokenAt: null });
    } finally {
      over.abort();
      await Promise.all(writers);
    }
  });
});
