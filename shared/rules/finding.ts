import type { Text } from '../text.ts';

/**
 * What a finding does to the act it was found in.
 * `refuse` stops it; `needs-reason` lets it pass once a written reason is given;
 * `warn` is shown and recorded; `remind` only opens a deadline.
 */
export type Severity = 'refuse' | 'needs-reason' | 'warn' | 'remind';

/**
 * One thing that is wrong or worth knowing about an input, an act or a stored record.
 * Findings are returned all at once, never one after the other.
 */
export interface Finding {
  /** Stable key, `area/what`, for tests and code; nobody branches on text. */
  readonly code: string;
  /** Rule it rests on (`R118`, `X02`, ...) or null for a plain format demand. */
  readonly rule: string | null;
  readonly severity: Severity;
  /** Field path in the input, dot separated (`records.0.value`); empty for the whole act. */
  readonly place: string;
  /** What is wrong and how to mend it. */
  readonly text: Text;
}

/** A finding that stops the act. */
export function refuse(code: string, rule: string | null, place: string, text: Text): Finding {
  return { code, rule, severity: 'refuse', place, text };
}

/** A finding that needs a written reason. */
export function needsReason(code: string, rule: string | null, place: string, text: Text): Finding {
  return { code, rule, severity: 'needs-reason', place, text };
}

/** A finding that is shown and recorded but stops nothing. */
export function warn(code: string, rule: string | null, place: string, text: Text): Finding {
  return { code, rule, severity: 'warn', place, text };
}

/**
 * Result of a validator: the canonical form where it can be derived with certainty, and what was found.
 * `value` is null exactly when a finding of severity `refuse` is present.
 */
export interface Checked<T> {
  readonly value: T | null;
  readonly findings: readonly Finding[];
}
