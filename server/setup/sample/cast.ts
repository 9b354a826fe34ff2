import { roleCell } from '../../../shared/access/rights.ts';
import { addDays } from '../../../shared/calendar/legalDay.ts';
import { grantsOf, type AccountState } from '../../../shared/domain/account/state.ts';
import type { CenterCa } from '../../pki/store.ts';
import { openRoleAccounts, rolePersons, type Installed } from '../roleAccounts.ts';
import { certificateFor } from '../enrolAccount.ts';
import { act } from '../systemAct.ts';
import { accountOf, bringIntoForce, identify } from './accountStory.ts';
import { planToday } from './careers.ts';
import { fileStaff, type Scene } from './filingStory.ts';
import type { Story } from './timeline.ts';
import { centerUnit, type UnitPlan } from './unitPlans.ts';
import { unitFieldsOf, type Unit } from './unitStory.ts';
import type { World } from './world.ts';

/** Enters the center as the first unit, while nobody exists who could. */
export async function enterCenter(w: World): Promise<Unit> {
  const unit = { ...centerUnit, id: w.newId() };
  const plan: UnitPlan = unit;
  await act(w.center, { type: 'unit', id: unit.id, act: 'enter', input: unitFieldsOf(w, plan, null, 0), reason: '系统初始设立' });
  return unit;
}

/** Opens the accounts of the roles, with certificates of today, and casts them. */
export async function castRoles(w: World, ca: CenterCa, center: Unit, issuedAt: Date): Promise<readonly Installed[]> {
  const installed = await openRoleAccounts(w.center, ca, center.id, rolePersons, issuedAt);
  for (const { role, account } of installed) w.cast(role, account.id);
  return installed;
}

/** The second filing clerk, by the way every later center account takes: opened by SA, granted by P1 and P2. */
export async function* secondClerk(w: World, center: Unit): Scene<void> {
  const id = w.newId();
  const to = addDays(w.lastDay, 200);
  const identity = { name: '钱样九', idNumber: '320400198806210008' };
  await w.act('SA', 'account', id, 'open', { accountNo: 'ba-qian', kind: 'center', ...identity, unit: center.id }, '备案员B角');
  yield w.times.soon();
  await w.act('P1', 'account', id, 'split', { parent: 'direct', parts: [{ cells: [roleCell('C1')], take: 'grant', remark: '备案员B角' }] });
  const state: AccountState = await w.load('account', id);
  const input = { grants: grantsOf(state).map((grant) => grant.no), from: w.times.today(), to, basis: '中心岗位分工决定' };
  const granted = await w.act('P1', 'account', id, 'grant', input, '备案登记与审核须由两人承担');
  yield w.times.soon();
  await w.approve('P2', granted);
  yield w.times.soon();
  const opened: AccountState = await w.load('account', id);
  await identify(w, opened, { certSerial: 'SAMPLE000000000000A1', certFingerprint: 'a1'.repeat(32), certExpiry: addDays(to, 60) });
  const enabled = await w.act('P1', 'account', id, 'enable', {}, '证书、承诺已登记,申请启用');
  yield w.times.soon();
  await w.approve('P2', enabled);
  w.cast('C1b', id);
}

/** Signs in now and then until the end, so that no account of the center falls asleep. */
export async function* signsIn(w: World, accountId: string, every: number): Story {
  for (;;) {
    await w.signIn(accountId);
    yield w.times.workdays(every + w.random.int(0, 3));
  }
}

/** Files a unit's own clerk and brings the account into force with the role U and a certificate of this center's CA. */
export async function* unitClerk(w: World, ca: CenterCa, unit: Unit, sites: readonly string[], issuedAt: Date, clerks: Installed[]): Story {
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
