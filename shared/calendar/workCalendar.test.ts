import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './legalDay.ts';
import { stateCalendar } from './stateCalendar.ts';
import {
  addWorkdays,
  rollToWorkday,
  unsettledFindings,
  workCalendarOf,
  workdaysBetween,
} from './workCalendar.ts';

const knownDay = fc.integer({ min: 0, max: 8000 }).map((offset) => addDays('2004-01-01', offset));

describe('state calendar', () => {
  it('knows every notice from 2018 to 2026', () => {
    for (let year = 2018; year <= 2026; year += 1) {
      expect(stateCalendar.isSettled(`${year}-05-01`), String(year)).toBe(true);
      expect(stateCalendar.isWorkday(`${year}-10-01`), String(year)).toBe(false);
    }
    expect(stateCalendar.isSettled('2025-12-31')).toBe(true);
  });

  it('counts make-up days as working days and holidays in the week as days off', () => {
    expect(stateCalendar.isWorkday('2026-02-14')).toBe(true);
    expect(stateCalendar.isWorkday('2026-02-17')).toBe(false);
    expect(stateCalendar.isWorkday('2018-12-29')).toBe(true);
    expect(stateCalendar.isWorkday('2020-01-31')).toBe(false);
  });

  it('says where no notice is known instead of guessing silently', () => {
    expect(stateCalendar.isSettled('2027-01-04')).toBe(false);
    expect(stateCalendar.isSettled('2026-12-23')).toBe(true);
    expect(stateCalendar.isSettled('2026-12-24')).toBe(false);
    expect(stateCalendar.isSettled('2003-05-01')).toBe(false);
    const due = addWorkdays(stateCalendar, '2026-12-31', 3);
    expect(due).toEqual({ day: '2027-01-06', settled: false });
    expect(unsettledFindings(due, 'due').map((f) => [f.code, f.severity, f.place])).toEqual([
      ['calendar/not-published', 'warn', 'due'],
    ]);
    expect(unsettledFindings(addWorkdays(stateCalendar, '2026-03-05', 3), 'due')).toEqual([]);
  });

  it('takes a newly published notice over the old table', () => {
    const notice = {
      holidays: { '2027-01-01': '元旦', '2027-01-02': '元旦', '2027-01-03': '元旦' },
      workdays: { '2026-12-26': '元旦' },
    };
    const updated = workCalendarOf([notice]);
    expect(updated.isWorkday('2027-01-01')).toBe(false);
    expect(updated.isWorkday('2026-12-26')).toBe(true);
    expect(updated.isSettled('2027-06-01')).toBe(true);
  });
});

describe('working-day deadlines', () => {
  it('R032/R098: three working days from a Thursday end on Tuesday', () => {
    expect(addWorkdays(stateCalendar, '2026-03-05', 3)).toEqual({ day: '2026-03-10', settled: true });
    expect(workdaysBetween(stateCalendar, '2026-03-05', '2026-03-11')).toBe(4);
  });

  it('counts a make-up Saturday and skips the Spring Festival', () => {
    expect(addWorkdays(stateCalendar, '2026-02-12', 3).day).toBe('2026-02-24');
    expect(addWorkdays(stateCalendar, '2026-02-13', 1).day).toBe('2026-02-14');
  });

  it('X14: a last day on a holiday moves to the next working day', () => {
    expect(rollToWorkday(stateCalendar, '2026-05-01').day).toBe('2026-05-06');
    expect(rollToWorkday(stateCalendar, '2026-01-31').day).toBe('2026-02-02');
    expect(rollToWorkday(stateCalendar, '2026-02-14').day).toBe('2026-02-14');
  });
});

describe('laws', () => {
  it('the n-th working day is a working day with exactly n counted', () => {
    fc.assert(
      fc.property(knownDay, fc.integer({ min: 1, max: 60 }), (day, n) => {
        const due = addWorkdays(stateCalendar, day, n).day;
        expect(stateCalendar.isWorkday(due)).toBe(true);
        expect(workdaysBetween(stateCalendar, day, due)).toBe(n);
      }),
    );
  });

  it('counting on is the same as counting in two steps', () => {
    fc.assert(
      fc.property(knownDay, fc.nat(20), fc.nat(20), (day, a, b) => {
        const once = addWorkdays(stateCalendar, day, a + b).day;
        expect(addWorkdays(stateCalendar, addWorkdays(stateCalendar, day, a).day, b).day).toBe(once);
      }),
    );
  });

  it('rolling never goes back, rests on working days and is settled after one step', () => {
    fc.assert(
      fc.property(knownDay, (day) => {
        const rolled = rollToWorkday(stateCalendar, day).day;
        expect(rolled >= day).toBe(true);
        expect(rollToWorkday(stateCalendar, rolled).day).toBe(rolled);
      }),
    );
  });
});
