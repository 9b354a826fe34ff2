import * as z from 'zod';
import { centerScope, partsOf } from '../../../access/rights.ts';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { actsOf } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { patchOf } from '../../patchOf.ts';
import type { AccountFacts } from '../facts.ts';
import type { AccountContext } from '../guards.ts';
import { daySchema, type AccountState } from '../state.ts';
import { suspendCauses } from '../terms.ts';
import { numbersSchema, patchGrants, pick } from './grant.ts';
import { endSessions } from './sessions.ts';

const act = actsOf<AccountState, AccountFacts>();

/** Without `grants` the whole account; `until` is the planned end, which enables nothing by itself. */
const suspendInput = z.strictObject({
  grants: numbersSchema.nullish(),
  cause: z.enum(keysOf(suspendCauses)),
  /** Day by the order, today or earlier. */
  from: daySchema.nullish(),
  until: daySchema.nullish(),
  orderedBy: z.string().max(200).nullish(),
});
type SuspendInput = z.output<typeof suspendInput>;

/** 暂停: takes the account or some of its rights out of force at once; another person reviews it afterwards. */
export const suspend = act({
  label: { zh: '暂停', en: 'Suspend' },
  category: 'permission',
  from: ['toEnable', 'active', 'suspended'],
  to: ['toEnable', 'active', 'suspended'],
  roles: ['P1', 'SEC', 'SYS'],
  afterReview: ['P2'],
  reasonRequired: true,
  dangerous: true,
  input: suspendInput,
  step: (state, input, context) => {
    const { cause, from, until, orderedBy } = input;
    const suspension = patchOf({
      cause,
      from: from ?? null,
      until: until ?? null,
      orderedBy: orderedBy?.trim() || null,
    });
    const findings = checkPeriod(input, context);
    const text = { zh: '账号或其权限已暂停', en: 'The account or rights of it were suspended' };
    if (!input.grants)
      return {
        findings,
        patch: { state: 'suspended', suspension },
        stamps: { suspendedOn: 'day' },
        effects: endSessions(state, text),
      };
    const picked = pick(state, input.grants, (grant) => grant.state === 'active');
    const ofProgram = picked.cells.some((value) => partsOf(value).site === centerScope);
    return {
      findings: [...findings, ...picked.findings],
      patch: patchOf({ grants: patchGrants(picked.grants, () => ({ state: 'suspended', suspension })) }),
      ...(ofProgram && { effects: endSessions(state, text) }),
    };
  },
});

function checkPeriod(input: SuspendInput, context: AccountContext): readonly Finding[] {
  const findings: Finding[] = [];
  if (input.from && input.from > context.today)
    findings.push(
      refuse('account/suspend-later', null, 'from', {
        zh: `暂停即时生效,起始日期不能晚于今日 ${context.today}`,
        en: `A suspension takes effect at once; it cannot start after today, ${context.today}`,
      }),
    );
  if (!input.until && !context.actor.roles.includes('SYS'))
    findings.push(
      refuse('account/suspend-open-ended', 'R023', 'until', {
        zh: '未填写计划截止日期;到期只作提醒,不会自动启用',
        en: 'Give the planned end; it only reminds and never enables by itself',
      }),
    );
  if (input.until && input.until < context.today)
    findings.push(
      refuse('account/suspend-ended', null, 'until', {
        zh: `计划截止日期 ${input.until} 已过;请填写今日或以后的日期`,
        en: `The planned end ${input.until} is over; give today or a later day`,
      }),
    );
  return findings;
}
