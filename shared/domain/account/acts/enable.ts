import * as z from 'zod';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { checkSourceRestriction } from '../../../rules/checks/identification.ts';
import { actsOf } from '../../object.ts';
import { patchOf } from '../../patchOf.ts';
import { union } from '../algebra.ts';
import { standingCause } from '../automatic.ts';
import type { AccountFacts } from '../facts.ts';
import { at, checkCells, checkConflicts, checkHolder, type AccountContext } from '../guards.ts';
import { checkIdentification } from '../identification.ts';
import { grantsOf, type AccountState, type Grant } from '../state.ts';
import { suspendCauses } from '../terms.ts';
import { numbersSchema, patchGrants, pick } from './grant.ts';

const act = actsOf<AccountState, AccountFacts>();

/** `grants`: suspended grants that come back; what was granted meanwhile comes into force with the account. */
const enableInput = z.strictObject({
  grants: numbersSchema.nullish(),
  /** Proof that the cause of the suspension has gone. */
  proof: z.string().max(500).nullish(),
});

/** 启用: puts granted or suspended rights in force, after checking again everything they rest on. */
export const enable = act({
  label: { zh: '启用', en: 'Enable' },
  category: 'permission',
  from: ['toEnable', 'active', 'suspended'],
  to: 'active',
  roles: ['P1'],
  approve: ['P2'],
  reasonRequired: true,
  input: enableInput,
  step: (state, input, context) => {
    const back = pick(state, input.grants ?? [], (grant) => grant.state === 'suspended');
    const first = grantsOf(state).filter((grant) => grant.state === 'granted');
    const already = grantsOf(state).filter((grant) => grant.state === 'active');
    const now = [...first, ...back.grants];
    const inForce = [...(state.state === 'active' ? [] : already), ...now].filter(
      (grant) => (grant.to ?? '') >= context.today,
    );
    const comesBack = state.state === 'suspended' || back.grants.length > 0;
    return {
      findings: [
        ...back.findings,
        ...(comesBack ? checkCauseGone(state, input.proof ?? '', context) : []),
        ...checkInForce(state, inForce, context),
      ],
      patch: patchOf({
        suspension: null,
        grants: patchGrants(now, () => ({ state: 'active', suspension: null })),
      }),
      stamps: { enabledOn: 'day' },
    };
  },
});

function checkInForce(
  state: AccountState,
  inForce: readonly Grant[],
  context: AccountContext,
): readonly Finding[] {
  const cells = union(...inForce.map((grant) => grant.cells));
  const findings = [
    ...checkHolder(state, context, ''),
    ...checkIdentification(state, context, ''),
    ...at(
      '',
      checkSourceRestriction({
        allowedAddresses: state.ipAllow ?? [],
        deviceBinding: state.deviceBinding?.[0] ?? null,
        foreign: null,
      }),
    ),
    ...checkCells(state, cells, context.facts, 'grants'),
    ...checkConflicts(state, cells, context, 'grants'),
  ];
  if (inForce.length > 0) return findings;
  return [
    ...findings,
    refuse('account/nothing-to-enable', null, 'grants', {
      zh: '没有可启用的权限:尚未授权,或授权期限已过;请先授权或续期',
      en: 'No right to enable: none is granted, or its term is over; grant or renew first',
    }),
  ];
}

function checkCauseGone(state: AccountState, proof: string, context: AccountContext): readonly Finding[] {
  const findings: Finding[] = [];
  if (proof.trim() === '')
    findings.push(
      refuse('account/no-proof', 'R023', 'proof', {
        zh: '恢复启用须说明暂停原因已消除的依据',
        en: 'Say what proves that the cause of the suspension has gone',
      }),
    );
  const cause = standingCause(state, context.facts, context.today, context.rules);
  // The other standing causes have their own, more exact findings among the checks of holder and identification.
  if (cause === 'leaving' || cause === 'rectification')
    findings.push(
      refuse('account/cause-stands', 'R023', '', {
        zh: `暂停原因仍然存在:${suspendCauses[cause].zh};消除后方可启用`,
        en: `A cause of suspension still stands: ${suspendCauses[cause].en}; it has to go first`,
      }),
    );
  return findings;
}
