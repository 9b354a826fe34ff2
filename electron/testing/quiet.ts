import { Writable } from 'node:stream';
import { createLogger, type Logger } from '../services/log/logger.ts';

/** A real logger whose lines can be read back. */
export interface RecordingLogger {
  readonly log: Logger;
  readonly lines: string[];
  readonly destination: Writable;
}

export function recordingLogger(): RecordingLogger {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: createLogger(destination, 'trace'), lines, destination };
}
