import * as z from 'zod';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { checkFields } from '../../fields.ts';
import { nothingChanged } from '../../guards.ts';
import { actsOf } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { fieldsOf, patchOf, revisionOf } from '../../patchOf.ts';
import { importParts, pointsOf, softened, untouchedSince } from '../../takenOver.ts';
import { ipFields, type IpFields } from '../fields.ts';
import { checkRecord, spanOf } from '../rules.ts';
import type { IpFacts, IpState } from '../state.ts';
import { takenOverStates } from '../terms.ts';

const act = actsOf<IpState, IpFacts>();

const takeOver = act({
  label: { zh: '接收既有台账', en: 'take over from an older ledger' },
  from: ['none'],
  to: keysOf(takenOverStates),
  roles: ['C1'],
  approve: ['C2'],
  input: ipFields.extend({ ...importParts, state: z.enum(keysOf(takenOverStates)) }),
  step: (_state, input, { facts }) => {
    const { raw, openPoints, state, ...fields } = input;
    const { data, hard, soft } = tolerantly(fields, facts);
    return {
      findings: [...hard, ...soft],
      patch: patchOf({
        ...data,
        ...spanOf(data.address),
        raw,
        openPoints: pointsOf(soft, openPoints ?? []),
        state,
      }),
      stamps: { takenOverBy: 'proposer', takenOverOn: 'day' },
    };
  },
});

/** As for domains: only a value that cannot be stored, a missing address and a double one are turned away. */
function tolerantly(
  fields: IpFields,
  facts: IpFacts,
): { readonly data: IpFields; readonly hard: readonly Finding[]; readonly soft: readonly Finding[] } {
  const unusable = checkFields(ipFields, fields, false);
  const { data, findings } = checkRecord(unusable.data, facts, true);
  const hard = [
    ...unusable.findings.filter((found) => found.severity === 'refuse'),
    ...findings.filter((found) => found.code === 'ip/overlap'),
    ...(data.address ? [] : [addressMissing()]),
  ];
  const barred = new Set(hard.map((found) => `${found.code} ${found.place}`));
  const soft = softened(findings.filter((found) => !barred.has(`${found.code} ${found.place}`)));
  return { data, hard, soft };
}

function addressMissing(): Finding {
  return refuse('field/required', 'R019', 'address', {
    zh: '「IP地址/地址段」未填写',
    en: 'Address is missing',
  });
}

const correct = act({
  label: { zh: '更正', en: 'correct' },
  from: ['filed', 'inUse', 'stopped'],
  to: 'same',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  input: ipFields.extend(importParts),
  step: (state, input, { facts }) => {
    const { raw, openPoints, ...fields } = input;
    const before = fieldsOf(ipFields, { ...state });
    const { data, hard, soft } = tolerantly({ ...before, ...fields }, facts);
    const patch = revisionOf(before, data);
    return {
      findings: [...hard, ...soft, ...(Object.keys(patch).length === 0 ? [nothingChanged()] : [])],
      patch: {
        ...patch,
        ...patchOf({ ...spanOf(data.address), raw, openPoints: pointsOf(soft, openPoints ?? []) }),
      },
    };
  },
});

/** 撤销接收: takes back a record that came in by mistake, as long as nothing has happened to it since. */
const undoTakeOver = act({
  label: { zh: '撤销接收', en: 'undo the take-over' },
  from: ['filed', 'inUse', 'stopped'],
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
