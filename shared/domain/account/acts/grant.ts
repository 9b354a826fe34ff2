import * as z from 'zod';
import type { Cell } from '../../../access/rights.ts';
import { checkGrantReason } from '../../../rules/checks/grants.ts';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { actsOf } from '../../object.ts';
import { patchOf } from '../../patchOf.ts';
import { union } from '../algebra.ts';
import type { AccountFacts } from '../facts.ts';
import { checkCells, checkConflicts, checkHolder, checkTerm } from '../guards.ts';
import { isHeld } from '../holdings.ts';
import { checkIdentification } from '../identification.ts';
import { daySchema, grantNoSchema, type AccountState, type Grant } from '../state.ts';
import { grantStates } from '../terms.ts';

const act = actsOf<AccountState, AccountFacts>();

export const numbersSchema = z.array(grantNoSchema).min(1).max(100);
const basisSchema = z.string().max(500);

/** The named grants that are there, and a finding for each that is not or is in another state. */
export function pick(
  state: AccountState,
  numbers: readonly string[],
  fits: (grant: Grant) => boolean,
): { readonly grants: readonly Grant[]; readonly cells: Cell[]; readonly findings: readonly Finding[] } {
  const grants: Grant[] = [];
  const findings: Finding[] = [];
  new Set(numbers).forEach((no) => {
    const grant = state.grants?.[no];
    if (grant && fits(grant)) grants.push(grant);
    else findings.push(notFitting(no, grant));
  });
  return { grants, cells: union(...grants.map((grant) => grant.cells)), findings };
}

function notFitting(no: string, grant: Grant | undefined): Finding {
  const now = grant ? grantStates[grant.state] : { zh: '不存在', en: 'not existing' };
  return refuse('account/grant-state', null, 'grants', {
    zh: `授权单 ${no} 当前为「${now.zh}」,不能办理此项;请重新选择`,
    en: `Grant ${no} is "${now.en}" and cannot be dealt with in this way; choose again`,
  });
}

/** The same change for each of the grants, as a merge patch of `grants`. */
export function patchGrants(
  grants: readonly Grant[],
  change: (grant: Grant) => Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(grants.map((grant) => [grant.no, change(grant)]));
}

/** 授权: gives proposed rights for a term. In an active account they come into force with the approval. */
export const grant = act({
  label: { zh: '授权', en: 'Grant' },
  category: 'permission',
  from: ['proposed', 'toEnable', 'active'],
  to: ['toEnable', 'active'],
  roles: ['P1'],
  approve: ['P2'],
  reasonRequired: true,
  input: z.strictObject({ grants: numbersSchema, from: daySchema, to: daySchema, basis: basisSchema }),
  step: (state, input, context) => {
    const picked = pick(state, input.grants, (grant) => grant.state === 'proposed');
    const active = state.state === 'active';
    const reason = context.reason ?? '';
    return {
      findings: [
        ...picked.findings,
        ...checkGrantReason({ reason }),
        ...checkBasis(input.basis),
        ...checkTerm(state, input, context),
        ...checkHolder(state, context, 'grants'),
        ...checkCells(state, picked.cells, context.facts, 'grants'),
        ...checkConflicts(state, picked.cells, context, 'grants'),
        ...(active ? checkIdentification(state, context, '') : []),
      ],
      patch: patchOf({
        state: active ? 'active' : 'toEnable',
        grants: patchGrants(picked.grants, () => ({
          state: active ? 'active' : 'granted',
          from: input.from,
          to: input.to,
          reason,
          basis: input.basis.trim(),
        })),
      }),
    };
  },
});

/** 续期: extends the term of rights already given; it never shortens one. */
export const renew = act({
  label: { zh: '续期', en: 'Renew' },
  category: 'permission',
  from: ['toEnable', 'active', 'suspended'],
  to: 'same',
  roles: ['P1'],
  approve: ['P2'],
  reasonRequired: true,
  input: z.strictObject({ grants: numbersSchema, to: daySchema, basis: basisSchema }),
  step: (state, input, context) => {
    const picked = pick(state, input.grants, isHeld);
    const shortened = picked.grants.filter((grant) => input.to <= (grant.to ?? ''));
    return {
      findings: [
        ...picked.findings,
        ...shortened.map((grant) => notLonger(grant)),
        ...checkBasis(input.basis),
        ...checkTerm(state, { from: context.today, to: input.to }, context),
        ...checkHolder(state, context, 'grants'),
        ...checkCells(state, picked.cells, context.facts, 'grants'),
        ...checkConflicts(state, picked.cells, context, 'grants'),
      ],
      patch: patchOf({
        grants: patchGrants(picked.grants, () => ({
          to: input.to,
          reason: context.reason ?? '',
          basis: input.basis.trim(),
        })),
      }),
    };
  },
});

/** A grant names the paper it rests on (R023). */
export function checkBasis(basis: string): readonly Finding[] {
  if (basis.trim() !== '') return [];
  return [
    refuse('account/no-basis', 'R023', 'basis', {
      zh: '未写明授权依据;请填写文件名称和文号',
      en: 'The basis is missing; name the paper and its number',
    }),
  ];
}

function notLonger(grant: Grant): Finding {
  return refuse('account/renew-shortens', null, 'to', {
    zh: `续期后的截止日期须晚于授权单 ${grant.no} 现有的 ${grant.to ?? '—'};缩短期限请用「调整」`,
    en: `A renewal ends later than the present ${grant.to ?? '—'} of grant ${grant.no}; use Adjust to shorten a term`,
  });
}
