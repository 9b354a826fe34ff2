import * as z from 'zod';
import { addDays, addYears, daysBetween } from '../../../calendar/legalDay.ts';
import { refuse, warn, type Finding } from '../../../rules/finding.ts';
import type { RuleSet } from '../../../rules/rule.ts';
import { limitOf } from '../../../rules/ruleSet.ts';
import { field } from '../../fields.ts';
import { actsOf } from '../../object.ts';
import { patchOf } from '../../patchOf.ts';
import { expirySteps } from '../deadlines.ts';
import type { DomainFacts, DomainState } from '../state.ts';
import { domainPolicy } from '../terms.ts';

const act = actsOf<DomainState, DomainFacts>();

/** States that a renewal leads out of; in all others the record keeps its state. */
const renewedFrom: ReadonlySet<string> = new Set(['expiring', 'expired']);

/** Expiry after a renewal: whole years on the old expiry, so that nothing paid for is lost. */
function renewedExpiry(expiry: string, years: number): string {
  return addYears(expiry, years);
}

const renew = act({
  label: { zh: '续费', en: 'renew' },
  from: ['registered', 'filed', 'inUse', 'changing', 'expiring', 'expired', 'transitional'],
  to: ['registered', 'filed', 'inUse', 'changing', 'transitional'],
  roles: ['C1'],
  input: z.strictObject({
    years: z.int().min(1).max(10),
    renewalProof: field.files({ zh: '续费证明', en: 'Proof of renewal', group: 'papers', required: true }),
  }),
  step: (state, input, { rules, today }) => {
    const { expiryDate } = state;
    if (!expiryDate) return { findings: [noTerm()] };
    const renewed = renewedExpiry(expiryDate, input.years);
    return {
      findings: [
        ...(input.renewalProof?.length ? [] : [proofMissing('renewalProof', '续费证明', 'renewal')]),
        ...termFindings(renewed, today, rules),
        ...lateFindings(expiryDate, today),
      ],
      patch: {
        expiryDate: renewed,
        ...patchOf({ renewalProof: input.renewalProof }),
        ...(renewedFrom.has(state.state) && { state: 'inUse' }),
      },
      stamps: { renewedOn: 'day' },
    };
  },
});

function noTerm(): Finding {
  return refuse('domain/no-term', 'X11', 'years', {
    zh: '该域名没有自己的到期日期(下级域名随上级域名续费);无需续费',
    en: 'The domain has no term of its own (a sub-domain runs with the domain above it); there is nothing to renew',
  });
}

function termFindings(renewed: string, today: string, rules: RuleSet): readonly Finding[] {
  const latest = addYears(today, limitOf(rules, 'X11', 'term').value);
  if (renewed <= latest) return [];
  return [
    refuse('domain/term-too-long', 'X11', 'years', {
      zh: `续费后到期日期为 ${renewed},超过自今天起 10 年(${latest});请减少年数`,
      en: `The renewal would run to ${renewed}, more than ten years from today (${latest}); take fewer years`,
    }),
  ];
}

/** Past the days of renewal and redemption the registry deletes the name: what was paid for is to be looked into. */
function lateFindings(expiry: string, today: string): readonly Finding[] {
  const last = addDays(expiry, domainPolicy.renewableDays + domainPolicy.redemptionDays);
  if (today <= last) return [];
  return [
    warn('domain/renewed-after-redemption', 'X11', 'years', {
      zh: `域名已过期 ${daysBetween(expiry, today)} 天,超过续费和赎回期;请向注册机构核实域名仍归本单位所有`,
      en: `The domain expired ${daysBetween(expiry, today)} days ago, past renewal and redemption; ask the registrar whether it is still the unit's`,
    }),
  ];
}

const observe = act({
  label: { zh: '到期检查', en: 'observe the expiry' },
  from: ['inUse', 'expiring'],
  to: ['expiring', 'expired'],
  roles: ['SYS'],
  input: z.strictObject({}),
  step: (state, _input, { rules, today }) => {
    const next = expiryState(state, today, rules);
    if (next === null || next === state.state) return { findings: [notYet()] };
    return { patch: { state: next } };
  },
});

/** State the calendar puts a domain in use in: 待续费 from the first alert on, 已过期 after its last day; null = as it is. */
export function expiryState(
  state: DomainState,
  today: string,
  rules: RuleSet,
): 'expiring' | 'expired' | null {
  const { expiryDate } = state;
  if (!expiryDate || (state.state !== 'inUse' && state.state !== 'expiring')) return null;
  if (today > expiryDate) return 'expired';
  const first = Math.max(...expirySteps(rules).map((step) => step.value));
  return daysBetween(today, expiryDate) <= first ? 'expiring' : null;
}

function notYet(): Finding {
  return refuse('domain/not-expiring', 'X11', '', {
    zh: '尚未到提醒或到期日期',
    en: 'Neither the first alert nor the expiry has come',
  });
}

export function proofMissing(place: string, zh: string, en: string): Finding {
  return refuse('field/required', null, place, { zh: `请上传${zh}`, en: `Attach the proof of ${en}` });
}

/** Acts on the term of a domain (启用 → 待续费 → 启用/已过期). */
export const termActs = { renew, observe };
