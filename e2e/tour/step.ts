import type { Tour } from './tour.ts';

/** One step of the tour. @returns a figure or number worth printing, or nothing */
export interface Step {
  readonly what: string;
  readonly run: (tour: Tour) => Promise<string | void>;
}
