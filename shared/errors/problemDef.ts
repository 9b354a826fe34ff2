import type { Text } from '../text.ts';

/** Where a problem is shown. */
export type Place = 'field' | 'inline' | 'toast' | 'page' | 'gate';

/** How a problem is answered and shown. */
export interface ProblemDef {
  readonly status: number;
  readonly where: Place;
  /** A read may be tried again by itself; a write never is. */
  readonly retryable: boolean;
  /** What failed, what was and was not changed, what to do. */
  readonly text: Text;
}

/** One problem: status (RFC 9110), place, Chinese and English sentence. */
export const def = (status: number, where: Place, zh: string, en: string, retryable = false): ProblemDef => ({
  status,
  where,
  retryable,
  text: { zh, en },
});
