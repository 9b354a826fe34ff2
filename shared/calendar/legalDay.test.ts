import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  checkLegalDay,
  clockHours,
  dayOf,
  daysBetween,
  isLegalDay,
  startOfDay,
  weekdayOf,
  weekOf,
} from './legalDay.ts';

const anyDay = fc.integer({ min: 0, max: 80_000 }).map((offset) => addDays('1949-10-01', offset));

describe('legal days', () => {
  it('knows real dates', () => {
    expect(isLegalDay('2024-02-29')).toBe(true);
    expect(isLegalDay('2000-02-29')).toBe(true);
    for (const no of [
      '2026-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '2026-04-31',
      '',
      '0000-01-01',
    ]) {
      expect(isLegalDay(no), no).toBe(false);
    }
  });

  it('reads the forms people type', () => {
    for (const raw of ['2026-03-02', '2026/3/2', '2026.03.02', '2026年3月2日', ' ２０２６－０３－０２ ']) {
      expect(checkLegalDay(raw, 'd')).toEqual({ value: '2026-03-02', findings: [] });
    }
    expect(checkLegalDay('2026-02-30', 'd').findings.map((f) => f.code)).toEqual(['day/not-a-date']);
    expect(checkLegalDay('20260302', 'd').value).toBeNull();
  });

  it('gives the day in China of an instant', () => {
    expect(dayOf('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
    expect(dayOf('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
    expect(dayOf('2026-03-02T09:15:00+08:00')).toBe('2026-03-02');
    expect(startOfDay('2026-03-02')).toBe('2026-03-01T16:00:00.000Z');
    expect(() => dayOf('2026-03-02')).toThrow(RangeError);
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  });

  it('numbers weeks from Monday', () => {
    expect(weekOf('2026-01-01')).toEqual({ year: 2026, number: 1, first: '2025-12-29', last: '2026-01-04' });
    expect(weekOf('2027-01-03')).toMatchObject({ year: 2026, number: 53 });
    expect(weekOf('2026-03-02')).toMatchObject({ number: 10, first: '2026-03-02' });
    expect(weekdayOf('2026-01-31')).toBe(6);
  });

  it('counts age by birthday', () => {
    expect(ageOn('1985-03-12', '2026-03-11')).toBe(40);
    expect(ageOn('1985-03-12', '2026-03-12')).toBe(41);
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
  });
});

describe('boundary cases of the deadlines', () => {
  it('R122: a week before the change', () => {
    expect(addDays('2026-03-02', 7)).toBe('2026-03-09');
    expect(daysBetween('2026-03-02', '2026-03-08')).toBe(6);
  });

  it('R079: 30 days, the first not counted', () => {
    expect(daysBetween('2026-04-01', '2026-05-01')).toBe(30);
    expect(daysBetween('2026-04-01', '2026-05-02')).toBe(31);
  });

  it('R076: at least 30 days', () => {
    expect(addDays('2026-06-01', 30)).toBe('2026-07-01');
    expect(daysBetween('2026-06-01', '2026-06-30')).toBe(29);
  });

  it('R112: 12 clock hours over the night', () => {
    expect(clockHours('2026-03-02T12:00:00.000Z', 12)).toBe('2026-03-03T00:00:00.000Z');
    expect(clockHours('2026-03-02T20:00:00+08:00', 12)).toBe('2026-03-03T00:00:00.000Z');
  });

  it('R035: a year ahead', () => {
    expect(addYears('2026-03-02', 1)).toBe('2027-03-02');
    expect(addYears('2028-02-29', 1)).toBe('2029-02-28');
    expect(addYears('2028-02-29', 4)).toBe('2032-02-29');
  });

  it('R037: months end at the month end', () => {
    expect(addMonths('2026-11-30', 1)).toBe('2026-12-30');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
  });
});

describe('laws', () => {
  it('adding and counting days are inverse', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, n) => {
        expect(daysBetween(day, addDays(day, n))).toBe(n);
        expect(addDays(addDays(day, n), -n)).toBe(day);
      }),
    );
  });

  it('text order is time order', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => Math.sign(daysBetween(a, b)) === (a < b ? 1 : a > b ? -1 : 0)),
    );
  });

  it('months keep the date or end the month, and never run past it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (day, n) => {
        const moved = addMonths(day, n);
        const kept = moved.slice(8) === day.slice(8);
        expect(kept || addDays(moved, 1).endsWith('-01')).toBe(true);
        const months = (d: string) => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7));
        expect(months(moved) - months(day)).toBe(n);
      }),
    );
  });

  it('the start of a day lies in that day', () => {
    fc.assert(fc.property(anyDay, (day) => dayOf(startOfDay(day)) === day));
  });

  it('a day lies in its week', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const week = weekOf(day);
        expect(week.first <= day && day <= week.last).toBe(true);
        expect(weekdayOf(week.first)).toBe(1);
        expect(week.number).toBeGreaterThanOrEqual(1);
        expect(week.number).toBeLessThanOrEqual(53);
      }),
    );
  });
});
