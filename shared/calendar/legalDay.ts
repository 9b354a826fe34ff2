import { refuse, type Checked } from '../rules/finding.ts';

/**
 * A legal day (自然日): calendar date in China as `YYYY-MM-DD`, years 1000-9999.
 * Plain text on purpose: it sorts, compares and travels as it is.
 */
export type LegalDay = string;

/** An instant: ISO 8601 in UTC with `Z`, as `Date.prototype.toISOString` writes it. */
export type Instant = string;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** China has kept UTC+8 without daylight saving since 1992; the system holds no instant older than that. */
const CHINA_OFFSET_MS = 8 * HOUR_MS;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

/** True for a real calendar date written `YYYY-MM-DD`. */
export function isLegalDay(text: string): boolean {
  const match = /^([1-9]\d{3})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && date >= 1 && date <= monthLength(year, month);
}

/** Checks a typed date; slashes, dots and 年月日 are brought to `YYYY-MM-DD`. */
export function checkLegalDay(raw: string, place: string): Checked<LegalDay> {
  const match = /^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*$/.exec(
    raw.normalize('NFKC'),
  );
  const day = match ? `${match[1]}-${pad(match[2] ?? '', 2)}-${pad(match[3] ?? '', 2)}` : raw.trim();
  if (isLegalDay(day)) return { value: day, findings: [] };
  return {
    value: null,
    findings: [
      refuse('day/not-a-date', null, place, {
        zh: `“${raw}”不是真实存在的日期；请按 2026-03-02 的形式填写`,
        en: `"${raw}" is not a real date; write it like 2026-03-02`,
      }),
    ],
  };
}

/** Day of an instant in China. @throws RangeError when the text is no instant */
export function dayOf(instant: Instant): LegalDay {
  return new Date(millisOf(instant) + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** Instant at which a day begins in China. @throws RangeError when the text is no legal day */
export function startOfDay(day: LegalDay): Instant {
  return new Date(utcOf(day) - CHINA_OFFSET_MS).toISOString();
}

/** The day `days` later (earlier when negative). @throws RangeError when the text is no legal day */
export function addDays(day: LegalDay, days: number): LegalDay {
  return dayFromUtc(utcOf(day) + days * DAY_MS);
}

/**
 * The same date `months` later; where that month has no such date, its last day (民法典 202).
 * @throws RangeError when the text is no legal day
 */
export function addMonths(day: LegalDay, months: number): LegalDay {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  return dayText({ ...target, date: Math.min(date, monthLength(target.year, target.month)) });
}

/** The same date `years` later; 29 February becomes the 28th in a common year. */
export function addYears(day: LegalDay, years: number): LegalDay {
  return addMonths(day, years * 12);
}

/**
 * Days from `from` to `to`, the first day not counted (民法典 201, X14); negative when `to` is earlier.
 * @throws RangeError when a text is no legal day
 */
export function daysBetween(from: LegalDay, to: LegalDay): number {
  return Math.round((utcOf(to) - utcOf(from)) / DAY_MS);
}

/** Whole years of age reached on a day; born on 29 February counts up on 1 March in common years. */
export function ageOn(birthDate: LegalDay, day: LegalDay): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

/** Day of the week, 1 = Monday to 7 = Sunday (GB/T 7408, ISO 8601). */
export function weekdayOf(day: LegalDay): number {
  return new Date(utcOf(day)).getUTCDay() || 7;
}

/** A week from Monday to Sunday. */
export interface Week {
  /** Year the week belongs to: that of its Thursday. */
  readonly year: number;
  /** Number in that year, from 1. */
  readonly number: number;
  readonly first: LegalDay;
  readonly last: LegalDay;
}

/** The week a day lies in (GB/T 7408, ISO 8601: week 1 holds the year's first Thursday). */
export function weekOf(day: LegalDay): Week {
  const first = addDays(day, 1 - weekdayOf(day));
  const year = Number(addDays(first, 3).slice(0, 4));
  const fourth = `${year}-01-04`;
  const firstOfYear = addDays(fourth, 1 - weekdayOf(fourth));
  return { year, number: daysBetween(firstOfYear, first) / 7 + 1, first, last: addDays(first, 6) };
}

/**
 * Instant `hours` later by the clock: nights and holidays count (R112).
 * @throws RangeError when the text is no instant
 */
export function clockHours(from: Instant, hours: number): Instant {
  return new Date(millisOf(from) + hours * HOUR_MS).toISOString();
}

function millisOf(instant: Instant): number {
  const millis = Date.parse(instant);
  if (Number.isNaN(millis) || !/(?:Z|[+-]\d{2}:\d{2})$/.test(instant))
    throw new RangeError(`no instant: ${instant}`);
  return millis;
}

function utcOf(day: LegalDay): number {
  const { year, month, date } = partsOf(day);
  return Date.UTC(year, month - 1, date);
}

function partsOf(day: LegalDay): Parts {
  if (!isLegalDay(day)) throw new RangeError(`no legal day: ${day}`);
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8)) };
}

function dayFromUtc(millis: number): LegalDay {
  const moment = new Date(millis);
  return dayText({
    year: moment.getUTCFullYear(),
    month: moment.getUTCMonth() + 1,
    date: moment.getUTCDate(),
  });
}

function dayText({ year, month, date }: Parts): LegalDay {
  const text = `${pad(String(year), 4)}-${pad(String(month), 2)}-${pad(String(date), 2)}`;
  if (!isLegalDay(text)) throw new RangeError(`outside the calendar: ${text}`);
  return text;
}

function pad(digits: string, width: number): string {
  return digits.padStart(width, '0');
}

function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
