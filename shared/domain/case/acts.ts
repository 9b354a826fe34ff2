import * as z from 'zod';
import type { ActorRole, AppRole } from '../../access/roles.ts';
import { addWorkdays } from '../../calendar/workCalendar.ts';
import { refuse } from '../../rules/finding.ts';
import type { Text } from '../../text.ts';
import { actsOf, type Act, type FollowUp } from '../object.ts';
import { keysOf, type Options } from '../options.ts';
import { patchOf } from '../patchOf.ts';
import { effectDigest } from './effect.ts';
import { checkDecider, checkDigest, checkKind, checkText, isProposer } from './guards.ts';
import { openInput, type CaseState } from './state.ts';
import { decisionWorkdays, objectCodes, refuseCodes, returnCodes } from './terms.ts';

const act = actsOf<CaseState, unknown>();

/** Every role that some act names as approver; the case itself says which of them it needs. */
const deciders: readonly AppRole[] = ['SA', 'SEC', 'P1', 'P2', 'C1', 'C2', 'DIR'];
const proposers: readonly ActorRole[] = [...deciders, 'AUD', 'U', 'INS', 'SYS'];

/**
 * 提出: the server opens the case in the transaction of the command that needs it, with the proposer, the approvers and
 * the effect that it has found out itself. Nobody asks for it by hand.
 */
const open = act({
  label: { zh: '提出', en: 'Open' },
  from: ['none'],
  to: 'open',
  roles: ['SYS'],
  numbers: { case: 1 },
  input: openInput,
  step: (_state, input, context) => {
    const [no] = context.numbers.case ?? [];
    if (no === undefined) throw new Error('a case needs its number');
    const days = decisionWorkdays[input.kind];
    return {
      findings: checkDigest(effectDigest(input.effect), input.digest),
      patch: patchOf({
        ...input,
        no,
        reason: context.reason ?? undefined,
        dueBy: addWorkdays(context.calendar, context.today, days).day,
      }),
      stamps: { openedAt: 'at', openedOn: 'day' },
    };
  },
});

const decided = { decidedBy: 'actor', decidedAt: 'at' } as const;

/** 批准: by another person, of exactly the content that was seen. The server then carries the effect out. */
const approve = act({
  label: { zh: '批准', en: 'Approve' },
  from: ['open'],
  to: 'approved',
  roles: deciders,
  dangerous: true,
  input: z.strictObject({ digest: z.string().max(64), text: z.string().max(2000).nullish() }),
  step: (state, input, context) => ({
    findings: [
      ...checkKind(state, false),
      ...checkDecider(state, context.actor),
      ...checkDigest(state.digest, input.digest),
    ],
    patch: patchOf({ decisionText: input.text?.trim() || undefined }),
    stamps: decided,
  }),
});

/** A negative decision with a coded reason; the follow-ups set at the opening run with the decision's words. */
function turnDown(given: {
  readonly label: Text;
  readonly to: string;
  readonly afterReview: boolean;
  readonly codes: Options;
  follow(state: CaseState): readonly FollowUp[];
}): Act<CaseState, unknown> {
  const { label, to, afterReview, codes } = given;
  return act({
    label,
    from: ['open'],
    to,
    roles: deciders,
    input: z.strictObject({ code: z.enum(keysOf(codes)), text: z.string().max(2000).nullish() }),
    step: (state, input, context) => {
      const text = input.text?.trim() ?? '';
      const reason = [codes[input.code]?.zh ?? input.code, text].filter((part) => part !== '').join(':');
      return {
        findings: [
          ...checkKind(state, afterReview),
          ...checkDecider(state, context.actor),
          ...checkText(input.code, text),
        ],
        patch: patchOf({ decisionCode: input.code, decisionText: text || undefined }),
        stamps: decided,
        follow: given.follow(state).map((follow) => ({ ...follow, reason })),
      };
    },
  });
}

/** 撤回: the proposer takes back what nobody has decided yet. */
const withdraw = act({
  label: { zh: '撤回', en: 'Withdraw' },
  from: ['open'],
  to: 'withdrawn',
  roles: proposers,
  input: z.strictObject({ text: z.string().max(2000).nullish() }),
  step: (state, input, context) => ({
    findings: [
      ...checkKind(state, false),
      ...(isProposer(state, context.actor)
        ? []
        : [
            refuse('case/not-proposer', null, '', {
              zh: '只有提出人可以撤回;复核人请退回或不予批准',
              en: 'Only the proposer withdraws; a reviewer returns or refuses',
            }),
          ]),
    ],
    patch: patchOf({ decisionText: input.text?.trim() || undefined }),
    stamps: decided,
    follow: (state.onSendBack ?? []).map((follow) => ({ ...follow, reason: '提出人撤回' })),
  }),
});

/** 确认: the after-review agrees with what was done at once. */
const confirm = act({
  label: { zh: '确认', en: 'Confirm' },
  from: ['open'],
  to: 'confirmed',
  roles: deciders,
  input: z.strictObject({ digest: z.string().max(64), text: z.string().max(2000).nullish() }),
  step: (state, input, context) => ({
    findings: [
      ...checkKind(state, true),
      ...checkDecider(state, context.actor),
      ...checkDigest(state.digest, input.digest),
    ],
    patch: patchOf({ decisionText: input.text?.trim() || undefined }),
    stamps: decided,
  }),
});

export const caseActs = {
  open,
  approve,
  sendBack: turnDown({
    label: { zh: '退回', en: 'Return' },
    to: 'returned',
    afterReview: false,
    codes: returnCodes,
    follow: (state) => state.onSendBack ?? [],
  }),
  refuse: turnDown({
    label: { zh: '不予批准', en: 'Refuse' },
    to: 'refused',
    afterReview: false,
    codes: refuseCodes,
    follow: (state) => state.onRefuse ?? [],
  }),
  withdraw,
  confirm,
  object: turnDown({
    label: { zh: '提出异议', en: 'Object' },
    to: 'objected',
    afterReview: true,
    codes: objectCodes,
    follow: (state) => state.onRefuse ?? [],
  }),
};
