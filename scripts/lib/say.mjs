/** One line of progress on stderr; stdout belongs to the program that is run. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Seconds since `start` (`performance.now()`), as `1.2 s`. */
export function since(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** A failure that the user can act on: shown as one line, without a stack. */
export class UserError extends Error {}

/** Runs a script's body; a UserError ends it with its own text, anything else with its stack. */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    say(error instanceof UserError ? error.message : (error?.stack ?? String(error)));
    process.exitCode = 1;
  }
}
