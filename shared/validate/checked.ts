import type { Checked, Finding } from '../rules/finding.ts';

/** A value with what was noted about it; none of the findings may refuse. */
export function accept<T>(value: T, findings: readonly Finding[] = []): Checked<T> {
  return { value, findings };
}

/** No value, and every finding that says why. */
export function reject(...findings: readonly Finding[]): Checked<never> {
  return { value: null, findings };
}

/** The value unless a finding refuses it. */
export function conclude<T>(value: T, findings: readonly Finding[]): Checked<T> {
  return findings.some((f) => f.severity === 'refuse') ? { value: null, findings } : { value, findings };
}

/** The same findings over another form of the value, such as the canonical text of a parsed address. */
export function mapChecked<T, U>(checked: Checked<T>, form: (value: T) => U): Checked<U> {
  return { value: checked.value === null ? null : form(checked.value), findings: checked.findings };
}
