import table from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { workCalendarOf } from './workCalendar.ts';

/**
 * Working days by the State Council's notices 2004-2026, from the data file of `chinese-days`.
 * The data is read, not the library's functions: those answer every day beyond the notices silently.
 */
export const stateCalendar = workCalendarOf([table]);
