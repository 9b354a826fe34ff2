const DAY_SECONDS = 86_400;
/** Day 0 of the 1900 date system, seen from 1970-01-01, for days after its false leap day 1900-02-29. */
const EPOCH_DAYS = 25_569;
const FIRST_SAFE_SERIAL = 61;
/** China keeps UTC+8 all year since 1992; earlier instants do not occur in this system. */
const SHANGHAI_SECONDS = 8 * 3600;

/**
 * Serial number of a legal day `YYYY-MM-DD` in the 1900 date system (ECMA-376 part 1, 18.17.4).
 * Null when the text is no such day, or one before 1900-03-01, where the system counts a day that never was.
 */
export function daySerial(day: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const millis = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 10) !== day) return null;
  const serial = millis / 1000 / DAY_SECONDS + EPOCH_DAYS;
  return serial < FIRST_SAFE_SERIAL ? null : serial;
}

/**
 * Serial number, as it is written into the file, of a UTC ISO instant shown as wall time in Asia/Shanghai.
 * Spreadsheet dates have no zone; fractions of a second are cut off. Null when the text is no such instant.
 */
export function instantSerial(instant: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(instant)) return null;
  const millis = Date.parse(instant);
  if (Number.isNaN(millis)) return null;
  const wall = Math.floor(millis / 1000) + SHANGHAI_SECONDS;
  const day = Math.floor(wall / DAY_SECONDS);
  const serial = day + EPOCH_DAYS;
  if (serial < FIRST_SAFE_SERIAL) return null;
  // One second is 1.157e-5 of a day: eleven decimals name it without doubt.
  return `${serial}.${Math.round(((wall - day * DAY_SECONDS) / DAY_SECONDS) * 1e11).toString().padStart(11, '0')}`;
}
