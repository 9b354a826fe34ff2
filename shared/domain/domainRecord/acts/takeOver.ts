import * as z from 'zod';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { checkFields } from '../../fields.ts';
import { nothingChanged } from '../../guards.ts';
import { actsOf } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { fieldsOf, patchOf, revisionOf } from '../../patchOf.ts';
import { domainFields, type DomainFields } from '../fields.ts';
import { importParts, pointsOf, softened, untouchedSince } from '../../takenOver.ts';
import { checkRecord } from '../rules.ts';
import type { DomainFacts, DomainState } from '../state.ts';
import { takenOverStates } from '../terms.ts';
import { derived } from './plan.ts';
import type { RuleSet } from '../../../rules/rule.ts';

const act = actsOf<DomainState, DomainFacts>();

const takeOver = act({
  label: { zh: '接收既有台账', en: 'take over from an older ledger' },
  from: ['none'],
  to: keysOf(takenOverStates),
  roles: ['C1'],
  approve: ['C2'],
  input: domainFields.extend({ ...importParts, state: z.enum(keysOf(takenOverStates)) }),
  step: (_state, input, { facts, rules }) => {
    const { raw, openPoints, state, ...fields } = input;
    const { data, hard, soft } = tolerantly(fields, facts, rules);
    return {
      findings: [...hard, ...soft],
      patch: patchOf({
        ...data,
        ...derived(data),
        raw,
        openPoints: pointsOf(soft, openPoints ?? []),
        state,
      }),
      stamps: { takenOverBy: 'proposer', takenOverOn: 'day' },
    };
  },
});

/**
 * What a record of the past breaks is written down and settled later; only a value that cannot be stored, a missing
 * domain and a domain already on record are turned away.
 */
function tolerantly(
  fields: DomainFields,
  facts: DomainFacts,
  rules: RuleSet,
): { readonly data: DomainFields; readonly hard: readonly Finding[]; readonly soft: readonly Finding[] } {
  const unusable = checkFields(domainFields, fields, false);
  const { data, findings } = checkRecord(unusable.data, facts, rules, true);
  const hard = [
    ...unusable.findings.filter((found) => found.severity === 'refuse'),
    ...findings.filter((found) => found.code === 'domain/same-domain'),
    ...(data.domain ? [] : [domainMissing()]),
  ];
  const barred = new Set(hard.map((found) => `${found.code} ${found.place}`));
  const soft = softened(findings.filter((found) => !barred.has(`${found.code} ${found.place}`)));
  return {
    data,
    hard,
    soft: soft.filter((found) => !(found.code === 'field/required' && found.place === 'domain')),
  };
}

function domainMissing(): Finding {
  return refuse('field/required', 'R019', 'domain', { zh: '「域名」未填写', en: 'Domain is missing' });
}

const correct = act({
  label: { zh: '更正', en: 'correct' },
  from: ['registered', 'filed', 'inUse', 'expiring', 'expired', 'transitional'],
  to: 'same',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  input: domainFields.extend(importParts),
  step: (state, input, { facts, rules }) => {
    const { raw, openPoints, ...fields } = input;
    const before = fieldsOf(domainFields, { ...state });
    const { data, hard, soft } = tolerantly({ ...before, ...fields }, facts, rules);
    const patch = revisionOf(before, data);
    const unchanged = Object.keys(patch).length === 0 ? [nothingChanged()] : [];
    return {
      findings: [...hard, ...soft, ...unchanged],
      patch: {
        ...patch,
        ...patchOf({ ...derived(data), raw, openPoints: pointsOf(soft, openPoints ?? []) }),
      },
    };
  },
});

/** 撤销接收: takes back a record that came in by mistake, as long as nothing has happened to it since. */
const undoTakeOver = act({
  label: { zh: '撤销接收', en: 'undo the take-over' },
  from: ['registered', 'filed', 'inUse', 'expired', 'transitional'],
  to: 'withdrawn',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (state, _input, { reason }) => ({
    findings: untouchedSince(state),
    patch: { endReason: reason },
    stamps: { endedOn: 'day' },
  }),
});

/** Acts by which existing ledgers come in and mistakes of the record are mended, with four eyes. */
export const takeOverActs = { takeOver, correct, undoTakeOver };
