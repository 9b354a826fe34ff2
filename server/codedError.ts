import type { Text } from '../shared/text.ts';

/**
 * A failure the server expects and can explain: `code` (`area/what`) is what programs branch on,
 * `text` is what a person reads. `message` is the English text, for logs.
 */
export class CodedError extends Error {
  readonly code: string;
  readonly text: Text;

  constructor(code: string, text: Text, cause?: unknown) {
    super(text.en, cause === undefined ? undefined : { cause });
    this.name = 'CodedError';
    this.code = code;
    this.text = text;
  }
}

/** The `code` of a Node.js system error (`ENOENT`, ...), or null for anything else. */
export function systemCode(error: unknown): string | null {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return null;
}
