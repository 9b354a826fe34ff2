import type { Finding } from '../rules/finding.ts';

/** A finding on a cell of an import file, with the value as it stood there; personal secrets stay masked. */
export interface ImportFinding extends Finding {
  readonly value: string;
}

/** The same findings with the cell's value. */
export function withValue(findings: readonly Finding[], value: string): readonly ImportFinding[] {
  return findings.map((finding) => ({ ...finding, value }));
}

/** Can no record be made of the row as it stands. */
export function isBad(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'refuse');
}
