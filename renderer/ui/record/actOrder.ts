/** Acts that lead back, out or to an end; they stand after those that lead on. */
const backward: ReadonlySet<string> = new Set([
  'sendBack',
  'refuse',
  'object',
  'withdraw',
  'cancel',
  'suspend',
  'revoke',
  'end',
  'close',
  'release',
  'decline',
  'merge',
]);

/** Does the act lead back or end something; such an act is never the main button. */
export function isBackward(act: string): boolean {
  return backward.has(act);
}

/** Acts that lead on first, in the order of the state machine. */
export function inWorkingOrder(acts: readonly string[]): readonly string[] {
  return [...acts.filter((act) => !isBackward(act)), ...acts.filter(isBackward)];
}
