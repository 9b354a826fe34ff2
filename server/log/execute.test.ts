import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actors } from '../../shared/domain/testing/context.ts';
import { bureauFields } from '../../shared/domain/testing/units.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Actor } from '../../shared/log/event.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import { checkFold } from '../fold/rebuild.ts';
import { openTestCenter, type TestCenter } from '../testing/testCenter.ts';
import { execute, preview, type Outcome, type Request } from './execute.ts';
import { verifyChain } from './verify.ts';

let test: TestCenter;
beforeAll(async () => {
  test = await openTestCenter();
});
afterAll(() => test.close());

const source = { ip: '192.0.2.1', certificate: null, session: null, client: 'test' };

function request(
  type: Request['command']['type'],
  id: string,
  act: string,
  input: object,
  more: Partial<Request> & { reason?: string } = {},
): Request {
  const json: JsonObject = JSON.parse(JSON.stringify(input));
  return {
    command: { type, id, act, input: json, reason: more.reason ?? null },
    secrets: [],
    secretFindings: [],
    actor: more.actor ?? actors.C1,
    source,
    requestId: test.center.newId(),
    rev: more.rev ?? null,
    key: more.key ?? null,
  };
}

async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error.problem;
}

async function propose(id: string, fields: object, actor: Actor = actors.C1): Promise<Outcome> {
  return execute(test.center, request('unit', id, 'enter', fields, { actor }));
}

async function approve(opened: Outcome, actor: Actor = actors.C2, digest = opened.digest): Promise<Outcome> {
  return execute(test.center, request('case', opened.caseId ?? '', 'approve', { digest }, { actor, rev: 1 }));
}

async function lastLine() {
  const { rows } = await test.center.pool.query(
    'SELECT event, result, actor_id, body FROM log.event ORDER BY seq DESC LIMIT 1',
  );
  return rows[0];
}

/** Units with valid credit codes of their own (domain.md 5.3). */
const codes = [
  '11320400990002063K',
  '11320402990002223P',
  '113204049900023038',
  '11320411990002493B',
  '11320412990002573D',
  '11320413990002653F',
  '11320481990002733J',
  '11320402990002995W',
];
let next = 0;
function fields() {
  const uscc = codes[next];
  next += 1;
  return { ...bureauFields, name: `常州市示范${next}局`, shortName: null, uscc };
}

describe('four eyes', () => {
  it('turns a proposal into a case bound to its effect and runs it only when another person approves that digest', async () => {
    const id = test.center.newId();
    const opened = await propose(id, fields());
    expect(opened).toMatchObject({
      kind: 'case',
      caseNo: expect.stringMatching(/^AJ-2026-\d{6}$/),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const before = await test.center.pool.query('SELECT 1 FROM fold.unit WHERE id = $1', [id]);
    expect(before.rowCount).toBe(0);
    await approve(opened);
    const { rows } = await test.center.pool.query('SELECT body FROM fold.unit WHERE id = $1', [id]);
    expect(rows[0].body).toMatchObject({ state: 'active', rev: 1, enteredBy: actors.C1.id });
  });

  it('refuses the proposer, a wrong role and another digest, and logs each refusal', async () => {
    const opened = await propose(test.center.newId(), fields());
    expect((await problemOf(approve(opened, actors.C1))).code).toBe('access/own-proposal');
    expect(await lastLine()).toMatchObject({
      event: 'case.approve',
      result: 'refused',
      actor_id: actors.C1.id,
    });
    expect((await problemOf(approve(opened, actors.P1))).code).toBe('access/role');
    expect((await problemOf(approve(opened, actors.C2, '0'.repeat(64)))).code).toBe('case/digest-mismatch');
    expect(await lastLine()).toMatchObject({
      event: 'case.approve',
      result: 'refused',
      actor_id: actors.C2.id,
    });
  });

  it('refuses the same proposal while its case is open, whoever makes it, and takes it again after the decision', async () => {
    const id = test.center.newId();
    const given = fields();
    const opened = await propose(id, given);
    const problem = await problemOf(propose(id, given));
    expect(problem.code).toBe('act/refused');
    expect(problem.findings).toContainEqual(expect.objectContaining({ code: 'case/proposed-before' }));
    expect(problem.findings[0]?.text.zh).toContain(opened.caseNo);
    await execute(
      test.center,
      request('case', opened.caseId ?? '', 'withdraw', {}, { actor: actors.C1, rev: 1, reason: '信息有误' }),
    );
    expect(await propose(id, given)).toMatchObject({ kind: 'case' });
  });

  it('refuses an approval whose effect would differ now', async () => {
    const given = fields();
    const first = await propose(test.center.newId(), given);
    const second = await propose(test.center.newId(), given);
    await approve(first);
    const problem = await problemOf(approve(second));
    expect(problem.status).toBeGreaterThanOrEqual(409);
    expect(problem.findings.map((f) => f.severity)).toContain('refuse');
    const { rows } = await test.center.pool.query('SELECT count(*) AS n FROM fold.unit WHERE c_uscc = $1', [
      given.uscc,
    ]);
    expect(rows[0].n).toBe(1);
  });
});

describe('writing', () => {
  it('returns every finding at once and writes nothing but the refusal', async () => {
    const before = await verifyChain(test.center.pool);
    const problem = await problemOf(
      propose(test.center.newId(), {
        ...bureauFields,
        name: null,
        uscc: '13120400990002063K',
        postcode: '21',
      }),
    );
    expect(problem.code).toBe('act/refused');
    expect(problem.findings.map((f) => f.place)).toEqual(
      expect.arrayContaining(['name', 'uscc', 'postcode']),
    );
    expect((await verifyChain(test.center.pool)).lines).toBe(before.lines + 1);
  });

  it('answers a repeated key with the first answer and a changed request under the same key with a mismatch', async () => {
    const id = test.center.newId();
    const given = fields();
    const first = await execute(test.center, request('unit', id, 'enter', given, { key: `key-${id}` }));
    const lines = (await verifyChain(test.center.pool)).lines;
    const again = await execute(test.center, request('unit', id, 'enter', given, { key: `key-${id}` }));
    expect(again).toEqual(JSON.parse(JSON.stringify(first)));
    expect((await verifyChain(test.center.pool)).lines).toBe(lines);
    const other = request('unit', id, 'enter', { ...given, name: '常州市示范他局' }, { key: `key-${id}` });
    expect((await problemOf(execute(test.center, other))).code).toBe('idempotency/mismatch');
  });

  it('tells the second of two people who changed the record and when', async () => {
    const id = test.center.newId();
    await approve(await propose(id, fields()));
    await execute(test.center, request('unit', id, 'change', { contact: '王示三' }, { rev: 1 }));
    const problem = await problemOf(
      execute(
        test.center,
        request('unit', id, 'change', { contact: '李样二' }, { rev: 1, actor: actors.otherC1 }),
      ),
    );
    expect(problem).toMatchObject({
      code: 'record/version-conflict',
      status: 412,
      current: { rev: 2, by: actors.C1.name, act: 'unit.change', state: { contact: '王示三' } },
    });
    expect(
      (await problemOf(execute(test.center, request('unit', id, 'change', { contact: '李样二' })))).code,
    ).toBe('record/rev-missing');
  });

  it('previews the effect without writing a line or taking a number', async () => {
    const lines = (await verifyChain(test.center.pool)).lines;
    const given = fields();
    const plan = await preview(test.center, request('unit', test.center.newId(), 'enter', given));
    expect(plan.ok).toBe(true);
    expect((await verifyChain(test.center.pool)).lines).toBe(lines);
    const opened = await propose(test.center.newId(), given);
    const numbers = await test.center.pool.query(`SELECT value FROM fold.counter WHERE series = 'AJ-2026'`);
    expect(opened.caseNo).toBe(`AJ-2026-${String(numbers.rows[0].value).padStart(6, '0')}`);
  });
});

describe('the log', () => {
  it('is append-only in the database itself', async () => {
    await expect(test.center.pool.query(`UPDATE log.event SET actor_name = 'x'`)).rejects.toThrow(
      'append-only',
    );
    await expect(test.center.pool.query('DELETE FROM log.event')).rejects.toThrow('append-only');
    await expect(test.center.pool.query('TRUNCATE log.event')).rejects.toThrow('append-only');
  });

  it('chains every line, and its fold equals the live tables', async () => {
    expect(await verifyChain(test.center.pool)).toMatchObject({ ok: true, brokenAt: null });
    expect((await checkFold(test.center.pool, test.center)).differences).toEqual([]);
  });
});

describe('two people at once', () => {
  it('lets exactly one of two simultaneous changes win and loses nothing', async () => {
    const id = test.center.newId();
    await approve(await propose(id, fields()));
    let rev = 1;
    for (let round = 0; round < 50; round += 1) {
      const both = await Promise.allSettled(
        [actors.C1, actors.otherC1].map((actor) =>
          execute(
            test.center,
            request(
              'unit',
              id,
              'change',
              { contact: `王${'示样'.charAt(round % 2)}${actor === actors.C1 ? '甲' : '乙'}` },
              { rev, actor },
            ),
          ),
        ),
      );
      expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
      rev += 1;
    }
    const { rows } = await test.center.pool.query('SELECT rev FROM fold.unit WHERE id = $1', [id]);
    expect(rows[0].rev).toBe(rev);
  });
});
