import * as z from 'zod';
import { refuse as stop, type Finding } from '../../../rules/finding.ts';
import { actsOf } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { checkDuplicates, checkReplaced } from '../links.ts';
import { checkHardRules, checkLate, checkTrained, type FilingContext } from '../rules.ts';
import type { FilingFacts, FilingState } from '../state.ts';
import { refusalGrounds, returnReasons } from '../terms.ts';

const act = actsOf<FilingState, FilingFacts>();

/** Sends the form back to the unit with coded reasons. */
export const sendBack = act({
  label: { zh: '退回', en: 'send back' },
  from: ['submitted', 'reviewed'],
  to: 'returned',
  roles: ['C1'],
  input: z.strictObject({
    reasons: z
      .array(z.enum(keysOf(returnReasons)))
      .min(1)
      .max(9),
    text: z.string().trim().min(1).max(2000),
  }),
  step: (_state, { reasons, text }) => ({
    patch: { returnReasons: reasons, returnText: text },
    stamps: { returnedBy: 'actor', returnedOn: 'day' },
  }),
});

/** What stands in the way of a filing when the center judges it. */
function checkFilable(state: FilingState, context: FilingContext): readonly Finding[] {
  return [
    ...checkHardRules(state, context.facts),
    ...checkTrained(state, context),
    ...checkDuplicates(state.id, state, context.facts),
    ...checkReplaced(state, context.facts),
  ];
}

/** The clerk's opinion; with it the filing is proposed to the reviewer. */
export const review = act({
  label: { zh: '审核', en: 'review' },
  from: ['submitted'],
  to: 'reviewed',
  roles: ['C1'],
  input: z.strictObject({
    opinion: z.string().trim().min(1).max(2000),
    lateAccepted: z.boolean().exactOptional(),
  }),
  step: (state, { opinion, lateAccepted = false }, context) => {
    const late = checkLate(state, state.filingDate ?? context.today, context);
    const isLate = late.length > 0;
    return {
      findings: [
        ...checkOtherHand(state, context),
        ...checkFilable(state, context),
        ...late,
        ...(isLate && !lateAccepted ? [lateNotAccepted()] : []),
      ],
      patch: {
        reviewOpinion: opinion,
        late: isLate,
        lateReason: isLate ? context.reason : null,
      },
      stamps: { reviewedBy: 'actor', reviewDate: 'day' },
      follow: [
        {
          type: 'staffFiling',
          id: state.id,
          act: 'file',
          input: { lateAccepted: isLate && lateAccepted },
          reason: context.reason ?? opinion,
        },
      ],
    };
  },
});

/** Whoever entered, edited or submitted a filing does not review it (domain.md 3.1). */
function checkOtherHand(state: FilingState, { actor }: FilingContext): readonly Finding[] {
  if (![state.enteredBy, state.editedBy, state.submittedBy].includes(actor.id)) return [];
  return [
    stop('staff/own-entry', 'R134', '', {
      zh: '审核人不得是该备案的登记、修改或提交人;请由另一名备案员审核',
      en: 'Whoever entered, edited or submitted a filing does not review it; let another clerk do it',
    }),
  ];
}

function lateNotAccepted(): Finding {
  return stop('staff/late-not-accepted', 'R122', 'lateAccepted', {
    zh: '未提前一周报送,须勾选「同意逾期备案」并写明理由',
    en: 'The replacement is late: tick that the late filing is accepted and give the reason',
  });
}

/**
 * Gives the filing its number. Proposed by the clerk's review, approved by the reviewer: the tick for a late filing
 * is part of what is approved.
 */
export const file = act({
  label: { zh: '备案', en: 'file' },
  from: ['reviewed'],
  to: 'filed',
  roles: ['C1'],
  approve: ['C2'],
  numbers: { filing: 1 },
  input: z.strictObject({ lateAccepted: z.boolean() }),
  step: (state, { lateAccepted }, context) => {
    const [filingNo] = context.numbers.filing ?? [];
    if (filingNo === undefined) throw new TypeError('filing needs a number handed out for the act');
    const late = state.late === true;
    return {
      findings: [...checkFilable(state, context), ...(late && !lateAccepted ? [lateNotAccepted()] : [])],
      patch: { filingNo, ...(late && { lateAccepted }) },
      stamps: { filedBy: 'actor', fileProposedBy: 'proposer', filedOn: 'day' },
    };
  },
});

/** Final refusal on a hard rule (不予备案). */
export const refuse = act({
  label: { zh: '不予备案', en: 'refuse' },
  from: ['submitted', 'reviewed'],
  to: 'refused',
  roles: ['C2'],
  reasonRequired: true,
  input: z.strictObject({ rule: z.enum(keysOf(refusalGrounds)) }),
  step: (_state, { rule }, { reason }) => ({
    patch: { refusedRule: rule, refusedText: reason },
    stamps: { refusedBy: 'actor', endedOn: 'day' },
  }),
});
