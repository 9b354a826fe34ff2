import { dayOf } from '../../shared/calendar/legalDay.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Center } from '../center.ts';
import { execute } from '../log/execute.ts';
import { systemActor } from '../log/systemActor.ts';
import { sweeps } from './sweeps.ts';

const EVERY_MS = 10 * 60_000;
const noSource = { ip: null, certificate: null, session: null, client: 'scheduler' } as const;

/**
 * Does everything the system owes today. Catch-up is built in: a sweep looks at the present states, so a server
 * that was off for a week does on its first run what was due meanwhile, each once.
 * @returns acts done.
 */
export async function sweep(center: Center): Promise<number> {
  let done = 0;
  for (const find of sweeps) {
    for (const { command, rev } of await find(center, dayOf(center.now()))) {
      try {
        await execute(center, {
          command,
          rev,
          secrets: [],
          secretFindings: [],
          actor: systemActor,
          source: noSource,
          requestId: center.newId(),
          key: null,
        });
        done += 1;
      } catch (error) {
        // Somebody acted meanwhile, or a rule stands against it: the refusal is in the log, the next sweep looks anew.
        if (!(error instanceof ProblemError)) throw error;
        center.log.warn({
          event: 'sweep-refused',
          type: command.type,
          id: command.id,
          act: command.act,
          code: error.problem.code,
        });
      }
    }
  }
  return done;
}

/** Sweeps at once and then regularly until stopped. */
export function startJobs(center: Center): { stop: () => Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const run = () => {
    running = running
      .then(() => sweep(center))
      .catch((error: unknown) => center.log.error({ event: 'sweep-failed', err: error }));
  };
  run();
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
