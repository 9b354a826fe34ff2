import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { installedElectron } from '../scripts/start/electron.ts';
import { chromiumPath } from './support/browser.ts';
import { electronTarget, loopbackTarget, type Target } from './support/target.ts';
import { LONGEST_MS, runTour } from './tour/run.ts';

const TOUR_MS = 15 * 60_000 + LONGEST_MS;
const targets = [
  {
    name: 'loopback host',
    path: chromiumPath(),
    open: loopbackTarget,
    missing: 'no Chromium on this machine (set CHROMIUM)',
  },
  {
    name: 'Electron',
    path: installedElectron(join(import.meta.dirname, '..')),
    open: (path: string): Promise<Target> => Promise.resolve(electronTarget(path)),
    missing: "Electron's binary is not here (node node_modules/electron/install.js fetches it)",
  },
] as const;

for (const { name, path, open, missing } of targets) {
  if (path === null) process.stdout.write(`main job on ${name}: ${missing}; not run\n`);

  describe.skipIf(path === null)(`the main job on the ${name}`, () => {
    test(
      'a filing, its permissions, a domain and an address go from entry to ledger through the real screens',
      async () => {
        const out = mkdtempSync(join(tmpdir(), 'egov-main-job-'));
        const target = await open(path ?? '');
        try {
          // No center runs for an empty folder, so the tour starts one of its own.
          const say = (line: string) => void process.stdout.write(`${line}\n`);
          const { results, failure } = await runTour(
            target,
            join(out, 'no-center'),
            join(out, 'pictures'),
            say,
          );
          expect(failure).toBeNull();
          expect(results.filter(({ ok }) => !ok)).toEqual([]);
        } finally {
          await target.close();
          rmSync(out, { recursive: true, force: true });
        }
      },
      TOUR_MS,
    );
  });
}
