import { addDays, dayOf, startOfDay, type LegalDay } from '../../../shared/calendar/legalDay.ts';
import type { WorkCalendar } from '../../../shared/calendar/workCalendar.ts';
import type { Random } from './random.ts';

/** A course of acts over time: it yields the instant (ms) at which it goes on, and acts between two yields. */
export type Story = AsyncGenerator<number, void>;

const MINUTE = 60_000;
const OPENING = 9 * 60;
const CLOSING = 17 * 60 + 20;

/** The moving clock of a sample center; stories tell it when they go on. */
export interface Times {
  /** Present instant of the story being told, in ms. */
  now(): number;
  today(): LegalDay;
  /** Some office hour of the first working day not before `day`; later today when `day` has come. */
  on(day: LegalDay): number;
  /** Some office hour `count` working days from now. */
  workdays(count: number): number;
  /** Within the next two hours; past closing time the next morning. */
  soon(): number;
  /** Just after midnight, when the system does what is due that day. */
  midnight(day: LegalDay): number;
}

export function timesOf(clock: { readonly now: Date }, calendar: WorkCalendar, random: Random): Times {
  const today = () => dayOf(clock.now.toISOString());
  const atMinute = (day: LegalDay, minute: number) =>
    Date.parse(startOfDay(day)) + minute * MINUTE + random.int(0, MINUTE - 1);
  const workday = (from: LegalDay): LegalDay => {
    let day = from;
    while (!calendar.isWorkday(day)) day = addDays(day, 1);
    return day;
  };
  const on = (day: LegalDay): number => {
    if (day <= today()) return soon();
    return atMinute(workday(day), random.int(OPENING, CLOSING - 100));
  };
  const soon = (): number => {
    const later = clock.now.getTime() + random.int(4, 110) * MINUTE;
    const day = dayOf(new Date(later).toISOString());
    if (calendar.isWorkday(day) && later <= atMinute(day, CLOSING) && later >= atMinute(day, OPENING))
      return later;
    const next = later < atMinute(day, OPENING) ? workday(day) : workday(addDays(day, 1));
    return atMinute(next, OPENING + random.int(0, 50));
  };
  return {
    now: () => clock.now.getTime(),
    today,
    on,
    soon,
    workdays: (count) => {
      let day = today();
      for (let left = count; left > 0; left -= 1) day = workday(addDays(day, 1));
      return count === 0 ? soon() : atMinute(day, random.int(OPENING, CLOSING - 100));
    },
    midnight: (day) => Math.max(atMinute(day, random.int(5, 25)), clock.now.getTime() + 1000),
  };
}

interface Waiting {
  readonly at: number;
  readonly order: number;
  readonly story: Story;
}

/** Tells many stories at once in the order of time, up to an end; what would come later stays open. */
export class Timeline {
  readonly #clock: { now: Date };
  readonly #end: number;
  readonly #heap: Waiting[] = [];
  #order = 0;

  constructor(clock: { now: Date }, end: Date) {
    this.#clock = clock;
    this.#end = end.getTime();
  }

  /** Adds a story that begins at an instant, or now when that is past. */
  add(at: number, story: Story): void {
    this.#order += 1;
    this.#push({ at: Math.max(at, this.#clock.now.getTime()), order: this.#order, story });
  }

  async run(): Promise<void> {
    for (let next = this.#pop(); next; next = this.#pop()) {
      if (next.at > this.#end) {
        await next.story.return();
        continue;
      }
      this.#clock.now = new Date(Math.max(next.at, this.#clock.now.getTime()));
      const { done, value } = await next.story.next();
      if (done !== true) this.add(value, next.story);
    }
  }

  #push(item: Waiting): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    for (let up = (at - 1) >> 1; at > 0; up = (at - 1) >> 1) {
      const above = heap[up];
      if (!above || !before(item, above)) break;
      heap[at] = above;
      at = up;
    }
    heap[at] = item;
  }

  #pop(): Waiting | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      const child = b && a && before(b, a) ? b : a;
      if (!child || !before(child, last)) break;
      heap[at] = child;
      at = child === b ? left + 1 : left;
    }
    heap[at] = last;
    return first;
  }
}

function before(a: Waiting, b: Waiting): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
