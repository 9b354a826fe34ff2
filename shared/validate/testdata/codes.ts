import type { Checked } from '../../rules/finding.ts';

/** Keys of the findings of a check, in order; what tests compare instead of texts. */
export function codes(checked: Checked<unknown>): readonly string[] {
  return checked.findings.map((found) => found.code);
}
