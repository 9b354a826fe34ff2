import type { CenterCa } from '../../pki/store.ts';
import { openRoleAccounts, rolePersons, type Installed } from '../roleAccounts.ts';
import { certificateFor } from '../enrolAccount.ts';
import { act } from '../systemAct.ts';
import { accountOf, bringIntoForce } from './accountStory.ts';
import { planToday } from './careers.ts';
import { fileStaff } from './filingStory.ts';
import type { Story } from './timeline.ts';
import { centerUnit, type UnitPlan } from './unitPlans.ts';
import { unitFieldsOf, type Unit } from './unitStory.ts';
import type { World } from './world.ts';

/** Enters the center as the first unit, while nobody exists who could. */
export async function enterCenter(w: World): Promise<Unit> {
  const unit = { ...centerUnit, id: w.newId() };
  const plan: UnitPlan = unit;
  await act(w.center, {
    type: 'unit',
    id: unit.id,
    act: 'enter',
    input: unitFieldsOf(w, plan, null, 0),
    reason: '系统初始设立',
  });
  return unit;
}

/** Opens the accounts of the roles, with certificates of today, and casts them; the second C1 enters what the first reviews. */
export async function castRoles(
  w: World,
  ca: CenterCa,
  center: Unit,
  issuedAt: Date,
): Promise<readonly Installed[]> {
  const installed = await openRoleAccounts(w.center, ca, center.id, rolePersons, issuedAt);
  for (const { role, account } of installed)
    w.cast(role === 'C1' && w.isCast('C1') ? 'C1b' : role, account.id);
  return installed;
}

/** Signs in now and then until the end, so that no account of the center falls asleep. */
export async function* signsIn(w: World, accountId: string, every: number): Story {
  for (;;) {
    await w.signIn(accountId);
    yield w.times.workdays(every + w.random.int(0, 3));
  }
}

/** Files a unit's own clerk and brings the account into force with the role U and a certificate of this center's CA. */
export async function* unitClerk(
  w: World,
  ca: CenterCa,
  unit: Unit,
  sites: readonly string[],
  issuedAt: Date,
  clerks: Installed[],
): Story {
  const filing = yield* fileStaff(w, planToday(w, { unit: unit.id, sites, duty: 'clerk', term: 2 }));
  const account = await accountOf(w, filing);
  if (account === null) return;
  yield w.times.soon();
  const accountNo = account.accountNo ?? '';
  const name = account.name ?? '';
  const { issued, fields } = await certificateFor(ca, accountNo, name, issuedAt);
  yield* bringIntoForce(w, account, 'active', { role: 'U', certificate: fields });
  w.clerks.set(unit.id, account.id);
  clerks.push({ role: 'U', account: { id: account.id, accountNo, name }, issued });
  w.tell(w.times.workdays(1), signsIn(w, account.id, 20));
}
