const DAY_SECONDS = 86_400;
/** Serial number of 1970-01-01 in the 1900 date system. */
const EPOCH_SERIAL = 25_569;
/** Serial number of 1900-03-01: earlier ones are off by the 29 February 1900 that never was. */
const FIRST_SAFE_SERIAL = 61;
/** China keeps UTC+8 all year since 1992; earlier instants do not occur in this system. */
const SHANGHAI_SECONDS = 8 * 3600;

/**
 * Serial number of a legal day `YYYY-MM-DD` in the 1900 date system (ECMA-376 part 1, 18.17.4.1).
 * Null when the text is no such day or one before 1900-03-01.
 */
export function daySerial(day: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const time = utcSeconds(`${day}T00:00:00Z`);
  const serial = time === null ? 0 : time / DAY_SECONDS + EPOCH_SERIAL;
  return serial < FIRST_SAFE_SERIAL ? null : serial;
}

/**
 * Serial number, as it stands in the file, of a UTC ISO instant shown as wall time in Asia/Shanghai:
 * spreadsheet dates have no zone. Fractions of a second are cut off. Null when the text is no such instant.
 */
export function instantSerial(instant: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(instant)) return null;
  const time = utcSeconds(instant);
  if (time === null) return null;
  const wall = time + SHANGHAI_SECONDS;
  const day = Math.floor(wall / DAY_SECONDS);
  if (day + EPOCH_SERIAL < FIRST_SAFE_SERIAL) return null;
  // One second is 1.157e-5 of a day: eleven decimals name it beyond doubt.
  const fraction = Math.round(((wall - day * DAY_SECONDS) / DAY_SECONDS) * 1e11);
  return `${day + EPOCH_SERIAL}.${String(fraction).padStart(11, '0')}`;
}

/** Whole seconds since 1970; null for days such as 30 February, which Date.parse rolls over. */
function utcSeconds(iso: string): number | null {
  const millis = Date.parse(iso);
  if (Number.isNaN(millis)) return null;
  const sameDay = new Date(millis).getUTCDate() === Number(iso.slice(8, 10));
  return sameDay ? Math.floor(millis / 1000) : null;
}
