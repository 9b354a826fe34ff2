import { addDays, type LegalDay } from '../../../shared/calendar/legalDay.ts';
import { addWorkdays, type WorkCalendar } from '../../../shared/calendar/workCalendar.ts';

/**
 * Day on which a filing that is written today takes effect: `lead` days ahead, more where days off lie between. Handed
 * in at the latest on the next working day, it may not be backdated (R122); review and approval take a day each.
 */
export function effectDay(calendar: WorkCalendar, today: LegalDay, lead: number): LegalDay {
  return later(addDays(today, lead), addWorkdays(calendar, today, 3).day);
}

/** The same for a replacement, which is handed in `ahead` days before its effect (R122). */
export function replacementDay(calendar: WorkCalendar, today: LegalDay, ahead: number): LegalDay {
  return effectDay(calendar, addWorkdays(calendar, today, 1).day, ahead);
}

function later(one: LegalDay, other: LegalDay): LegalDay {
  return one > other ? one : other;
}
