/** Serial number of 1970-01-01 in the 1900 date system. */
const EPOCH_SERIAL = 25_569;
/** Serial number of 1900-03-01: earlier ones are off by the 29 February 1900 that never was. */
const FIRST_SAFE_SERIAL = 61;
const DAY_SECONDS = 86_400;
/** China keeps UTC+8 all year since 1992; earlier instants do not occur in this system. */
const SHANGHAI_SECONDS = 8 * 3600;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Serial number, as it stands in the file, of a legal day `YYYY-MM-DD` in the 1900 date system
 * (ECMA-376 part 1, 18.17.4.1). Null when the text is no such day or one before 1900-03-01.
 */
export function daySerial(day: string): string | null {
  const days = day.length === 10 ? daysSince1970(day) : null;
  return days === null || days + EPOCH_SERIAL < FIRST_SAFE_SERIAL ? null : String(days + EPOCH_SERIAL);
}

/**
 * Serial number, as it stands in the file, of a UTC ISO instant shown as wall time in Asia/Shanghai:
 * spreadsheet dates have no zone. Fractions of a second are cut off. Null when the text is no such instant.
 */
export function instantSerial(instant: string): string | null {
  const days = daysSince1970(instant);
  if (days === null || !/^T\d\d:\d\d:\d\d(\.\d+)?Z$/.test(instant.slice(10))) return null;
  const hour = digits(instant, 11, 2);
  const minute = digits(instant, 14, 2);
  const second = digits(instant, 17, 2);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const wall = days * DAY_SECONDS + hour * 3600 + minute * 60 + second + SHANGHAI_SECONDS;
  const serial = Math.floor(wall / DAY_SECONDS) + EPOCH_SERIAL;
  if (serial < FIRST_SAFE_SERIAL) return null;
  // One second is 1.157e-5 of a day: eleven decimals name it beyond doubt.
  const fraction = Math.round(((wall % DAY_SECONDS) / DAY_SECONDS) * 1e11);
  return `${serial}.${String(fraction).padStart(11, '0')}`;
}

/** Days from 1970-01-01 to the day that the text begins with, in the proleptic Gregorian calendar. */
function daysSince1970(text: string): number | null {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (!(text[4] === '-' && text[7] === '-' && year > 0 && day >= 1 && day <= monthDays(year, month)))
    return null;
  // Years begin in March, so that the leap day is a year's last.
  const years = month > 2 ? year : year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * years + leapDays + dayOfYear - 719_468;
}

function monthDays(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** The decimal digits of `text` from `start`; not a number where one is no digit. */
function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
