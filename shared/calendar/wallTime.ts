const chinaOffset = 8 * 3_600_000;

/** An instant as wall time in China, `2026-11-21 09:31:07`; an unreadable text is given back as it is. */
export function wallTime(instant: string): string {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) return instant;
  return new Date(ms + chinaOffset).toISOString().slice(0, 19).replace('T', ' ');
}

/** Only the time of day, `09:31:07`. */
export function clockTime(instant: string): string {
  return wallTime(instant).slice(11);
}

/** The calendar day in China of an instant, `2026-11-21`. */
export function wallDay(instant: string): string {
  return wallTime(instant).slice(0, 10);
}

/** The calendar day in China of a moment in milliseconds. */
export function chinaDay(ms: number): string {
  return new Date(ms + chinaOffset).toISOString().slice(0, 10);
}
