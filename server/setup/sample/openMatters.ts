import { addDays } from '../../../shared/calendar/legalDay.ts';
import { limitOf } from '../../../shared/rules/ruleSet.ts';
import { career, planToday, unfinished } from './careers.ts';
import { enableAgain, revoke, suspend, type AccountEnd } from './accountStory.ts';
import { replacementDay } from './effectDay.ts';
import { dismiss, expire, replacePerson, type FilingEnd, type ReplacementEnd } from './filingStory.ts';
import type { Site } from './siteStory.ts';
import type { DutyName } from './staff.ts';
import type { Story } from './timeline.ts';
import type { World } from './world.ts';

/** Somebody in force whom the last weeks of the history are about. */
export interface InForce {
  readonly account: string;
  readonly filing: string;
  readonly site: Site;
  readonly duty: DutyName;
}

const someDuties: readonly DutyName[] = ['collector', 'reader', 'reviewer', 'officer', 'signer'];

/**
 * Filings that stop on their way, told `back` working days before the end so that their deadlines lie before, on and
 * after the last day: `lead` days from entry to effect.
 */
const stops: readonly { readonly end: FilingEnd; readonly back: number; readonly lead: number }[] = [
  { end: 'submitted', back: 6, lead: 7 },
  { end: 'submitted', back: 3, lead: 8 },
  { end: 'draft', back: 4, lead: 6 },
  { end: 'returned', back: 5, lead: 10 },
  { end: 'reviewed', back: 5, lead: 9 },
  { end: 'reviewed', back: 3, lead: 5 },
  { end: 'filed', back: 6, lead: 12 },
  { end: 'withdrawn', back: 20, lead: 9 },
  { end: 'refused', back: 15, lead: 9 },
  { end: 'submitted', back: 2, lead: 6 },
  { end: 'draft', back: 2, lead: 14 },
  { end: 'returned', back: 9, lead: 15 },
  { end: 'filed', back: 5, lead: 20 },
];

export function tellUnfinished(w: World, sites: readonly Site[], count: number): void {
  for (let i = 0; i < count; i += 1) {
    const stop = stops[i % stops.length];
    const site = sites[i % Math.max(1, sites.length)];
    if (!stop || !site) continue;
    const given = {
      unit: site.host.id,
      sites: [site.id],
      duty: someDuties[i % someDuties.length] ?? 'reader',
      term: 2,
    } as const;
    w.tell(backFrom(w, stop.back + Math.floor(i / stops.length)), unfinished(w, given, stop.end, stop.lead));
  }
}

const accountEnds: readonly AccountEnd[] = [
  'toAnalyse',
  'proposed',
  'grantOpen',
  'toEnable',
  'enableOpen',
  'grantReturned',
  'grantRefused',
];

/** Accounts that stop on their way to 启用: their filings took effect a few days ago. */
export function tellUnfinishedAccounts(w: World, sites: readonly Site[], count: number): void {
  for (let i = 0; i < count; i += 1) {
    const site = sites[(i * 3) % Math.max(1, sites.length)];
    if (!site) continue;
    const duty = someDuties[i % 2] ?? 'reader';
    const accountEnd = accountEnds[i % accountEnds.length] ?? 'toAnalyse';
    w.tell(
      backFrom(w, 14 + (i % 4)),
      career(w, { unit: site.host.id, sites: [site.id], duty, term: 2, accountEnd }),
    );
  }
}

/** What the last weeks bring to people in force, in turn. */
export function tellTurns(w: World, people: readonly InForce[], count: number): void {
  const turns: readonly ((one: InForce, i: number) => { readonly back: number; readonly story: Story })[] = [
    (one, i) => ({ back: 8 + (i % 3), story: leave(w, one, i) }),
    (one) => ({ back: 8, story: replacement(w, one, 'waiting') }),
    (one) => ({ back: 4, story: leak(w, one) }),
    (one) => ({ back: 4, story: replacement(w, one, 'submitted') }),
    (one) => ({ back: 30, story: leaveAndReturn(w, one) }),
    (one) => ({ back: 25, story: revoke(w, one.account) }),
    (one) => ({ back: 40, story: replacement(w, one, 'done') }),
    (one) => ({ back: 12, story: dismissal(w, one) }),
  ];
  for (const [i, one] of people.slice(0, count).entries()) {
    const turn = turns[i % turns.length];
    if (!turn) return;
    const { back, story } = turn(one, Math.floor(i / turns.length));
    w.tell(backFrom(w, back), story);
  }
}

/** Out of force at once by the security administrator; the review afterwards is still open. */
async function* leak(w: World, one: InForce): Story {
  const until = addDays(w.lastDay, 2);
  yield* suspend(w, one.account, {
    cause: 'leak',
    until,
    reason: '口令疑似泄露,先行暂停',
    by: 'SEC',
    confirmed: false,
  });
}

/** A leave whose planned end falls into this week. */
async function* leave(w: World, one: InForce, i: number): Story {
  yield* suspend(w, one.account, {
    cause: 'leave',
    until: addDays(w.lastDay, (i % 5) - 1),
    reason: '产假期间暂停',
    confirmed: true,
  });
}

async function* leaveAndReturn(w: World, one: InForce): Story {
  yield* suspend(w, one.account, {
    cause: 'leave',
    until: addDays(w.lastDay, -20),
    reason: '外出培训,期间暂停',
    confirmed: true,
  });
  yield w.times.workdays(6);
  yield* enableAgain(w, one.account, '已返岗,单位来函证明');
  yield w.times.workdays(1);
  await w.signIn(one.account);
}

async function* replacement(w: World, one: InForce, end: ReplacementEnd): Story {
  const given = { unit: one.site.host.id, sites: [one.site.id], duty: one.duty, term: 2 } as const;
  const ahead = limitOf(w.center.rules, 'R122', 'lead').value;
  const plan = planToday(w, given, replacementDay(w.center.calendar, w.times.today(), ahead));
  yield* replacePerson(w, one.filing, plan, end);
}

async function* dismissal(w: World, one: InForce): Story {
  await dismiss(w, one.filing);
  yield* [];
}

/** Short filings of the first year that ended with their term. */
export async function* shortTerm(w: World, site: Site): Story {
  const { unit, sites } = { unit: site.host.id, sites: [site.id] };
  let filed = '';
  yield* career(w, { unit, sites, duty: 'reader', term: 1, onEffective: (filing) => (filed = filing) });
  if (filed !== '') yield* expire(w, filed);
}

/** An office hour `count` working days before the last day. */
export function backFrom(w: World, count: number): number {
  let day = w.lastDay;
  for (let left = count; left > 0; ) {
    day = addDays(day, -1);
    if (w.center.calendar.isWorkday(day)) left -= 1;
  }
  return w.times.on(day);
}
