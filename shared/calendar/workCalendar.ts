import { warn, type Finding } from '../rules/finding.ts';
import { addDays, type LegalDay, weekdayOf } from './legalDay.ts';

/**
 * Working days (工作日) as the State Council's yearly holiday notice sets them.
 * Beyond the published notices the plain week and the holidays fixed by date are assumed, and `isSettled` says so.
 */
export interface WorkCalendar {
  /** True when offices work that day, make-up days (调休上班) included. */
  readonly isWorkday: (day: LegalDay) => boolean;
  /** False when no notice is known that settles the day, so `isWorkday` is an assumption. */
  readonly isSettled: (day: LegalDay) => boolean;
}

/** The notices as data: keys are legal days, values are free text (name of the holiday). */
export interface HolidayTable {
  readonly holidays: Readonly<Record<LegalDay, string>>;
  /** Days off by the plain week on which offices work. */
  readonly workdays: Readonly<Record<LegalDay, string>>;
}

/** A reckoned day, and whether every day it was counted over is settled by a published notice. */
export interface Reckoned {
  readonly day: LegalDay;
  readonly settled: boolean;
}

/** Days off by date every year (全国年节及纪念日放假办法 第二条): New Year, Labour Day, National Day. */
const FIXED_HOLIDAYS = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/**
 * A calendar over tables of notices; a later table adds to or overrides an earlier one day by day.
 * A year is known when a table lists a holiday in it. Its last week (from 24 December) is settled only by the
 * next year's notice, which may move work days around New Year (29 December 2018 was a make-up day of 2019).
 */
export function workCalendarOf(tables: readonly HolidayTable[]): WorkCalendar {
  const work = new Map<LegalDay, boolean>();
  for (const table of tables) {
    for (const day of Object.keys(table.holidays)) work.set(day, false);
    for (const day of Object.keys(table.workdays)) work.set(day, true);
  }
  const years = new Set([...work].filter(([, works]) => !works).map(([day]) => day.slice(0, 4)));
  return {
    isWorkday: (day) => {
      const noted = work.get(day);
      if (noted !== undefined) return noted;
      const assumedOff = !years.has(day.slice(0, 4)) && FIXED_HOLIDAYS.has(day.slice(5));
      return !assumedOff && weekdayOf(day) <= 5;
    },
    isSettled: (day) => {
      const year = day.slice(0, 4);
      const next = String(Number(year) + 1);
      return years.has(year) && (day < `${year}-12-24` || years.has(next));
    },
  };
}

/**
 * The `count`-th working day after a day, the day itself not counted (X14): day 1 is the next working day.
 * With `count` 0 it is the day itself.
 */
export function addWorkdays(calendar: WorkCalendar, from: LegalDay, count: number): Reckoned {
  let day = from;
  let settled = true;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    settled &&= calendar.isSettled(day);
    if (calendar.isWorkday(day)) left -= 1;
  }
  return { day, settled };
}

/** Moves a period's last day to the next working day when it falls on a day off (民法典 203, X14). */
export function rollToWorkday(calendar: WorkCalendar, last: LegalDay): Reckoned {
  let day = last;
  let settled = calendar.isSettled(day);
  while (!calendar.isWorkday(day)) {
    day = addDays(day, 1);
    settled &&= calendar.isSettled(day);
  }
  return { day, settled };
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workdaysBetween(calendar: WorkCalendar, from: LegalDay, to: LegalDay): number {
  let count = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (calendar.isWorkday(day)) count += 1;
  }
  return count;
}

/** The warning that belongs to a reckoned day not settled by a notice; empty when it is settled. */
export function unsettledFindings(reckoned: Reckoned, place: string): readonly Finding[] {
  if (reckoned.settled) return [];
  const year = reckoned.day.slice(0, 4);
  return [
    warn('calendar/not-published', 'X14', place, {
      zh: `${reckoned.day} 前后的放假调休安排尚未收录（${year} 年），暂按周一至周五（法定固定节日除外）为工作日推算；国务院办公厅通知发布后请更新节假日表并复核`,
      en: `The holiday notice around ${reckoned.day} (${year}) is not on file; Monday to Friday except the fixed holidays were taken as working days. Update the holiday table once the State Council's notice is out and check again`,
    }),
  ];
}
