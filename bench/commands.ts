/**
 * Acts per second through the one write path, against a bare pg client that replays exactly the same statements
 * with the same parameters on a copy of the database.
 *
 *   node bench/commands.ts [--backend embedded|debian | --database-url URL] [--rounds 8] [--cycles 40]
 *
 * One connection each, fsync on, rounds alternate. The two databases must end with the same log, or the replay was
 * not the same work. The last line is one JSON object.
 */
import { argv } from 'node:process';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { loadConfig } from '../server/config.ts';
import { openPool } from '../server/db/database.ts';
import { openCa, openCenter, serverLog } from '../server/openCenter.ts';
import { capture, replay, type Statement } from './commands/capture.ts';
import { backends, type BenchCluster, openCluster } from './commands/databases.ts';
import { type Cast, Mix, populate } from './commands/mix.ts';

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    backend: { type: 'string', default: 'embedded' },
    'database-url': { type: 'string' },
    rounds: { type: 'string', default: '8' },
    cycles: { type: 'string', default: '40' },
  },
});
const backend = backends.find((name) => name === values.backend);
if (backend === undefined) throw new Error(`--backend is one of ${backends.join(', ')}`);
const rounds = Number(values.rounds);
const cycles = Number(values.cycles);

const cluster = await openCluster({ backend, databaseUrl: values['database-url'] });
try {
  const own = await cluster.create('center_bench');
  const cast = await prepare(cluster, own);
  const copy = await cluster.create('center_bench_copy', 'center_bench');
  await measure(cluster, own, copy, cast);
} finally {
  await cluster.close();
}

function open(databaseUrl: string) {
  const config = loadConfig({ dataDir: cluster.dataDir, databaseUrl, logLevel: 'silent', sample: true });
  return openCenter(config, serverLog(config));
}

async function prepare(given: BenchCluster, databaseUrl: string): Promise<Cast> {
  const { center, config, close } = await open(databaseUrl);
  try {
    console.log(`${given.version}, ${values['database-url'] === undefined ? backend : 'given by URL'}`);
    return await populate(center, await openCa(config, new Date()));
  } finally {
    await close();
  }
}

interface Round {
  readonly acts: number;
  readonly statements: number;
  readonly executeSeconds: number;
  readonly bareSeconds: number;
}

async function measure(given: BenchCluster, own: string, copy: string, cast: Cast): Promise<void> {
  const { center, close } = await open(own);
  // A pool of its own: connections opened before the recorder would go unseen.
  const pool = openPool(own, 1);
  const recorder = capture(pool);
  const bare = new pg.Client({ connectionString: copy });
  await bare.connect();
  try {
    const mix = new Mix({ ...center, pool }, cast);
    const measured: Round[] = [];
    for (let i = 0; i <= rounds; i += 1) {
      const round = await alternate(mix, recorder.take, bare);
      // The first one warms both sides up.
      if (i > 0) measured.push(show(round, i));
    }
    await compareLogs(pool, bare);
    report(measured, values['database-url'] === undefined ? (backend ?? '') : given.version);
  } finally {
    await bare.end();
    await pool.end();
    await close();
  }
}

async function alternate(mix: Mix, take: () => readonly Statement[], bare: pg.Client): Promise<Round> {
  const before = mix.acts;
  const start = performance.now();
  for (let i = 0; i < cycles; i += 1) await mix.round();
  const executeSeconds = (performance.now() - start) / 1000;
  const statements = take();
  const bareSeconds = await replay(bare, statements);
  return { acts: mix.acts - before, statements: statements.length, executeSeconds, bareSeconds };
}

function show(round: Round, i: number): Round {
  const { acts, statements, executeSeconds, bareSeconds } = round;
  console.log(
    `round ${i}  ${acts} acts, ${(statements / acts).toFixed(1)} statements each   ` +
      `execute ${(acts / executeSeconds).toFixed(0).padStart(5)}/s   bare ${(acts / bareSeconds).toFixed(0).padStart(5)}/s   ` +
      `ratio ${(bareSeconds / executeSeconds).toFixed(2)}`,
  );
  return round;
}

async function compareLogs(first: pg.Pool, second: pg.Client): Promise<void> {
  const head = 'SELECT seq::text, hash FROM log.head';
  const [a, b] = [(await first.query(head)).rows[0], (await second.query(head)).rows[0]];
  if (a?.hash !== b?.hash) throw new Error(`the replay led to another log: ${JSON.stringify([a, b])}`);
}

function report(measured: readonly Round[], name: string): void {
  const rate = (seconds: (round: Round) => number) =>
    median(measured.map((round) => round.acts / seconds(round)));
  const line = {
    bench: 'commands',
    backend: name,
    actsPerSecond: Math.round(rate((round) => round.executeSeconds)),
    bareSqlPerSecond: Math.round(rate((round) => round.bareSeconds)),
    ratio: Number(median(measured.map((round) => round.bareSeconds / round.executeSeconds)).toFixed(2)),
  };
  console.log(
    'bareSqlPerSecond counts the acts whose statements the bare client replays in a second; medians',
  );
  console.log('target   ratio >= 0.5');
  console.log(JSON.stringify(line));
}

function median(given: readonly number[]): number {
  return [...given].sort((a, b) => a - b)[Math.floor(given.length / 2)] ?? 0;
}
