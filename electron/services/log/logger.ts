import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger };

const names = [
  'password',
  'code',
  'token',
  'passphrase',
  'authorization',
  'key',
  'keyPem',
  'base64',
  'cells',
];

/** Places whose values never reach a log, at the top of an entry and two levels below. */
const redactedPaths: readonly string[] = names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * JSON log of the client. `event` names are constant; personal data, tokens and keys are redacted.
 * An error is written as its type, code and stack: messages of libraries may quote what was sent.
 */
export function createLogger(destination: DestinationStream, level = 'info'): Logger {
  return pino(
    {
      level,
      base: null,
      // Under the usual name pino would copy the error's words into the entry's message.
      errorKey: 'thrown',
      redact: { paths: [...redactedPaths], censor: '[redacted]' },
      serializers: { err: plainError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination,
  );
}

/** Errors of HTTP libraries carry the whole request; only these parts are told. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const cause: unknown = error.cause === undefined ? undefined : plainError(error.cause);
  return { type: error.name, errorCode: code, stack: error.stack?.split('\n').slice(1, 8).join('\n'), cause };
}
