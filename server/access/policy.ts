import type { SourcePolicy } from './sources.ts';

/** Limits of sign-in and sessions (domain.md 4.2); numbers are policy: the defaults here, others in `center.json`. */
export interface AccessPolicy {
  /** Failures in a row that lock the account, and for how long. */
  readonly maxFailures: number;
  readonly lockMinutes: number;
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly stepUpMinutes: number;
  /** Days after which a password has to be changed, and how many former ones are not taken again. */
  readonly passwordDays: number;
  readonly formerPasswords: number;
  /** From where the kinds of accounts may work. */
  readonly sources: SourcePolicy;
  /** Requests a minute: of one accepted certificate, and of one address without any. */
  readonly requestsPerMinute: number;
  readonly strangersPerMinute: number;
  /** Open connections of one address; null = as many as the machine bears, for centers behind one balancer. */
  readonly connectionsPerAddress: number | null;
}

export const defaultAccessPolicy: AccessPolicy = {
  maxFailures: 5,
  lockMinutes: 30,
  idleMinutes: 15,
  absoluteHours: 8,
  stepUpMinutes: 10,
  passwordDays: 90,
  formerPasswords: 5,
  sources: {},
  requestsPerMinute: 6_000,
  strangersPerMinute: 120,
  connectionsPerAddress: null,
};

/** The instant some minutes after another. */
export function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
