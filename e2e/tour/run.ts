import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Target } from '../support/target.ts';
import { openTourCenter } from './center.ts';
import { untilNextDay } from './fiction.ts';
import { steps } from './steps.ts';
import { Tour } from './tour.ts';

/** One line of `tour.json`. */
interface StepResult {
  readonly step: number;
  readonly what: string;
  readonly ok: boolean;
  readonly ms: number;
}

export interface TourResult {
  readonly results: readonly StepResult[];
  /** Why the tour stopped; null when every step was done. */
  readonly failure: string | null;
}

/** Runs every step in order and stops at the first that fails. @param say takes one line a step */
export async function runTour(
  target: Target,
  dataDir: string,
  out: string,
  say: (line: string) => void,
): Promise<TourResult> {
  await stayOnOneDay(say);
  const center = await openTourCenter(dataDir);
  try {
    const tour = new Tour(out, center, target);
    try {
      return await walk(tour, say);
    } finally {
      await tour.close();
    }
  } finally {
    await center.close();
  }
}

/** No tour takes longer on a machine that is not hopeless. */
export const LONGEST_MS = 10 * 60_000;

/** What is filed for today before midnight would be backdated after it: a tour that near to it begins when it is past. */
async function stayOnOneDay(say: (line: string) => void): Promise<void> {
  const left = untilNextDay(Date.now());
  if (left > LONGEST_MS) return;
  say(`Midnight in China is near; the tour begins in ${Math.ceil(left / 1000)} s, when it is past`);
  await wait(left + 1000);
}

async function walk(tour: Tour, say: (line: string) => void): Promise<TourResult> {
  const results: StepResult[] = [];
  const keep = (what: string, ok: boolean, ms: number) => {
    results.push({ step: results.length + 1, what, ok, ms });
    writeFileSync(join(tour.out, 'tour.json'), `${JSON.stringify(results, null, 2)}\n`);
    say(`${String(results.length).padStart(2)} ${ok ? 'ok    ' : 'FAILED'} ${what} (${ms} ms)`);
  };
  for (const { what, run } of steps) {
    const start = performance.now();
    try {
      const said = await run(tour);
      keep(said ? `${what}: ${said}` : what, true, Math.round(performance.now() - start));
    } catch (error) {
      keep(what, false, Math.round(performance.now() - start));
      const why = error instanceof Error ? error.message : String(error);
      return { results, failure: `${what}: ${why}\n${await tour.evidence(results.length)}` };
    }
  }
  const [thrown] = tour.pageErrors();
  return { results, failure: thrown === undefined ? null : `A page has thrown: ${thrown}` };
}
