import type { LogEvent } from '../../shared/log/event.ts';

/** Reads a stored line. Lines of older schema versions are brought up to date here, never rewritten in the log. */
export function readEvent(body: string): LogEvent {
  const event: LogEvent = JSON.parse(body);
  if (event.v !== 1) throw new Error(`log line of unknown schema version: ${String(event.v)}`);
  return event;
}
