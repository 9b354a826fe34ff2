import { addDays, daysBetween } from '../../../shared/calendar/legalDay.ts';
import { stateCalendar } from '../../../shared/calendar/stateCalendar.ts';
import { workdaysBetween } from '../../../shared/calendar/workCalendar.ts';
import { useToday } from '../../app/clock.ts';
import { useText } from '../../locales/text.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';

/** A legal day, or an instant as wall time in China. */
export function DateText({ value }: { readonly value: string }) {
  return (
    <time dateTime={value} className="nowrap">
      {value.length > 10 ? wallTime(value) : value}
    </time>
  );
}

interface DueProps {
  readonly due: string;
  /** The legal day to count from; this machine's by default. */
  readonly today?: string;
}

/** How long until a legal day in working days, or by how many days it is overdue. */
export function DueText({ due, today: given }: DueProps) {
  const { t } = useText();
  const here = useToday();
  const today = given ?? here;
  if (due < today)
    return <span className="tone-danger">{t('due.over', { n: daysBetween(due, today) })}</span>;
  if (due === today) return <span className="tone-warn">{t('due.today')}</span>;
  // Beyond a year the number of working days tells nobody anything.
  if (due > addDays(today, 366)) return <span className="muted">{due}</span>;
  const left = workdaysBetween(stateCalendar, today, due);
  return <span className={left <= 3 ? 'tone-warn' : 'muted'}>{t('due.left', { n: left })}</span>;
}
