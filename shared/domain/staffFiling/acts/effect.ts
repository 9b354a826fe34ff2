import * as z from 'zod';
import { checkHandover } from '../../../rules/checks/staff.ts';
import { refuse, warn, type Finding } from '../../../rules/finding.ts';
import { checkOwnUnit } from '../../guards.ts';
import { actsOf, type FollowUp } from '../../object.ts';
import { keysOf } from '../../options.ts';
import { fieldsOf, patchOf } from '../../patchOf.ts';
import { filingFields } from '../fields.ts';
import type { FilingContext } from '../rules.ts';
import {
  handoverSchema,
  personDigestOf,
  type FilingFacts,
  type FilingState,
  type Handover,
} from '../state.ts';
import {
  endCauses,
  finalStates,
  handoverItems,
  statesInForce,
  statesSubmitted,
  type EndCause,
} from '../terms.ts';

const act = actsOf<FilingState, FilingFacts>();

/**
 * The effective day has come (生效). A replacement waits (待生效) until its predecessor has handed over; a change or
 * removal ends the filing it stands for.
 */
export const takeEffect = act({
  label: { zh: '生效', en: 'take effect' },
  from: ['filed', 'pending'],
  to: ['pending', 'effective', 'ended'],
  roles: ['SYS'],
  input: z.strictObject({}),
  step: (state, _input, { today, facts }) => {
    const due = state.effectiveDate ?? today;
    if (due > today) return { findings: [notYet(due)] };
    if (state.filingType === 'replacement' && !isGone(facts)) {
      if (state.state === 'pending') return { findings: [handoverMissing(refuse)] };
      return { findings: [handoverMissing(warn)], patch: { state: 'pending' } };
    }
    if (state.filingType === 'removal') {
      return {
        patch: { state: 'ended', endCause: 'removed' },
        stamps: { effectiveOn: 'day', endedOn: 'day' },
        follow: endOld(state, facts, 'removed'),
      };
    }
    return {
      patch: { state: 'effective' },
      stamps: { effectiveOn: 'day' },
      follow: [
        ...endOld(state, facts, state.filingType === 'change' ? 'changed' : 'handover'),
        ...openAccount(state, facts),
      ],
    };
  },
});

/** The predecessor has handed over, or the filing ended without (dismissal, term over). */
function isGone({ replaced }: FilingFacts): boolean {
  return replaced !== null && (replaced.handedOver || finalStates.has(replaced.state));
}

function notYet(due: string): Finding {
  return refuse('staff/not-yet-due', 'R122', 'effectiveDate', {
    zh: `生效日期为 ${due},尚未到期`,
    en: `The filing takes effect on ${due}, not before`,
  });
}

function handoverMissing(as: typeof refuse): Finding {
  return as('staff/handover-missing', 'X15', 'replacedFiling', {
    zh: '被替换人员尚未办理交接,备案待交接后生效;请在其备案上登记交接单',
    en: 'The predecessor has not handed over; record the handover there, then this filing takes effect',
  });
}

function endOld(state: FilingState, facts: FilingFacts, cause: EndCause): readonly FollowUp[] {
  const { replaced } = facts;
  if (!replaced || !statesInForce.has(replaced.state)) return [];
  const input = { cause, ...(cause === 'changed' && { continuedBy: state.id }) };
  return [{ type: 'staffFiling', id: replaced.id, act: 'end', input, reason: endCauses[cause].zh }];
}

/** A filing in force opens its account, to be analysed next (待析权, domain.md 3.2). */
function openAccount(state: FilingState, { newAccount, accounts }: FilingFacts): readonly FollowUp[] {
  if (newAccount === null || accounts.length > 0) return [];
  const input = { accountNo: newAccount.accountNo, kind: 'unit', holder: state.id };
  return [{ type: 'account', id: newAccount.id, act: 'open', input, reason: '人员备案生效' }];
}

/** Marks that a successor has been filed for (待更换). */
export const markReplacing = act({
  label: { zh: '标记待更换', en: 'mark as being replaced' },
  from: ['effective'],
  to: 'replacing',
  roles: ['U', 'C1'],
  input: z.strictObject({}),
  step: (state, _input, { actor, facts }) => ({
    findings: [
      ...checkOwnUnit(actor, state.unit, ''),
      ...(facts.successors.some((next) => statesSubmitted.has(next.state)) ? [] : [noSuccessor()]),
    ],
  }),
});

function noSuccessor(): Finding {
  return refuse('staff/no-successor', 'R122', '', {
    zh: '尚无已提交的更换备案;请先为接替人员提交更换备案',
    en: "No replacement has been submitted; submit the successor's filing first",
  });
}

/** Records the signed handover (交接单); access ends with it the same day (X15). */
export const handover = act({
  label: { zh: '登记交接', en: 'record the handover' },
  from: ['effective', 'replacing'],
  to: 'same',
  roles: ['U', 'C1'],
  input: handoverSchema,
  step: (state, input, { actor, today }) => ({
    findings: [
      ...checkOwnUnit(actor, state.unit, ''),
      // The follow-up below ends all access the same day.
      ...checkHandover({ accessEnded: true, ...input }),
      ...checkItems(input, today),
    ],
    patch: { handover: patchOf(input) },
    follow: [
      {
        type: 'staffFiling',
        id: state.id,
        act: 'end',
        input: { cause: 'handover' },
        reason: endCauses.handover.zh,
      },
    ],
  }),
});

function checkItems(input: Handover, today: string): readonly Finding[] {
  const missing = Object.entries(handoverItems)
    .filter(([key]) => !input.items.some((item) => item === key))
    .map(([, text]) =>
      refuse('staff/handover-item', 'X15', 'items', {
        zh: `交接单缺少:${text.zh};没有的也请确认后勾选`,
        en: `The handover lacks: ${text.en}; tick it also when there is nothing to hand over`,
      }),
    );
  const persons = new Set([input.from, input.to, input.witness].map((name) => name.trim()));
  const findings = [...missing];
  if (persons.size < 3)
    findings.push(
      refuse('staff/handover-persons', 'X15', 'witness', {
        zh: '交接人、接收人、监交人须为三个不同的人',
        en: 'The one who hands over, the one who receives and the witness are three people',
      }),
    );
  if (input.date > today)
    findings.push(
      refuse('day/in-future', null, 'date', {
        zh: '交接日期尚未到;请在交接完成后登记',
        en: 'The handover lies in the future; record it when it is done',
      }),
    );
  return findings;
}

/** Ends a filing for good; all accounts are suspended and revoked the same day unless a change goes on with them. */
export const end = act({
  label: { zh: '失效', en: 'end' },
  from: ['effective', 'replacing'],
  to: 'ended',
  roles: ['SYS', 'C1'],
  input: z.strictObject({ cause: z.enum(keysOf(endCauses)), continuedBy: z.uuid().exactOptional() }),
  step: (state, { cause, continuedBy }, context) => ({
    findings: checkEnd(state, cause, context.today, context.actor.roles.includes('SYS'), context.reason),
    patch: { endCause: cause, ...(continuedBy && { continuedBy }) },
    stamps: { endedOn: 'day' },
    follow:
      cause === 'changed' ? [] : [...endAccounts(context, endCauses[cause].zh), ...letIn(context.facts)],
  }),
});

const bySystemOnly: ReadonlySet<EndCause> = new Set<EndCause>([
  'changed',
  'removed',
  'unit-merged',
  'unit-closed',
]);

function checkEnd(
  state: FilingState,
  cause: EndCause,
  today: string,
  bySystem: boolean,
  reason: string | null,
): readonly Finding[] {
  const wrong =
    (cause === 'handover' && !state.handover) ||
    (cause === 'expired' && (state.validUntil ?? today) >= today) ||
    (bySystemOnly.has(cause) && !bySystem);
  const findings: Finding[] = [];
  if (wrong)
    findings.push(
      refuse('staff/end-cause', 'X15', 'cause', {
        zh: `「${endCauses[cause].zh}」的情形尚未成立,不能据此终止备案`,
        en: `"${endCauses[cause].en}" is not the case, so the filing does not end for it`,
      }),
    );
  if (cause === 'dismissed' && (reason ?? '').trim() === '')
    findings.push(
      refuse('staff/dismissal-reason', 'X15', 'reason', {
        zh: '无法交接的,须写明情况和证明文件',
        en: 'Where no handover is possible, state why and the proof',
      }),
    );
  return findings;
}

function endAccounts({ facts, today }: FilingContext, reason: string): readonly FollowUp[] {
  return facts.accounts.flatMap(({ id, state }) => {
    const revoke: FollowUp = { type: 'account', id, act: 'revoke', input: {}, reason };
    if (state !== 'active') return [revoke];
    const input = { cause: 'filing-ended', from: today };
    return [{ type: 'account', id, act: 'suspend', input, reason }, revoke];
  });
}

/** Successors that only waited for this filing to end take effect with it. */
function letIn({ successors }: FilingFacts): readonly FollowUp[] {
  return successors
    .filter((next) => next.state === 'pending')
    .map(({ id }) => ({ type: 'staffFiling', id, act: 'takeEffect', input: {}, reason: '被替换备案已失效' }));
}

/** Opens a change filing for the same person; this one stays in force until that takes effect. */
export const startChange = act({
  label: { zh: '发起变更', en: 'start a change' },
  from: ['effective'],
  to: 'same',
  roles: ['U', 'C1'],
  input: z.strictObject({ draft: z.uuid(), kind: z.enum(['change', 'removal']) }),
  step: (state, { draft, kind }, { actor, facts }) => {
    const open = facts.successors.filter((next) => next.person === personDigestOf(state));
    const { effectiveDate: _date, validUntil: _until, ...kept } = fieldsOf(filingFields, { ...state });
    const input = patchOf({ ...kept, filingType: kind, replacedFiling: state.id });
    return {
      findings: [...checkOwnUnit(actor, state.unit, ''), ...open.map(changeOpen)],
      patch: { openChange: draft },
      follow: [{ type: 'staffFiling', id: draft, act: 'enter', input, reason: '变更备案' }],
    };
  },
});

function changeOpen(): Finding {
  return refuse('staff/change-open', 'R022', '', {
    zh: '此备案已有在办的变更;请先办结或撤回',
    en: 'A change of this filing is already in work; finish or withdraw it first',
  });
}
