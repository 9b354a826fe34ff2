import { addDays, daysBetween } from '../../calendar/legalDay.ts';
import type { WorkCalendar } from '../../calendar/workCalendar.ts';
import {
  icpChangeDeadline,
  registrationChangeDeadline,
  registryDeadline,
  reportDeadline,
} from '../../rules/checks/deadlines.ts';
import type { Deadline as RuleDeadline, Limit, RuleSet } from '../../rules/rule.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import type { AppRole } from '../../access/roles.ts';
import type { Deadline } from '../object.ts';
import { readable } from './rules.ts';
import type { DomainState } from './state.ts';
import { domainPolicy, endStates } from './terms.ts';

/** Days before the expiry on which it is called to mind: 90, 60, 30, 7 (X11). */
export function expirySteps(rules: RuleSet): readonly Limit[] {
  return ['alert1', 'alert2', 'alert3', 'alert4'].map((name) => limitOf(rules, 'X11', name));
}

/** What a domain demands by a day: renewal, open change, report, original domain, end of a transition. */
export function domainDeadlines(
  state: DomainState,
  today: string,
  rules: RuleSet,
  calendar: WorkCalendar,
): readonly Deadline[] {
  if (state.state === 'none' || endStates.has(state.state)) return [];
  return [
    ...expiryDue(state, today, rules),
    ...changeDue(state, rules, calendar),
    ...reportsDue(state, rules, calendar),
    ...oldDomainDue(state),
    ...transitionDue(state),
    ...registryDue(state, rules, calendar),
  ];
}

/** One line per domain; its key tells the step, so that each step is a reminder of its own. */
function expiryDue(state: DomainState, today: string, rules: RuleSet): readonly Deadline[] {
  const { expiryDate: due } = state;
  if (!due || state.state === 'planned' || state.state === 'approval' || state.state === 'deregistering')
    return [];
  const left = daysBetween(today, due);
  const step = expirySteps(rules)
    .map((limit) => limit.value)
    .filter((days) => left <= days)
    .sort((a, b) => a - b)[0];
  if (step === undefined) return [];
  return [
    {
      rule: 'X11',
      key: `expiry:${left < 0 ? 0 : step}`,
      due,
      text:
        left < 0
          ? { zh: `域名已于 ${due} 到期,请立即续费`, en: `The domain expired on ${due}; renew at once` }
          : {
              zh: `域名将于 ${due} 到期,还有 ${left} 天,请续费`,
              en: `The domain expires on ${due}, in ${left} days; renew it`,
            },
      roles: ['C1', 'U'],
    },
  ];
}

function changeDue(state: DomainState, rules: RuleSet, calendar: WorkCalendar): readonly Deadline[] {
  const change = state.openChange;
  if (!change) return [];
  const { planned } = change;
  const parts: Deadline[] = [
    {
      rule: 'R019',
      key: 'change',
      due: planned,
      text: { zh: `计划于 ${planned} 完成变更`, en: `The change is planned for ${planned}` },
      roles: ['C1'],
    },
  ];
  if (change.icp && !change.icpFiledOn) {
    const lead = limitOf(rules, 'X03', 'lead');
    parts.push(asDeadline('icp-change', icpChangeDeadline({ plannedChange: planned, lead }), ['U', 'C1']));
  }
  if (change.registration) {
    const limit = limitOf(rules, 'X16', 'change');
    parts.push(
      asDeadline(
        'registration-change',
        registrationChangeDeadline({ changeDate: planned, change: limit, calendar }),
        ['U', 'C1'],
      ),
    );
  }
  const report = limitOf(rules, 'R019', 'report');
  parts.push(
    asDeadline('change-report', reportDeadline({ changeDate: planned, report, calendar }), ['U', 'C1']),
  );
  return parts;
}

function reportsDue(state: DomainState, rules: RuleSet, calendar: WorkCalendar): readonly Deadline[] {
  const { unreportedSince, unregisteredSince } = state;
  const due: Deadline[] = [];
  if (unreportedSince) {
    const report = limitOf(rules, 'R019', 'report');
    due.push(
      asDeadline('report', reportDeadline({ changeDate: unreportedSince, report, calendar }), ['U', 'C1']),
    );
  }
  if (unregisteredSince) {
    const change = limitOf(rules, 'X16', 'change');
    due.push(
      asDeadline(
        'registration',
        registrationChangeDeadline({ changeDate: unregisteredSince, change, calendar }),
        ['U', 'C1'],
      ),
    );
  }
  return due;
}

function oldDomainDue(state: DomainState): readonly Deadline[] {
  const { oldDomain, oldDomainSince, oldDomainPlan } = state;
  if (!oldDomain || !oldDomainSince) return [];
  const name = readable(oldDomain);
  const due = addDays(oldDomainSince, domainPolicy.oldDomainDays);
  if (!oldDomainPlan) {
    return [
      {
        rule: 'R016',
        key: 'old-domain',
        due,
        text: {
          zh: `请决定原域名 ${name} 注销或保留`,
          en: `Decide whether the original ${name} is deregistered or kept`,
        },
        roles: ['U', 'C1'],
      },
    ];
  }
  if (oldDomainPlan === 'deregister' && !state.deregistrationProof?.length) {
    return [
      {
        rule: 'R017',
        key: 'old-domain-proof',
        due,
        text: {
          zh: `请注销原域名 ${name} 并上传证明`,
          en: `Deregister the original ${name} and attach the proof`,
        },
        roles: ['U', 'C1'],
      },
    ];
  }
  return [];
}

function transitionDue(state: DomainState): readonly Deadline[] {
  const { transitionEnd: due } = state;
  if (!due || (state.state !== 'transitional' && state.oldDomainPlan !== 'keep')) return [];
  const name = readable((state.state === 'transitional' ? state.domain : state.oldDomain) ?? '');
  return [
    {
      rule: 'R068',
      key: 'transition-end',
      due,
      text: {
        zh: `域名 ${name} 的过渡期于 ${due} 结束,届时须注销`,
        en: `The transition of ${name} ends on ${due}; deregister it by then`,
      },
      roles: ['U', 'C1'],
    },
  ];
}

/** After the last verification of a portal domain the registry has three working days (X10). */
function registryDue(state: DomainState, rules: RuleSet, calendar: WorkCalendar): readonly Deadline[] {
  const verifiedOn = state.approvalChain?.provincialOffice;
  if (state.state !== 'approved' || !verifiedOn) return [];
  const registry = limitOf(rules, 'X10', 'registry');
  return [asDeadline('registry', registryDeadline({ verifiedOn, registry, calendar }), ['C1'])];
}

function asDeadline(key: string, found: RuleDeadline, roles: readonly AppRole[]): Deadline {
  return { rule: found.rule, key, due: found.due, text: found.text, roles };
}
