import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rolesOf } from '../../shared/domain/account/holdings.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import { objectTypeNames } from '../../shared/domain/objectType.ts';
import { canonicalJson, digestOf } from '../../shared/log/canonical.ts';
import type { LogEvent } from '../../shared/log/event.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { profileSchema } from '../../shared/profile/profile.ts';
import { checkFold } from '../fold/rebuild.ts';
import { sweep } from '../jobs/scheduler.ts';
import { readEvent } from '../log/readEvent.ts';
import { verifyChain } from '../log/verify.ts';
import { createCenterCa, openCenterCa } from '../pki/store.ts';
import { openTestCenter, type TestCenter } from '../testing/testCenter.ts';
import { bulkSize, seedBulk } from './sample/bulk/seedBulk.ts';
import { setUpSample, type SampleMade } from './sample.ts';

const now = '2026-03-03T08:30:00.000Z';

interface Sample {
  readonly test: TestCenter;
  readonly made: SampleMade;
  readonly dataDir: string;
  readonly end: () => Promise<void>;
}

async function smallSample(): Promise<Sample> {
  const test = await openTestCenter(now);
  const dataDir = mkdtempSync(join(tmpdir(), 'sample-'));
  const clock = { now: new Date(now) };
  const ca = await createCenterCa(join(dataDir, 'pki'), {
    name: '样例中心 CA',
    passphrase: 'a passphrase of this test only',
    server: { dns: ['localhost'], ips: ['127.0.0.1'] },
    now: clock.now,
  });
  const center = { ...test.center, now: () => clock.now.toISOString() };
  const config = { dataDir, host: '127.0.0.1', port: 7443, area: '320400' };
  const made = await setUpSample({ center, ca, config, clock, scale: 'small' });
  const end = async () => {
    await test.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { test, made, dataDir, end };
}

let sample: Sample;
let events: readonly LogEvent[];

beforeAll(async () => {
  sample = await smallSample();
  const { rows } = await sample.test.center.pool.query<{ body: string }>(
    'SELECT body FROM log.event ORDER BY seq',
  );
  events = rows.map((row) => readEvent(row.body));
});
afterAll(() => sample.end());

describe('small sample', () => {
  it('leaves a whole chain and tables that equal the log', async () => {
    const { center } = sample.test;
    expect(await verifyChain(center.pool)).toMatchObject({ ok: true, lines: events.length });
    expect((await checkFold(center.pool, center)).differences).toEqual([]);
  });

  it('holds objects of every kind, open cases and a replacement in work', async () => {
    const { pool } = sample.test.center;
    for (const type of objectTypeNames) expect(sample.made.counts[type], type).toBeGreaterThan(3);
    const open = await pool.query(`SELECT 1 FROM fold.case WHERE state = 'open'`);
    expect(open.rowCount).toBeGreaterThan(2);
    const replacing = await pool.query(
      `SELECT 1 FROM fold.staff_filing WHERE state IN ('replacing', 'pending')`,
    );
    expect(replacing.rowCount).toBeGreaterThan(0);
  });

  it('has something overdue and something due this week', async () => {
    const { rows } = await sample.test.center.pool.query<{ late: number; week: number }>(
      `SELECT count(*) FILTER (WHERE due < $1::date) AS late, count(*) FILTER (WHERE due BETWEEN $1::date AND $1::date + 6) AS week FROM fold.deadline`,
      [dayOf(now)],
    );
    expect(rows[0]?.late).toBeGreaterThan(0);
    expect(rows[0]?.week).toBeGreaterThan(2);
  });

  it('approves nothing by whoever proposed it', () => {
    const opened = new Map(
      events.flatMap((e) => (e.event === 'case.open' && e.caseId ? [[e.caseId, e.actor] as const] : [])),
    );
    const decided = events.filter((e) => e.event === 'case.approve' || e.event === 'case.confirm');
    expect(decided.length).toBeGreaterThan(50);
    for (const { caseId, actor } of decided) {
      const proposer = caseId === null ? undefined : opened.get(caseId);
      expect(proposer?.id).not.toBe(actor.id);
      expect(proposer?.person).not.toBe(actor.person);
    }
  });

  it('runs forward through two years up to now', () => {
    const instants = events.map((event) => event.at);
    expect(instants).toEqual([...instants].sort());
    expect(instants[0]?.slice(0, 10)).toBe('2024-03-03');
    expect((instants.at(-1) ?? '') <= now).toBe(true);
  });

  it('keeps identity numbers and mobiles out of the log', () => {
    const text = JSON.stringify(events);
    expect(text).not.toMatch(/(?:320400|654000)\d{11}[\dX]/);
    expect(text).not.toMatch(/"139\d{8}"/);
  });

  it('hands every role of the sample a certificate, a password and roles in force today', async () => {
    const directory = join(sample.dataDir, 'workstation');
    const profile = profileSchema.parse(JSON.parse(readFileSync(join(directory, 'profile.json'), 'utf8')));
    const roles = sample.made.accounts.map((account) => account.role).sort();
    expect(roles).toEqual(['AUD', 'C1', 'C1', 'C2', 'DIR', 'P1', 'P2', 'SA', 'SEC', 'U', 'U']);
    expect(profile.certificates).toHaveLength(roles.length);
    for (const { file, accountNo } of profile.certificates) {
      expect(existsSync(join(directory, file))).toBe(true);
      const { rows } = await sample.test.center.pool.query<{ body: AccountState }>(
        `SELECT body FROM fold.account WHERE "c_accountNo" = $1 AND EXISTS (SELECT 1 FROM access.credential WHERE account_id = id)`,
        [accountNo],
      );
      const role = sample.made.accounts.find((account) => account.accountNo === accountNo)?.role;
      expect(
        rows.map((row) => row.body.state),
        accountNo,
      ).toEqual(['active']);
      expect(rows.flatMap((row) => rolesOf(row.body, dayOf(now)))).toContain(role);
    }
  });

  it('leaves nothing for the scheduler to do on the same day', async () => {
    expect(await sweep(sample.test.center)).toBe(0);
  });

  it('is not poured over records that are there already', async () => {
    const { test, dataDir } = sample;
    const ca = await openCenterCa(join(dataDir, 'pki'), 'a passphrase of this test only');
    const config = { dataDir, host: '127.0.0.1', port: 7443, area: '320400' };
    const again = setUpSample({
      center: test.center,
      ca,
      config,
      clock: { now: new Date(now) },
      scale: 'small',
    });
    await expect(again).rejects.toThrow('already holds records');
  });
});

describe('bulk data after a small sample', () => {
  let size: ReturnType<typeof bulkSize>;
  beforeAll(async () => {
    const { center } = sample.test;
    size = bulkSize(400);
    await seedBulk({ ...center, sample: true }, size, () => undefined);
  });

  it('is chained like any other line and folds to the same tables', async () => {
    const { center } = sample.test;
    expect(await verifyChain(center.pool)).toMatchObject({ ok: true });
    expect((await checkFold(center.pool, center)).differences).toEqual([]);
  });

  it('has the wanted numbers on top of the sample, none given twice', async () => {
    const { pool } = sample.test.center;
    const { rows } = await pool.query<{ n: number; numbers: number; filed: number }>(
      `SELECT count(*) AS n, count(DISTINCT "c_filingNo") AS numbers, count("c_filingNo") AS filed FROM fold.staff_filing`,
    );
    expect(rows[0]?.n).toBe((sample.made.counts['staffFiling'] ?? 0) + size.filings);
    expect(rows[0]?.numbers).toBe(rows[0]?.filed);
  });

  it('keeps bodies canonical and cases bound to the digest of their effect', async () => {
    const { rows } = await sample.test.center.pool.query<{ body: string }>(
      'SELECT body FROM log.event ORDER BY seq DESC LIMIT 1500',
    );
    let cases = 0;
    for (const { body } of rows) {
      expect(canonicalJson(JSON.parse(body))).toBe(body);
      const { event, change } = readEvent(body);
      if (event !== 'case.open' || !change) continue;
      cases += 1;
      expect(digestOf(change.patch['effect'])).toBe(change.patch['digest']);
    }
    expect(cases).toBeGreaterThan(50);
  });

  it('cannot be changed afterwards', async () => {
    const { pool } = sample.test.center;
    await expect(pool.query('DELETE FROM log.event')).rejects.toThrow('append-only');
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM pg_indexes WHERE schemaname = 'log' AND tablename = 'event'`,
    );
    expect(rows[0]?.n).toBe(7);
  });
});
