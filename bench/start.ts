/**
 * Cold start of the built program with existing data, until it is ready and until its first screen can be used in
 * Chromium, and the size of the renderer's first JavaScript.
 *
 *   node bench/start.ts [--data DIR] [--rounds 5]
 *
 * Without --data a sample center is made first, unmeasured. Chromium starts after the `ready` line, as it does for a
 * user of the loopback host, and counts. The last line is one JSON object with the medians.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { argv, execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import * as z from 'zod';

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    data: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const program = join(dist, 'start', 'start.js');
if (!existsSync(program)) throw new Error('build first: npm run build');
const temporary = values.data === undefined ? mkdtempSync(join(tmpdir(), 'center-bench-')) : null;
// PostgreSQL's own account has to pass through, or the cluster would be put elsewhere.
if (temporary !== null) chmodSync(temporary, 0o711);
const dataDir = values.data ?? join(temporary ?? '', 'data');
try {
  if (!existsSync(join(dataDir, 'workstation', 'profile.json'))) await (await start()).stop();
  const ready: number[] = [];
  const screen: number[] = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const took = await measure();
    ready.push(took.readyMs);
    screen.push(took.screenMs);
    console.log(
      `round ${round}  ready ${took.readyMs.toFixed(0)} ms   first screen ${took.screenMs.toFixed(0)} ms`,
    );
  }
  const initialJsGzipKiB = Number((initialJsGzip() / 1024).toFixed(1));
  console.log('targets  first screen <= 2000 ms, initial JS <= 450 KB gzip');
  const line = {
    bench: 'start',
    coldStartMs: median(ready),
    firstScreenMs: median(screen),
    initialJsGzipKiB,
  };
  console.log(JSON.stringify(line));
} finally {
  if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
}

interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the program and waits for its `ready` line. */
async function start(): Promise<Started> {
  const child = spawn(execPath, [program, '--headless', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`the program ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('ready ')) return;
      resolve(z.object({ url: z.string() }).parse(JSON.parse(line.slice('ready '.length))).url);
    });
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function measure(): Promise<{ readyMs: number; screenMs: number }> {
  const begun = performance.now();
  const started = await start();
  const readyMs = performance.now() - begun;
  const browser = await chromium.launch({
    executablePath: values.chromium,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(started.url);
    // The way in: the gate has judged the connection and asks for password and code.
    await page.getByLabel('口令', { exact: true }).waitFor();
    return { readyMs, screenMs: performance.now() - begun };
  } finally {
    await browser.close();
    await started.stop();
  }
}

/** Gzip size of the entry of `index.html` with everything it imports statically. */
function initialJsGzip(): number {
  const renderer = join(dist, 'renderer');
  const html = readFileSync(join(renderer, 'index.html'), 'utf8');
  const waiting = [...html.matchAll(/<script[^>]+src="([^"]+\.js)"/g)].map(([, src = '']) =>
    join(renderer, src),
  );
  const seen = new Set<string>();
  let bytes = 0;
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const code = readFileSync(file, 'utf8');
    bytes += gzipSync(code, { level: 9 }).length;
    for (const [, from = ''] of code.matchAll(
      /(?:^|[;}\s])(?:import|export)[^;'"()]*?["'](\.[^"']+\.js)["']/g,
    ))
      waiting.push(join(dirname(file), from));
  }
  console.log(`${seen.size} files of initial JavaScript`);
  return bytes;
}

function median(given: readonly number[]): number {
  return Math.round([...given].sort((a, b) => a - b)[Math.floor(given.length / 2)] ?? 0);
}
