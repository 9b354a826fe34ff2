/**
 * The connection gate against a real center over mutual TLS: how long from nothing to open, what the regular look
 * costs, and how soon after the word to revoke a certificate the session opened with it is dead on its workstation.
 *
 *   node bench/gate.ts [--checks 200]
 *
 * A sample center is made for the run and removed. The last line is one JSON object.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { createServices, type Services } from '../electron/services/createServices.ts';
import { systemClock } from '../electron/services/clock.ts';
import { createSessionStore } from '../electron/services/credentials/sessionStore.ts';
import { memoryKeyValues } from '../electron/services/settings/keyValues.ts';
import { version } from '../electron/services/version.ts';
import * as z from 'zod';
import { currentTotp } from '../server/secrets/totp.ts';
import { loadConfig } from '../server/config.ts';
import { openCa } from '../server/openCenter.ts';

const { values } = parseArgs({
  args: argv.slice(2),
  options: { checks: { type: 'string', default: '200' } },
});
const sheetSchema = z.object({
  accounts: z.array(z.object({ accountNo: z.string(), password: z.string(), seed: z.string() })),
});
const program = fileURLToPath(new URL('../dist/server/main.js', import.meta.url));
if (!existsSync(program)) throw new Error('build first: npm run build');
const folder = mkdtempSync(join(tmpdir(), 'center-bench-'));
// PostgreSQL's own account has to pass through, or the cluster would be put elsewhere.
chmodSync(folder, 0o711);
const dataDir = join(folder, 'data');
try {
  await promisify(execFile)(execPath, [program, 'init', '--sample', '--scale', 'small', '--data', dataDir]);
  const center = spawn(execPath, [program, 'start', '--data', dataDir, '--port', '0', '--workstation'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    for await (const line of createInterface({ input: center.stdout })) if (line.startsWith('ready ')) break;
    await measure();
  } finally {
    center.kill('SIGTERM');
    await once(center, 'exit');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A workstation of its own, nobody signed in. */
function workstation(): Promise<Services> {
  return createServices({
    host: 'loopback',
    version,
    profileDir: join(dataDir, 'workstation'),
    dataDir: join(folder, 'client'),
    exportDir: join(folder, 'exports'),
    settings: memoryKeyValues(),
    logTo: new Writable({ write: (_chunk, _encoding, done) => done() }),
    clock: systemClock,
    reveal: null,
    vaultPassphrase: null,
    secrets: createSessionStore(),
  });
}

async function measure(): Promise<void> {
  // The first one takes the certificates over; that happens once on a workstation.
  await (await workstation()).close();
  const opened: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const began = performance.now();
    const services = await workstation();
    if (!(await services.gate.check()).open) throw new Error('the gate did not open');
    opened.push(performance.now() - began);
    await services.close();
  }
  const services = await workstation();
  services.gate.start();
  await services.gate.check();
  const checks: number[] = [];
  for (let n = 0; n < Number(values.checks); n += 1) {
    const began = performance.now();
    await services.gate.check();
    checks.push(performance.now() - began);
  }
  const revoked = await revokeOneByOne(services);
  await services.close();
  const line = {
    bench: 'gate',
    openMs: percentile(opened, 0.5),
    checkMs: percentile(checks, 0.5),
    revokeP50Ms: percentile(revoked, 0.5),
    revokeMaxMs: percentile(revoked, 1),
  };
  console.log(`open      p50 ${line.openMs} ms of ${opened.length}`);
  console.log(`check     p50 ${line.checkMs} ms, p95 ${percentile(checks, 0.95)} ms of ${checks.length}`);
  console.log(`revoked   p50 ${line.revokeP50Ms} ms, longest ${line.revokeMaxMs} ms of ${revoked.length}`);
  console.log('targets   revokeMaxMs <= 1000');
  console.log(JSON.stringify(line));
}

/**
 * Revokes each certificate of the sample while its holder is signed in.
 * @returns ms from the word to revoke it, the signing of the list included, to the ended session at the workstation
 */
async function revokeOneByOne(services: Services): Promise<number[]> {
  const ca = await openCa(loadConfig({ dataDir }), new Date());
  const serials = new Map(ca.issued().map(({ fingerprint, serial }) => [fingerprint, serial]));
  const kits = sheetSchema.parse(
    JSON.parse(readFileSync(join(dataDir, 'workstation', 'sign-in.json'), 'utf8')),
  ).accounts;
  const took: number[] = [];
  for (const { fingerprint, accountNo } of services.certificates.list()) {
    const gate = await services.identities.choose(fingerprint);
    if (!gate.open) throw new Error('the gate did not open for this certificate');
    const kit = kits.find(({ accountNo: no }) => no === accountNo);
    if (!kit) throw new Error(`${accountNo} is not on the sign-in sheet`);
    const code = currentTotp(kit.seed, new Date());
    await services.session.signIn({ password: kit.password, code }, new AbortController().signal);
    const dead = Promise.withResolvers<number>();
    const stop = services.publisher.subscribe(({ event, payload }) => {
      if (event === 'session' && payload === null) dead.resolve(performance.now());
    });
    const began = performance.now();
    await ca.revoke(serials.get(fingerprint) ?? '', 'superseded', new Date());
    took.push((await dead.promise) - began);
    stop();
  }
  return took;
}

function percentile(all: readonly number[], part: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
}
