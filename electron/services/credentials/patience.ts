import { ProblemError } from '../../../shared/errors/problem.ts';
import type { Clock } from '../clock.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** Makes guessing at the screen slow: after each wrong passphrase the wait doubles, from one second to a minute. */
export interface Patience {
  /** @throws ProblemError `keychain/wait` before its time, or what the attempt throws */
  attempt(work: () => Promise<void>): Promise<void>;
  /** UTC ISO instant of the next attempt; null where none has to be waited for. */
  until(): string | null;
}

export function createPatience(clock: Clock): Patience {
  let wrong = 0;
  let until = 0;
  const now = () => clock.now().getTime();
  return {
    async attempt(work) {
      if (now() < until) throw new ProblemError('keychain/wait');
      try {
        await work();
        wrong = 0;
        until = 0;
      } catch (error) {
        if (error instanceof ProblemError && error.problem.code === 'keychain/vault-passphrase') {
          until = now() + Math.min(LONGEST_MS, FIRST_MS * 2 ** wrong);
          wrong += 1;
        }
        throw error;
      }
    },
    until: () => (now() < until ? new Date(until).toISOString() : null),
  };
}
