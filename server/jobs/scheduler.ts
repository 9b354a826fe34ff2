import { dayOf } from '../../shared/calendar/legalDay.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { clearEnded } from '../access/enrolments.ts';
import { payRevocations, revokeOwn } from '../access/revocations.ts';
import { clearSessions } from '../access/session.ts';
import type { Center } from '../center.ts';
import { execute, preview } from '../log/execute.ts';
import { identityOf } from '../pki/identity.ts';
import { systemActor } from '../log/systemActor.ts';
import { sweeps, type DueAct } from './sweeps.ts';

const EVERY_MS = 10 * 60_000;
const noSource = { ip: null, certificate: null, session: null, client: 'scheduler' } as const;

/**
 * Does everything the system owes today. Catch-up is built in: a sweep looks at the present states, so a server
 * that was off for a week does on its first run what was due meanwhile, each once.
 * @param stop ends the sweep between two acts; the next one goes on with the rest
 * @returns acts done.
 */
export async function sweep(center: Center, stop?: AbortSignal): Promise<number> {
  let done = 0;
  for (const find of sweeps) {
    for (const due of await find(center, dayOf(center.now()), stop)) {
      if (stop?.aborted === true) return done;
      if (await carryOut(center, due)) done += 1;
    }
  }
  await clearEnded(center, (pem) => revokeOwn(center, identityOf(pem).fingerprint, 'cessationOfOperation'));
  await payRevocations(center);
  await clearSessions(center);
  return done;
}

/**
 * Carries one act out if it is possible now. An act that a rule stands against is not tried: it would leave one more
 * refusal in the log at every sweep. Its deadline stays on the workbench of whoever has to clear the way.
 */
async function carryOut(center: Center, { command, rev }: DueAct): Promise<boolean> {
  const request = {
    command,
    rev,
    secrets: [],
    secretFindings: [],
    actor: systemActor,
    source: noSource,
    requestId: center.newId(),
    key: null,
  };
  const plan = await preview(center, request);
  if (!plan.ok) return false;
  try {
    await execute(center, request);
    return true;
  } catch (error) {
    // Somebody acted between the look and the act; the next sweep looks anew.
    if (!(error instanceof ProblemError)) throw error;
    center.log.warn({
      event: 'sweep-refused',
      type: command.type,
      id: command.id,
      act: command.act,
      code: error.problem.code,
    });
    return false;
  }
}

/** Sweeps at once, regularly and when woken, one after the other, until stopped. */
export function startJobs(center: Center): { wake: () => void; stop: () => Promise<void> } {
  const stopped = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const run = () => {
    running = running
      .then(() => sweep(center, stopped.signal))
      .catch((error: unknown) => center.log.error({ event: 'sweep-failed', err: error }));
  };
  run();
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return {
    wake: run,
    stop: async () => {
      clearInterval(timer);
      stopped.abort();
      await running;
    },
  };
}
