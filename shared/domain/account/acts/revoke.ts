import * as z from 'zod';
import { centerScope, partsOf } from '../../../access/rights.ts';
import { checkHandover } from '../../../rules/checks/staff.ts';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { actsOf } from '../../object.ts';
import { keysOf, type Options } from '../../options.ts';
import { patchOf } from '../../patchOf.ts';
import type { AccountFacts } from '../facts.ts';
import { at, type AccountContext } from '../guards.ts';
import { isOpen } from '../holdings.ts';
import { grantsOf, type AccountState } from '../state.ts';
import { numbersSchema, patchGrants, pick } from './grant.ts';
import { endSessions } from './sessions.ts';

const act = actsOf<AccountState, AccountFacts>();

/** What stands in the place of the handover where there can be none (交接依据). */
export const handoverProofs = {
  handover: { zh: '交接单', en: 'Handover record' },
  death: { zh: '死亡证明', en: 'Proof of death' },
  dismissal: { zh: '辞退、开除文件', en: 'Dismissal paper' },
} as const satisfies Options;

/** Without `grants` the whole account, for good. */
const revokeInput = z.strictObject({
  grants: numbersSchema.nullish(),
  handover: z
    .strictObject({
      proof: z.enum(keysOf(handoverProofs)),
      /** Name and number of the paper. */
      record: z.string().max(500),
      tokenReturned: z.boolean(),
      secrecyPromise: z.boolean(),
    })
    .nullish(),
});
type RevokeInput = z.output<typeof revokeInput>;

/** 注销: ends rights, or the account with all of them, for good. The number is never used again. */
export const revoke = act({
  label: { zh: '注销', en: 'Revoke' },
  category: 'permission',
  from: ['toAnalyse', 'proposed', 'toEnable', 'active', 'suspended'],
  to: ['toAnalyse', 'proposed', 'toEnable', 'active', 'suspended', 'revoked'],
  roles: ['P1', 'SYS'],
  approve: ['P2'],
  reasonRequired: true,
  dangerous: true,
  input: revokeInput,
  step: (state, input, context) => {
    const text = { zh: '账号或其权限已注销', en: 'The account or rights of it were revoked' };
    const bySystem = checkSystem(context);
    if (input.grants) {
      const picked = pick(state, input.grants, isOpen);
      const ofProgram = picked.cells.some((value) => partsOf(value).site === centerScope);
      return {
        findings: [...bySystem, ...picked.findings],
        patch: patchOf({ grants: patchGrants(picked.grants, ended) }),
        ...(ofProgram && { effects: endSessions(state, text) }),
      };
    }
    return {
      findings: [...bySystem, ...checkHandedOver(state, input, context)],
      patch: patchOf({
        state: 'revoked',
        suspension: null,
        grants: patchGrants(grantsOf(state).filter(isOpen), ended),
        handover: input.handover?.record.trim(),
      }),
      stamps: { revokedOn: 'day' },
      effects: endSessions(state, text),
    };
  },
});

const ended = (): Record<string, unknown> => ({ state: 'revoked', suspension: null });

/** The system revokes only by rule: when the filing is over (已失效). */
function checkSystem({ actor, facts }: AccountContext): readonly Finding[] {
  if (!actor.roles.includes('SYS') || facts.filing?.ended) return [];
  return [
    refuse('account/filing-not-ended', 'R022', '', {
      zh: '备案尚未失效,系统不得自动注销账号',
      en: 'The filing is not over, so the system may not revoke the account',
    }),
  ];
}

/** An account that was once in force ends with a handover, or with the proof why there is none (X15). */
function checkHandedOver(
  state: AccountState,
  input: RevokeInput,
  context: AccountContext,
): readonly Finding[] {
  if (context.actor.roles.includes('SYS') || !state.enabledOn) return [];
  const { handover } = input;
  if (!handover || handover.record.trim() === '')
    return [
      refuse('account/no-handover', 'X15', 'handover', {
        zh: '注销启用过的账号须有交接单,或死亡、辞退证明;请填写名称和编号',
        en: 'An account that was in force ends with a handover record, or proof of death or dismissal; name it',
      }),
    ];
  if (handover.proof !== 'handover') return [];
  const { tokenReturned, secrecyPromise } = handover;
  return at('handover', checkHandover({ accessEnded: true, tokenReturned, secrecyPromise }));
}
