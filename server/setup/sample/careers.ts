import { addDays, addYears, type LegalDay } from '../../../shared/calendar/legalDay.ts';
import { accountOf, bringIntoForce, prolong, type AccountEnd } from './accountStory.ts';
import { effectDay } from './effectDay.ts';
import { fileStaff, renewFiling, type FilingEnd, type Scene } from './filingStory.ts';
import { duties, type DutyName, type FilingPlan } from './staff.ts';
import type { Story } from './timeline.ts';
import type { World } from './world.ts';

/** One person's way: filed, account brought into force, signing in, filed again after a year. */
export interface Career {
  readonly unit: string;
  readonly sites: readonly string[];
  readonly duty: DutyName;
  /** Years until the filing has to be renewed. */
  readonly term: 1 | 2;
  readonly renewed?: boolean;
  readonly column?: string;
  readonly accountEnd?: AccountEnd;
  /** Told as soon as the filing is in force. */
  readonly onEffective?: (filing: string) => void;
  /** Told once the account is in force. */
  readonly onActive?: (accountId: string, filing: string) => void;
  readonly dormant?: boolean;
}

/** Filing form of somebody who begins today; the effective day leaves time for review and approval. */
export function planToday(
  w: World,
  given: Pick<Career, 'unit' | 'sites' | 'duty' | 'column' | 'term'>,
  effectiveDate = effectDay(w.center.calendar, w.times.today(), w.random.int(9, 14)),
): FilingPlan {
  const today = w.times.today();
  return {
    person: w.nextPerson(),
    duty: duties[given.duty],
    unit: given.unit,
    sites: given.sites,
    ...(given.column !== undefined && { column: given.column }),
    effectiveDate,
    validUntil: addDays(addYears(today, given.term), -w.random.int(1, 60)),
    lastTraining: addDays(today, -w.random.int(2, 25)),
  };
}

export async function* career(w: World, given: Career): Story {
  const filing = yield* fileStaff(w, planToday(w, given));
  given.onEffective?.(filing);
  const account = await accountOf(w, filing);
  if (account === null) return;
  yield w.times.workdays(1);
  yield* bringIntoForce(w, account, given.accountEnd ?? 'active');
  if ((given.accountEnd ?? 'active') !== 'active') return;
  given.onActive?.(account.id, filing);
  if (given.dormant !== true) w.tell(w.times.on(signInDay(w)), signInOnce(w, account.id));
  if (given.renewed !== true) return;
  yield w.times.on(addDays(w.times.today(), w.random.int(312, 325)));
  yield* renewAndProlong(w, account.id, filing);
}

async function* renewAndProlong(w: World, accountId: string, filing: string): Scene<void> {
  const next = yield* renewFiling(w, filing);
  yield w.times.soon();
  yield* prolong(w, accountId, next);
}

/** Some day of the last two months, so that the account is not suspended for disuse. */
function signInDay(w: World): LegalDay {
  return addDays(w.lastDay, -w.random.int(3, 60));
}

async function* signInOnce(w: World, accountId: string): Story {
  const { state } = await w.load('account', accountId);
  if (state === 'active') await w.signIn(accountId);
  yield* [];
}

/** A filing that stops on its way. */
export async function* unfinished(
  w: World,
  given: Pick<Career, 'unit' | 'sites' | 'duty' | 'term'>,
  end: FilingEnd,
  lead: number,
): Story {
  const effectiveDate = effectDay(w.center.calendar, w.times.today(), lead);
  yield* fileStaff(w, planToday(w, given, effectiveDate), end);
}
