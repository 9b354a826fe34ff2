import { setTimeout as wait } from 'node:timers/promises';
import { TOTP } from 'otpauth';

const PERIOD_MS = 30_000;

/**
 * One-time codes of one account, each handed out once: the server takes a code only when its 30-second step is later
 * than the last one used, and takes the step before and after the present one as well.
 */
export class Codes {
  readonly #totp: TOTP;
  #last = 0;

  /** @param seed Base32, as in `sign-in.json` */
  constructor(seed: string) {
    this.#totp = new TOTP({ secret: seed, algorithm: 'SHA1', digits: 6, period: PERIOD_MS / 1000 });
  }

  /** The next code that can still be used; waits where the clock has to get there first. */
  async next(): Promise<string> {
    const step = Math.max(Math.floor(Date.now() / PERIOD_MS), this.#last + 1);
    const acceptedFrom = (step - 1) * PERIOD_MS + 500;
    if (Date.now() < acceptedFrom) await wait(acceptedFrom - Date.now());
    this.#last = step;
    return this.#totp.generate({ timestamp: step * PERIOD_MS });
  }
}
