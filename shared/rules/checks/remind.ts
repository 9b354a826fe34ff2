import type { Text } from '../../text.ts';
import type { Finding } from '../finding.ts';

/** A finding that only opens a deadline. */
export function remind(code: string, rule: string, place: string, text: Text): Finding {
  return { code, rule, severity: 'remind', place, text };
}
