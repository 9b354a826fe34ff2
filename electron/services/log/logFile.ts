import { createWriteStream } from 'node:fs';
import { stderr } from 'node:process';
import type { DestinationStream } from 'pino';

/**
 * The file that the log goes to, mode 0600. A disk that is full or cannot be written to costs the log and not the
 * program: after the first failure lines are dropped, and standard error says so once.
 */
export function openLogFile(
  file: string,
  tell: (line: string) => unknown = (line) => stderr.write(line),
): DestinationStream {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  let isLost = false;
  stream.on('error', ({ message }) => {
    if (!isLost) tell(`The log cannot be written: ${message}\n`);
    isLost = true;
  });
  return {
    write(line) {
      if (!isLost) stream.write(line);
    },
  };
}
