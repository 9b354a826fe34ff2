import { describe, expect, it } from 'vitest';
import { addDays, dayOf, daysBetween, startOfDay } from '../../../shared/calendar/legalDay.ts';
import { stateCalendar } from '../../../shared/calendar/stateCalendar.ts';
import { checkDays } from '../../../shared/domain/staffFiling/links.ts';
import { limitOf, ruleSetFor } from '../../../shared/rules/ruleSet.ts';
import { checkWeekAhead } from '../../../shared/rules/checks/staff.ts';
import { effectDay, replacementDay } from './effectDay.ts';
import { randomOf } from './random.ts';
import { timesOf } from './timeline.ts';

const lead = limitOf(ruleSetFor('320400'), 'R122', 'lead');
/** Every day a filing of a sample may be written on, at the ends of the office hours and outside of them. */
const moments = Array.from({ length: daysBetween('2026-01-01', '2029-01-01') }, (_, n) =>
  addDays('2026-01-01', n),
).flatMap((day) => [0, 9, 16, 17.3].map((hour) => Date.parse(startOfDay(day)) + hour * 3_600_000));

/** The instant a story comes to that goes on soon, as late as chance lets it. */
function soonAfter(moment: number): number {
  const clock = { now: new Date(moment) };
  return timesOf(clock, stateCalendar, { ...randomOf(1), int: (_min, max) => max }).soon();
}
const dayAt = (instant: number) => dayOf(new Date(instant).toISOString());

describe('filings of a sample, written on any day of three years', () => {
  it.each([5, 8, 14])('%d days ahead are never backdated when they are handed in', (days) => {
    const refused = moments.filter((moment) => {
      const effectiveDate = effectDay(stateCalendar, dayAt(moment), days);
      return checkDays({ effectiveDate }, dayAt(soonAfter(moment))).length > 0;
    });
    expect(refused.map(dayAt)).toEqual([]);
  });

  it('for a replacement are never late', () => {
    const late = moments.filter((moment) => {
      const effectiveDate = replacementDay(stateCalendar, dayAt(moment), lead.value);
      return checkWeekAhead({ filingDate: dayAt(soonAfter(moment)), effectiveDate, lead }).length > 0;
    });
    expect(late.map(dayAt)).toEqual([]);
  });
});
