import { addYears, dayOf, startOfDay } from '../../shared/calendar/legalDay.ts';
import { objectTypeNames } from '../../shared/domain/objectType.ts';
import type { Center } from '../center.ts';
import type { Config } from '../config.ts';
import { tableOf } from '../fold/tables.ts';
import { sweep } from '../jobs/scheduler.ts';
import type { CenterCa } from '../pki/store.ts';
import { enrolAccount } from './enrolAccount.ts';
import { History, type SampleScale } from './sample/history.ts';
import { randomOf } from './sample/random.ts';
import { storeScans } from './sample/scans.ts';
import { Timeline, timesOf } from './sample/timeline.ts';
import { World } from './sample/world.ts';
import { writeWorkstation } from './workstation.ts';

/** What a sample is made of and where. */
export interface SampleGiven {
  readonly center: Center;
  readonly ca: CenterCa;
  readonly config: Pick<Config, 'dataDir' | 'host' | 'port' | 'area'>;
  /** The center's clock; it is set back two years, moved through them, and left at the instant it came with. */
  readonly clock: { now: Date };
  readonly scale: SampleScale;
}

/** What was made, for the command line. */
export interface SampleMade {
  readonly counts: Readonly<Record<string, number>>;
  readonly from: string;
  readonly to: string;
  readonly accounts: readonly {
    readonly accountNo: string;
    readonly role: string;
    readonly displayName: string;
  }[];
}

const SEED = 320_400;
const YEARS = 2;

/**
 * Fills an empty center with a fictional city and the workstation's profile: two years of history, every act
 * through the one write path by people entitled to it, every second signature by another person (domain.md 5).
 * The same instant gives the same history; passwords, keys and ciphertexts are random.
 * @throws Error when the log already holds lines
 */
export async function setUpSample(given: SampleGiven): Promise<SampleMade> {
  const { ca, clock, scale } = given;
  const end = clock.now;
  await refuseFilled(given.center);
  await setFlush(given.center, 'off');
  const random = randomOf(SEED);
  const center: Center = { ...given.center, newId: () => random.uuid(), sample: true };
  const lastDay = dayOf(end.toISOString());
  const from = addYears(lastDay, -YEARS);
  clock.now = new Date(Date.parse(startOfDay(from)) + 9 * 3_600_000);
  const timeline = new Timeline(clock, end);
  const times = timesOf(clock, center.calendar, randomOf(SEED + 1));
  const world = new World({
    center,
    random: randomOf(SEED + 2),
    times,
    timeline,
    scans: await storeScans(center),
    lastDay,
  });
  const history = new History(world, ca, scale, end);
  await history.begin();
  await timeline.run();
  clock.now = end;
  await sweep(center);
  const people = await Promise.all(
    history.people.map(async ({ role, account, issued }) => ({
      ...(await enrolAccount(center, account, issued, false)),
      role,
    })),
  );
  await setFlush(center, 'on');
  writeWorkstation(given.config.dataDir, given.config, people);
  return {
    counts: await countsOf(center),
    from,
    to: lastDay,
    accounts: people.map(({ accountNo, role, displayName }) => ({ accountNo, role, displayName })),
  };
}

/**
 * Whether a commit waits for the disk, for the connections at hand. While a sample is made it need not: cut off by a
 * power failure it is made again. The history is told one act after the other, so the pool keeps to these connections.
 */
async function setFlush({ pool }: Center, flush: 'on' | 'off'): Promise<void> {
  const clients = [];
  for (let i = 0; i < Math.max(2, pool.idleCount); i += 1) clients.push(await pool.connect());
  for (const client of clients) await client.query(`SET synchronous_commit = ${flush}`);
  for (const client of clients) client.release();
}

async function refuseFilled(center: Center): Promise<void> {
  const { rows } = await center.pool.query<{ seq: number }>('SELECT seq FROM log.head');
  if ((rows[0]?.seq ?? 0) > 0)
    throw new Error('the center already holds records; a sample is made in an empty one');
}

async function countsOf(center: Center): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const type of objectTypeNames) {
    const { rows } = await center.pool.query<{ n: number }>(`SELECT count(*) AS n FROM ${tableOf(type)}`);
    counts[type] = rows[0]?.n ?? 0;
  }
  const { rows } = await center.pool.query<{ seq: number }>('SELECT seq FROM log.head');
  return { ...counts, lines: rows[0]?.seq ?? 0 };
}
