import * as z from 'zod';
import { centerScope, partsOf } from '../../../access/rights.ts';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { actsOf } from '../../object.ts';
import { patchOf } from '../../patchOf.ts';
import { rest, sameCells, union } from '../algebra.ts';
import type { AccountFacts } from '../facts.ts';
import {
  checkCells,
  checkConflicts,
  checkDoubled,
  checkHolder,
  checkTerm,
  type AccountContext,
} from '../guards.ts';
import { isHeld } from '../holdings.ts';
import { cellsSchema, daySchema, grantNoSchema, type AccountState, type Grant } from '../state.ts';
import { checkBasis, patchGrants, pick } from './grant.ts';
import { endSessions } from './sessions.ts';

const act = actsOf<AccountState, AccountFacts>();

const adjustInput = z.strictObject({
  grant: grantNoSchema,
  cells: cellsSchema,
  from: daySchema.nullish(),
  to: daySchema.nullish(),
  basis: z.string().max(500),
});
type AdjustInput = z.output<typeof adjustInput>;

/** Does the adjustment give anything the grant does not give now: a right, an earlier start, a later end. */
function enlarges(grant: Grant, input: Pick<AdjustInput, 'cells' | 'from' | 'to'>): boolean {
  const earlier = input.from && grant.from ? input.from < grant.from : false;
  const later = input.to && grant.to ? input.to > grant.to : false;
  return rest(input.cells, [grant.cells]).length > 0 || earlier || later;
}

/** 调整: another set of rights or another term. What enlarges needs approval; a pure reduction runs at once. */
export const adjust = act({
  label: { zh: '调整', en: 'Adjust' },
  category: 'permission',
  from: ['toEnable', 'active', 'suspended'],
  to: 'same',
  roles: ['P1'],
  approve: (state, input) => {
    const grant = state.grants?.[input.grant];
    return grant && !enlarges(grant, input) ? null : ['P2'];
  },
  afterReview: ['P2'],
  reasonRequired: true,
  input: adjustInput,
  step: (state, input, context) => {
    const picked = pick(state, [input.grant], isHeld);
    const [grant] = picked.grants;
    if (!grant) return { findings: picked.findings };
    const cells = union(input.cells);
    const from = input.from ?? grant.from;
    const to = input.to ?? grant.to;
    const lost = rest(grant.cells, [cells]);
    return {
      findings: [
        ...checkBasis(input.basis),
        ...checkAnyChange(grant, input),
        ...(enlarges(grant, input) ? checkEnlarged(state, grant, input, context) : []),
      ],
      patch: patchOf({
        grants: patchGrants([grant], () => ({
          cells,
          from,
          to,
          reason: context.reason ?? '',
          basis: input.basis.trim(),
        })),
      }),
      ...(lost.some((value) => partsOf(value).site === centerScope) && {
        effects: endSessions(state, {
          zh: '账号的角色已调整,请重新登录',
          en: 'The roles of the account were adjusted; sign in again',
        }),
      }),
    };
  },
});

function checkEnlarged(
  state: AccountState,
  grant: Grant,
  input: AdjustInput,
  context: AccountContext,
): readonly Finding[] {
  const { facts, today } = context;
  const term = { from: input.from ?? grant.from ?? today, to: input.to ?? grant.to ?? today };
  return [
    ...checkTerm(state, term, context),
    ...checkHolder(state, context, 'cells'),
    ...checkCells(state, input.cells, facts, 'cells'),
    ...checkDoubled(state, input.cells, [grant.no], 'cells'),
    ...checkConflicts(state, input.cells, context, 'cells'),
  ];
}

function checkAnyChange(grant: Grant, input: AdjustInput): readonly Finding[] {
  const from = input.from ?? grant.from;
  const to = input.to ?? grant.to;
  const findings: Finding[] = [];
  if (from && to && to < from)
    findings.push(
      refuse('grant/ends-before-start', null, 'to', {
        zh: `截止日期 ${to} 早于起始日期 ${from}`,
        en: `The term ends on ${to}, before it starts on ${from}`,
      }),
    );
  if (sameCells(grant.cells, input.cells) && from === grant.from && to === grant.to)
    findings.push(
      refuse('account/no-change', null, 'cells', {
        zh: '权限和期限均未改变;请修改后再提交',
        en: 'Neither rights nor term change; change something first',
      }),
    );
  return findings;
}
