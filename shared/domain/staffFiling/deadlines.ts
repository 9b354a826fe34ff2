import { replacementFilingDeadline, trainingDeadline } from '../../rules/checks/staff.ts';
import type { RuleSet } from '../../rules/rule.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import type { Text } from '../../text.ts';
import type { AppRole } from '../../access/roles.ts';
import type { Deadline } from '../object.ts';
import { lastTrainingOf, type FilingState } from './state.ts';

/** What a filing demands of whom by when, as it stands. */
export function filingDeadlines(state: FilingState, _today: string, rules: RuleSet): readonly Deadline[] {
  const { effectiveDate } = state;
  switch (state.state) {
    case 'draft':
    case 'returned':
      return effectiveDate ? [submitBy(state, effectiveDate, rules)] : [];
    case 'submitted':
      return dueOnEffect(state, 'review', ['C1'], { zh: '审核备案', en: 'Review the filing' });
    case 'reviewed':
      return dueOnEffect(state, 'file', ['C2'], { zh: '复核备案', en: 'Approve the filing' });
    case 'pending':
      return dueOnEffect(state, 'handover', ['U', 'C1'], {
        zh: '登记被替换人员的交接单',
        en: "Record the predecessor's handover",
      });
    case 'effective':
    case 'replacing':
      return inForce(state, rules);
    default:
      return [];
  }
}

function submitBy(state: FilingState, effectiveDate: string, rules: RuleSet): Deadline {
  const roles: readonly AppRole[] = ['U'];
  if (state.filingType !== 'replacement') {
    const text = { zh: `最迟于生效日期 ${effectiveDate} 提交`, en: `Submit by ${effectiveDate}` };
    return { rule: 'R022', key: 'submit', due: effectiveDate, text, roles };
  }
  const { due, text, rule } = replacementFilingDeadline({
    effectiveDate,
    lead: limitOf(rules, 'R122', 'lead'),
  });
  return { rule, key: 'submit', due, text, roles };
}

function dueOnEffect(
  state: FilingState,
  key: string,
  roles: readonly AppRole[],
  what: Text,
): readonly Deadline[] {
  const { effectiveDate: due } = state;
  if (!due) return [];
  const text = { zh: `${what.zh}(${due} 生效)`, en: `${what.en} (takes effect on ${due})` };
  return [{ rule: 'R022', key, due, text, roles }];
}

function inForce(state: FilingState, rules: RuleSet): readonly Deadline[] {
  const found: Deadline[] = [];
  const last = lastTrainingOf(state);
  if (last !== null) {
    const { rule, due, text } = trainingDeadline({
      lastTraining: last,
      cycle: limitOf(rules, 'R117', 'cycle'),
    });
    found.push({ rule, key: 'training', due, text, roles: ['U'] });
  }
  if (state.validUntil) {
    const text = {
      zh: `备案有效期至 ${state.validUntil},请重新备案`,
      en: `Renew before ${state.validUntil}`,
    };
    found.push({ rule: 'R022', key: 'renew', due: state.validUntil, text, roles: ['U'] });
  }
  return found;
}
