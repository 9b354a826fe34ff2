import { digestOf } from '../../log/canonical.ts';
import type { Change } from '../../log/event.ts';

/**
 * What an approval is bound to: SM3 over the canonical JSON (RFC 8785) of the changes a command would make,
 * follow-ups included, without instants. Proposing and approving reckon it with this one function (DESIGN 3).
 */
export function effectDigest(changes: readonly Change[]): string {
  return digestOf(changes);
}
