/** `own` is this writer, `deflate` compresses the XML it made, `exceljs` is the peer, `cancel` stops half way. */
export const CONTESTANTS = ['own', 'deflate', 'exceljs', 'cancel'] as const;
export type Contestant = (typeof CONTESTANTS)[number];

/** What one contestant took. */
export interface Outcome {
  readonly seconds: number;
  /** Peak of the resident memory over what the process had before the work. */
  readonly rssGrowthMiB: number;
  /** Longest time for which the event loop served nobody. */
  readonly stallMs: number;
}
