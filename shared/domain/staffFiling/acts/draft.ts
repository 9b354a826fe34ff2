import * as z from 'zod';
import { checkFields } from '../../fields.ts';
import { actsForCenter, asWarnings, checkOwnUnit, nothingChanged, sealedOf } from '../../guards.ts';
import { actsOf } from '../../object.ts';
import { fieldsOf, patchOf, revisionOf } from '../../patchOf.ts';
import { filingFields, type FilingFields } from '../fields.ts';
import { checkDays, checkDuplicates, checkNotOneself, checkReplaced, checkUnitOfFiling } from '../links.ts';
import { checkHardRules, checkLate, checkTrained, type FilingContext } from '../rules.ts';
import type { FilingFacts, FilingState } from '../state.ts';

const act = actsOf<FilingState, FilingFacts>();

/** A draft may be wrong and incomplete: it is kept as typed, and what is wrong is told. */
function checkDraft(id: string, filing: FilingFields, context: FilingContext) {
  sealedOf(filing.idNumber);
  sealedOf(filing.mobile);
  const { data, findings } = checkFields(filingFields, filing, false);
  return {
    data,
    findings: [
      ...checkUnitOfFiling(data, context),
      ...checkNotOneself(data, context),
      ...asWarnings([...findings, ...checkDuplicates(id, data, context.facts)]),
    ],
  };
}

/** Begins a filing: the unit for its own people, the center from a paper form. */
export const enter = act({
  label: { zh: '登记', en: 'enter' },
  from: ['none'],
  to: 'draft',
  roles: ['U', 'C1', 'SYS'],
  input: filingFields,
  step: (state, input, context) => {
    const { actor } = context;
    const own = { ...input, unit: input.unit ?? (actsForCenter(actor) ? null : actor.unitId) };
    const { data, findings } = checkDraft(state.id, own, context);
    return { findings, patch: patchOf(data), stamps: { enteredBy: 'actor', enteredAt: 'at' } };
  },
});

export const edit = act({
  label: { zh: '修改', en: 'edit' },
  from: ['draft', 'returned'],
  to: 'same',
  roles: ['U', 'C1'],
  input: filingFields,
  step: (state, input, context) => {
    const before = fieldsOf(filingFields, { ...state });
    const { data, findings } = checkDraft(state.id, { ...before, ...input }, context);
    const patch = revisionOf(before, data);
    const unchanged = Object.keys(patch).length === 0 ? [nothingChanged()] : [];
    const own = checkOwnUnit(context.actor, state.unit, 'unit');
    return { findings: [...own, ...findings, ...unchanged], patch, stamps: { editedBy: 'actor' } };
  },
});

/** Hands the signed form to the center: complete, or not at all, with every finding. */
export const submit = act({
  label: { zh: '提交', en: 'submit' },
  from: ['draft', 'returned'],
  to: 'submitted',
  roles: ['U', 'C1'],
  input: z.strictObject({}),
  step: (state, _input, context) => {
    const before = fieldsOf(filingFields, { ...state });
    const { data, findings } = checkFields(filingFields, before, true);
    const { facts, today } = context;
    return {
      findings: [
        ...findings,
        ...checkUnitOfFiling(data, context).filter((f) => f.code !== 'field/required'),
        ...checkDuplicates(state.id, data, facts),
        ...checkReplaced(data, facts),
        ...checkDays(data, today),
        ...checkHardRules(data, facts),
        // Both are judged at the review; the unit is told now, while it can still mend them.
        ...asWarnings([...checkTrained(data, context), ...checkLate(data, today, context)]),
      ],
      patch: { ...revisionOf(before, data), returnReasons: null, returnText: null },
      stamps: { submittedBy: 'actor', submittedAt: 'at', filingDate: 'day' },
    };
  },
});

/** Takes back what the center has not decided yet. */
export const withdraw = act({
  label: { zh: '撤回', en: 'withdraw' },
  from: ['draft', 'submitted', 'returned'],
  to: 'withdrawn',
  roles: ['U', 'C1'],
  input: z.strictObject({}),
  step: (state, _input, context) => ({
    findings: checkOwnUnit(context.actor, state.unit, ''),
    stamps: { withdrawnBy: 'actor', endedOn: 'day' },
  }),
});
