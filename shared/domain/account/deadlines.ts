import { addDays } from '../../calendar/legalDay.ts';
import { addWorkdays, type WorkCalendar } from '../../calendar/workCalendar.ts';
import { accessReviewDeadline } from '../../rules/checks/grants.ts';
import type { RuleSet } from '../../rules/rule.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import type { Deadline } from '../object.ts';
import { isHeld } from './holdings.ts';
import { grantsOf, type AccountState } from './state.ts';
import { accountPolicy } from './terms.ts';

/** What an account demands by a day: analysis, ends of suspensions, grants and certificate, review of its rights. */
export function accountDeadlines(
  state: AccountState,
  today: string,
  rules: RuleSet,
  calendar: WorkCalendar,
): readonly Deadline[] {
  if (state.state === 'revoked' || state.state === 'none') return [];
  return [
    ...analysisDue(state, calendar),
    ...suspensionsDue(state),
    ...grantsDue(state, addDays(today, accountPolicy.noticeDays)),
    ...certificateDue(state, addDays(today, accountPolicy.noticeDays)),
    ...reviewDue(state, rules),
  ];
}

function analysisDue(state: AccountState, calendar: WorkCalendar): readonly Deadline[] {
  if (state.state !== 'toAnalyse' || !state.openedOn) return [];
  const { day: due } = addWorkdays(calendar, state.openedOn, accountPolicy.analysisWorkdays);
  return [
    {
      rule: 'R024',
      key: 'analysis',
      due,
      text: { zh: `最迟于 ${due} 析权`, en: `Analyse the rights by ${due}` },
      roles: ['P1'],
    },
  ];
}

function suspensionsDue(state: AccountState): readonly Deadline[] {
  const whole = state.suspension
    ? [{ key: 'suspension-end', name: '账号', en: 'account', ...state.suspension }]
    : [];
  const single = grantsOf(state).flatMap((grant) =>
    grant.state === 'suspended' && grant.suspension
      ? [{ key: `suspension-end:${grant.no}`, name: grant.no, en: grant.no, ...grant.suspension }]
      : [],
  );
  return [...whole, ...single].flatMap(({ key, name, en, until }) =>
    until === undefined
      ? []
      : [
          {
            rule: 'R024',
            key,
            due: until,
            text: {
              zh: `${name}的暂停计划于 ${until} 结束,请核实原因并启用、延长或注销`,
              en: `The suspension of ${en} is planned to end on ${until}; enable, prolong or revoke`,
            },
            roles: ['P1'] as const,
          },
        ],
  );
}

function grantsDue(state: AccountState, horizon: string): readonly Deadline[] {
  return grantsOf(state).flatMap((grant) => {
    const { no, to } = grant;
    if (!isHeld(grant) || to === undefined || to > horizon) return [];
    return [
      {
        rule: 'R023',
        key: `grant-end:${no}`,
        due: to,
        text: {
          zh: `授权单 ${no} 于 ${to} 到期,请续期或注销`,
          en: `Grant ${no} ends on ${to}; renew or revoke it`,
        },
        roles: ['P1'] as const,
      },
    ];
  });
}

function certificateDue(state: AccountState, horizon: string): readonly Deadline[] {
  const due = state.certExpiry;
  if (!due || due > horizon) return [];
  return [
    {
      rule: 'R131',
      key: 'certificate',
      due,
      text: { zh: `证书于 ${due} 到期,请更换`, en: `The certificate expires on ${due}; bind a new one` },
      roles: ['SA'],
    },
  ];
}

function reviewDue(state: AccountState, rules: RuleSet): readonly Deadline[] {
  const lastReview = [state.enabledOn, state.reviewedOn]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  if (lastReview === undefined || !grantsOf(state).some(isHeld)) return [];
  const { rule, due, text } = accessReviewDeadline({ lastReview, review: limitOf(rules, 'R023', 'review') });
  return [{ rule, key: 'review', due, text, roles: ['P1'] }];
}
