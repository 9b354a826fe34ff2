import { automaticSuspension } from '../../shared/domain/account/automatic.ts';
import { suspendCauses } from '../../shared/domain/account/terms.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import { addDays } from '../../shared/calendar/legalDay.ts';
import { openHours, underWayStates } from '../../shared/domain/enrolment/terms.ts';
import type { EnrolmentState } from '../../shared/domain/enrolment/state.ts';
import { expiryState } from '../../shared/domain/domainRecord/acts/term.ts';
import type { DomainState } from '../../shared/domain/domainRecord/state.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { FilingState } from '../../shared/domain/staffFiling/state.ts';
import { minutesAfter } from '../access/policy.ts';
import type { Center } from '../center.ts';
import { accountFacts } from '../facts/account.ts';
import { columnOf, tableOf } from '../fold/tables.ts';
import { planningOf, type Command } from '../log/plan.ts';
import { systemActor } from '../log/systemActor.ts';

/** An act the system owes by rule, on the revision it was found at. */
export interface DueAct {
  readonly command: Command;
  readonly rev: number;
}

function due(
  type: Command['type'],
  state: ObjectState,
  act: string,
  input: Command['input'],
  reason: string,
): DueAct {
  return { command: { type, id: state.id, act, input, reason }, rev: state.rev };
}

const PAGE = 1_000;

/** Every state of a type that fits, page by page: however many there are, none is left out and none held in vain. */
async function* statesWhere<S extends ObjectState>(
  center: Center,
  type: Command['type'],
  where: string,
  values: readonly unknown[],
): AsyncGenerator<S> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await center.pool.query<{ body: S }>(
      `SELECT body FROM ${tableOf(type)} WHERE ${where} AND id > $${values.length + 1} ORDER BY id LIMIT ${PAGE}`,
      [...values, after],
    );
    for (const { body } of rows) yield body;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.body.id ?? after;
  }
}

/** Filings whose effective day has come take effect (domain.md 3.1). */
async function filingsToTakeEffect(center: Center, today: string): Promise<DueAct[]> {
  const column = columnOf('effectiveDate');
  const where = `state IN ('filed', 'pending') AND ${column} <= $1`;
  return Array.fromAsync(statesWhere<FilingState>(center, 'staffFiling', where, [today]), (filing) =>
    due('staffFiling', filing, 'takeEffect', {}, '生效日期已到'),
  );
}

/** Filings past their term end, and with them the accounts, the same day. */
async function filingsToEnd(center: Center, today: string): Promise<DueAct[]> {
  const column = columnOf('validUntil');
  const where = `state IN ('effective', 'replacing') AND ${column} < $1`;
  return Array.fromAsync(statesWhere<FilingState>(center, 'staffFiling', where, [today]), (filing) =>
    due('staffFiling', filing, 'end', { cause: 'expired' }, '备案有效期届满'),
  );
}

/** Accounts in force that must not be: ended filing, certificate, training, disuse (domain.md 3.2). */
async function accountsToSuspend(center: Center, today: string, stop?: AbortSignal): Promise<DueAct[]> {
  const planning = planningOf(center, center.pool);
  const found: DueAct[] = [];
  for await (const account of statesWhere<AccountState>(center, 'account', `state = 'active'`, [])) {
    if (stop?.aborted === true) break;
    const command: Command = { type: 'account', id: account.id, act: 'suspend', input: {}, reason: null };
    const facts = await accountFacts({
      planning,
      command,
      state: account,
      by: { actor: systemActor, proposer: null, caseId: null, approved: true },
    });
    const cause = automaticSuspension(account, facts, today, center.rules);
    if (cause !== null)
      found.push(due('account', account, 'suspend', { cause }, `自动暂停:${suspendCauses[cause].zh}`));
  }
  return found;
}

/** Longest way ahead at which an expiry is observed (90, 60, 30, 7 days). */
const EXPIRY_AHEAD = 90;

/** Domains whose expiry is near or past change their state accordingly. */
async function domainsToObserve(center: Center, today: string): Promise<DueAct[]> {
  const where = `state IN ('inUse', 'expiring') AND ${columnOf('expiryDate')} <= $1`;
  const near = [addDays(today, EXPIRY_AHEAD)];
  const found: DueAct[] = [];
  for await (const domain of statesWhere<DomainState>(center, 'domainRecord', where, near)) {
    const next = expiryState(domain, today, center.rules);
    if (next !== null && next !== domain.state)
      found.push(due('domainRecord', domain, 'observe', {}, '注册期限临近或届满'));
  }
  return found;
}

/** Enrolments nobody has completed in time are void, and with them their one-time codes. */
async function enrolmentsToExpire(center: Center): Promise<DueAct[]> {
  const where = `state = ANY($1) AND ${columnOf('openedAt')} < $2`;
  const overdue = [[...underWayStates], minutesAfter(center.now(), -openHours * 60)];
  return Array.fromAsync(statesWhere<EnrolmentState>(center, 'enrolment', where, overdue), (each) =>
    due('enrolment', each, 'expire', {}, `超过 ${openHours} 小时未办结`),
  );
}

/** Everything the system owes today, in the order it is done. */
export const sweeps: readonly ((center: Center, today: string, stop?: AbortSignal) => Promise<DueAct[]>)[] = [
  filingsToTakeEffect,
  filingsToEnd,
  accountsToSuspend,
  domainsToObserve,
  enrolmentsToExpire,
];
