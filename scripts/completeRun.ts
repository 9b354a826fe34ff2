import type { Reporter, TestModule } from 'vitest/node';

/** Set by `.ci/run`: nothing may be missing, and what could not be tested is no success. */
export const isComplete = process.env['CENTER_TEST_COMPLETE'] === '1';

/** What a machine may forbid, or npm alone does not bring; each says so where it is skipped. */
const mayBeSkipped = [
  /^a real VPN between/,
  /^the main job on the Electron/,
  /the memory of other processes may not be read here/,
  /mounting a small tmpfs is not allowed here/,
  // Of those who run PostgreSQL as another account.
  /^as root a data directory|^a full disk is refused before/,
];

/** Ends a complete run as failed when a test was skipped for want of a program or package. */
export const completeRun: Reporter = {
  onTestRunEnd(modules) {
    const skipped = modules.flatMap(skippedIn);
    if (skipped.length === 0) return;
    process.stderr.write(`Skipped in a run that has to be complete:\n${skipped.join('\n')}\n`);
    process.exitCode = 1;
  },
};

function skippedIn(module: TestModule): string[] {
  return [...module.children.allTests('skipped')].flatMap((test) => {
    const result = test.result();
    const note = 'note' in result ? (result.note ?? '') : '';
    const allowed = mayBeSkipped.some((words) => words.test(test.fullName) || words.test(note));
    return allowed ? [] : [`${module.relativeModuleId}: ${test.fullName} ${note}`.trimEnd()];
  });
}
