import { addDays, addMonths } from '../../calendar/legalDay.ts';
import type { RuleSet } from '../../rules/rule.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import type { AccountFacts } from './facts.ts';
import { ofCompany } from './guards.ts';
import type { AccountState } from './state.ts';
import { accountPolicy, type SuspendCause } from './terms.ts';

/**
 * Why the account must not be in force today, the gravest cause first, or null (自动暂停, domain.md 3.2).
 * The scheduler suspends by it; 启用 is refused while it holds.
 */
export function standingCause(
  state: AccountState,
  facts: AccountFacts,
  today: string,
  rules: RuleSet,
): SuspendCause | null {
  const { filing, agreement, unit } = facts;
  if (state.holder && (!filing?.filed || filing.ended || filing.validUntil < today)) return 'filing-ended';
  if (state.certExpiry && state.certExpiry < today) return 'certificate-expired';
  if (filing?.leavingOn && filing.leavingOn <= today) return 'leaving';
  if (unit?.rectifying) return 'rectification';
  if (ofCompany(state, facts) && (agreement === null || agreement.expires < today))
    return 'agreement-expired';
  if (filing && isTrainingOverdue(filing.lastTraining, today, rules)) return 'training-overdue';
  return null;
}

/** Cause for which an account in force is to be suspended today, or null: the standing causes and long disuse. */
export function automaticSuspension(
  state: AccountState,
  facts: AccountFacts,
  today: string,
  rules: RuleSet,
): SuspendCause | null {
  if (state.state !== 'active') return null;
  return standingCause(state, facts, today, rules) ?? (isDormant(state, facts, today) ? 'dormant' : null);
}

function isTrainingOverdue(lastTraining: string | null, today: string, rules: RuleSet): boolean {
  return lastTraining === null || addMonths(lastTraining, limitOf(rules, 'R117', 'cycle').value) < today;
}

/** Counted from the last sign-in or the last enabling, whichever is later, so that enabling restarts the clock. */
function isDormant(state: AccountState, facts: AccountFacts, today: string): boolean {
  const since = [facts.lastSignIn, state.enabledOn]
    .filter((day) => typeof day === 'string')
    .sort()
    .at(-1);
  return since !== undefined && addDays(since, accountPolicy.dormantDays) < today;
}
