/** This machine's clock, as a port. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
