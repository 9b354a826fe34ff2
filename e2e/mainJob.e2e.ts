import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chromiumPath } from './support/browser.ts';
import { runTour } from './tour/run.ts';

const TOUR_MS = 15 * 60_000;
const browser = chromiumPath();
if (browser === null) process.stderr.write('main job: no Chromium on this machine (set CHROMIUM); not run\n');

describe.skipIf(browser === null)('the main job', () => {
  test(
    'a filing, its permissions, a domain and an address go from entry to ledger through the real screens',
    async () => {
      const out = mkdtempSync(join(tmpdir(), 'egov-main-job-'));
      try {
        // No center runs for an empty folder, so the tour starts one of its own.
        const { results, failure } = await runTour(join(out, 'no-center'), join(out, 'pictures'), (line) =>
          process.stdout.write(`${line}\n`),
        );
        expect(failure).toBeNull();
        expect(results.filter(({ ok }) => !ok)).toEqual([]);
      } finally {
        rmSync(out, { recursive: true, force: true });
      }
    },
    TOUR_MS,
  );
});
