/**
 * Latency of lists and searches over a large register: the query on the database, and the whole way over mutual TLS.
 *
 *   node bench/list.ts [--records 100000] [--samples 40] [--data DIR]
 *
 * Without --data a center is seeded for the run; a data directory that `center seed --scale N` has filled spares
 * that. Each asking is about another record. The last line is one JSON object, over TLS.
 */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { Client } from '../e2e/durability/client.ts';
import { loadConfig } from '../server/config.ts';
import { listen } from '../server/http/listen.ts';
import { openCenter, serverLog, type OpenCenter } from '../server/openCenter.ts';
import { parsePkcs12 } from '../server/pki/pkcs12.ts';
import { Trust } from '../server/pki/trust.ts';
import { list } from '../server/query/list.ts';
import { workstationDir, type SignInSheet } from '../server/setup/workstation.ts';
import { questionsOf, type Question } from './list/questions.ts';

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    records: { type: 'string', default: '100000' },
    samples: { type: 'string', default: '40' },
    data: { type: 'string' },
  },
});
const samples = Number(values.samples);
const temporary = values.data === undefined ? mkdtempSync(join(tmpdir(), 'center-bench-')) : null;
// PostgreSQL's own account has to pass through, or the cluster would be put elsewhere.
if (temporary !== null) chmodSync(temporary, 0o711);
const dataDir = values.data ?? join(temporary ?? '', 'data');
try {
  if (!existsSync(join(workstationDir(dataDir), 'sign-in.json'))) await seed();
  const config = loadConfig({ dataDir, logLevel: 'silent' });
  const open = await openCenter(config, serverLog(config));
  try {
    await measure(open);
  } finally {
    await open.close();
  }
} finally {
  if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
}

async function seed(): Promise<void> {
  const start = performance.now();
  const program = fileURLToPath(new URL('../server/main.ts', import.meta.url));
  await promisify(execFile)(execPath, [program, 'seed', '--scale', values.records, '--data', dataDir]);
  console.log(`seeded in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

async function measure({ center, pkiDir }: OpenCenter): Promise<void> {
  await center.pool.query('VACUUM ANALYZE');
  const { rows } = await center.pool.query<{ n: number }>('SELECT count(*) AS n FROM fold.staff_filing');
  const records = rows[0]?.n ?? 0;
  const questions = await questionsOf(center.pool, samples);
  const server = await listen(center, new Trust({ pkiDir }), { host: '127.0.0.1', port: 0 });
  const client = await clerk(server.port);
  try {
    console.log(`${records} filings; ms, p50 / p95 of ${samples}`);
    console.log(`${''.padEnd(22)} ${'database'.padStart(15)} ${'over TLS'.padStart(15)}`);
    const all: { kind: Question['kind']; ms: number }[] = [];
    for (const question of questions) {
      const direct = await timed(question, async ({ query }) =>
        query === null ? undefined : list(center.pool, query, { unitId: null, upToSeq: null }),
      );
      const wire = await timed(question, async ({ method, path, query }) => {
        const answer = await client.send(method, path, query ?? undefined);
        if (answer.status !== 200) throw new Error(`${question.name}: ${JSON.stringify(answer)}`);
      });
      all.push(...wire.map((ms) => ({ kind: question.kind, ms })));
      const database = question.ask(0).query === null ? '' : pair(direct);
      console.log(`${question.name.padEnd(22)} ${database.padStart(15)} ${pair(wire).padStart(15)}`);
    }
    const of = (kind: Question['kind'], share: number) =>
      Number(
        quantile(
          all.filter((one) => one.kind === kind).map((one) => one.ms),
          share,
        ).toFixed(1),
      );
    const line = {
      bench: 'list',
      records,
      listP50Ms: of('list', 0.5),
      listP95Ms: of('list', 0.95),
      searchP50Ms: of('search', 0.5),
      searchP95Ms: of('search', 0.95),
    };
    console.log(JSON.stringify(line));
  } finally {
    client.close();
    await server.close();
  }
}

/** Asks each time about another record; the first asking is not counted. */
async function timed(
  question: Question,
  send: (asked: ReturnType<Question['ask']>) => Promise<unknown>,
): Promise<number[]> {
  await send(question.ask(0));
  const took: number[] = [];
  for (let n = 1; n <= samples; n += 1) {
    const asked = question.ask(n);
    const start = performance.now();
    await send(asked);
    took.push(performance.now() - start);
  }
  return took;
}

function quantile(given: readonly number[], share: number): number {
  const sorted = [...given].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function pair(took: readonly number[]): string {
  return `${quantile(took, 0.5).toFixed(1)} / ${quantile(took, 0.95).toFixed(1)}`;
}

/** The filing clerk of the sample, signed in. */
async function clerk(port: number): Promise<Client> {
  const directory = workstationDir(dataDir);
  const sheet: SignInSheet = JSON.parse(readFileSync(join(directory, 'sign-in.json'), 'utf8'));
  const account = sheet.accounts.find((one) => one.role === 'C1');
  if (!account) throw new Error('the sample has no filing clerk');
  const file = join(directory, 'certificates', account.accountNo);
  const passphrase = readFileSync(`${file}.pass`, 'utf8').trim();
  const { certificatePem, keyPem } = await parsePkcs12(readFileSync(`${file}.p12`), passphrase);
  const kit = { ...account, role: 'C1' as const, accountId: '', cert: certificatePem, key: keyPem };
  const ca = readFileSync(join(directory, 'ca.crt'), 'utf8');
  const client = new Client({ dataDir, ca, unitId: '', people: [] }, kit, () => port);
  await client.signIn();
  return client;
}
