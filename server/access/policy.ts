/** Limits of sign-in and sessions (domain.md 4.2); numbers are policy, configurable by the security administrator. */
export interface AccessPolicy {
  /** Failures in a row that lock the account, and for how long. */
  readonly maxFailures: number;
  readonly lockMinutes: number;
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly stepUpMinutes: number;
}

export const defaultAccessPolicy: AccessPolicy = {
  maxFailures: 5,
  lockMinutes: 30,
  idleMinutes: 15,
  absoluteHours: 8,
  stepUpMinutes: 10,
};

/** The instant some minutes after another. */
export function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
