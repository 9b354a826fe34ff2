import * as z from 'zod';
import { checkOldDomain } from '../../../rules/checks/oldDomains.ts';
import { refuse, type Finding } from '../../../rules/finding.ts';
import { checkFields } from '../../fields.ts';
import { checkOwnUnit } from '../../guards.ts';
import { actsOf } from '../../object.ts';
import { patchOf } from '../../patchOf.ts';
import { domainFields } from '../fields.ts';
import { notFuture, readable } from '../rules.ts';
import type { DomainFacts, DomainState } from '../state.ts';
import { proofMissing } from './term.ts';

const act = actsOf<DomainState, DomainFacts>();

const disposalFields = domainFields.pick({
  oldDomainPlan: true,
  oldDomainIcp: true,
  transitionEnd: true,
  deregistrationProof: true,
});

const disposeOld = act({
  label: { zh: '处置原域名', en: 'dispose of the original domain' },
  from: ['inUse', 'changing', 'expiring'],
  to: 'same',
  roles: ['U', 'C1'],
  input: disposalFields,
  step: (state, input, { actor, reason, today }) => {
    const { data, findings } = checkFields(disposalFields, input, false);
    const plan = data.oldDomainPlan ?? state.oldDomainPlan ?? null;
    const domain = readable(state.oldDomain ?? '');
    const oldDomainReason = plan === 'keep' ? (reason ?? state.oldDomainReason ?? '') : '';
    const left = checkOldDomain({
      domain,
      plan,
      deregistrationProof: Boolean((data.deregistrationProof ?? state.deregistrationProof)?.length),
      reason: oldDomainReason,
      icpNumber: data.oldDomainIcp ?? state.oldDomainIcp ?? '',
      transitionEnd: data.transitionEnd ?? state.transitionEnd ?? null,
      today,
    });
    return {
      findings: [
        ...checkOwnUnit(actor, state.unit, 'unit'),
        ...(state.oldDomain ? [] : [noOldDomain()]),
        ...(data.oldDomainPlan || state.oldDomainPlan ? [] : [planMissing()]),
        ...findings,
        ...left.map(renamed),
      ],
      patch: { ...patchOf(data), oldDomainReason: oldDomainReason === '' ? null : oldDomainReason },
    };
  },
});

/** The rule speaks of the kept record's own number; here it stands beside the new domain. */
function renamed(found: Finding): Finding {
  return found.place === 'icpNumber' ? { ...found, place: 'oldDomainIcp' } : found;
}

function noOldDomain(): Finding {
  return refuse('domain/no-old-domain', 'R016', 'oldDomain', {
    zh: '该域名没有登记原域名,无需处置',
    en: 'No original domain is on record, so there is nothing to dispose of',
  });
}

function planMissing(): Finding {
  return refuse('field/required', 'R016', 'oldDomainPlan', {
    zh: '请选择注销或保留原域名',
    en: 'Choose whether the original domain is deregistered or kept',
  });
}

const keepTransitional = act({
  label: { zh: '过渡保留', en: 'keep for a transition' },
  from: ['inUse', 'expiring'],
  to: 'transitional',
  roles: ['C1'],
  approve: ['C2'],
  reasonRequired: true,
  input: z.strictObject({ transitionEnd: z.iso.date(), icpNumber: domainFields.shape.icpNumber }),
  step: (state, input, { reason, today }) => {
    const { data, findings } = checkFields(domainFields, input, false);
    const kept = checkOldDomain({
      domain: readable(state.domain ?? ''),
      plan: 'keep',
      deregistrationProof: false,
      reason: reason ?? '',
      icpNumber: data.icpNumber ?? state.icpNumber ?? '',
      transitionEnd: input.transitionEnd,
      today,
    });
    return {
      findings: [...findings, ...kept, ...primaryBars(state), ...endsAhead(input.transitionEnd, today)],
      patch: { ...patchOf(data), kind: 'legacy', keptReason: reason },
      stamps: { keptOn: 'day' },
    };
  },
});

function primaryBars(state: DomainState): readonly Finding[] {
  if (state.isPrimary !== true) return [];
  return [
    refuse('domain/primary-in-transition', 'R068', 'isPrimary', {
      zh: '主域名不能转为过渡保留;请先启用新的主域名',
      en: 'The primary domain cannot be kept for a transition; put the new primary one in use first',
    }),
  ];
}

function endsAhead(end: string, today: string): readonly Finding[] {
  if (end > today) return [];
  return [
    refuse('domain/transition-already-over', 'R068', 'transitionEnd', {
      zh: `过渡截止日期 ${end} 须晚于今天`,
      en: `The end of the transition ${end} has to lie ahead`,
    }),
  ];
}

const planDeregister = act({
  label: { zh: '申请注销', en: 'plan the deregistration' },
  from: ['registered', 'filed', 'inUse', 'expiring', 'expired', 'transitional'],
  to: 'deregistering',
  roles: ['U', 'C1'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (state, _input, { actor, facts, reason }) => ({
    findings: [...checkOwnUnit(actor, state.unit, 'unit'), ...siteStillOnline(state, facts)],
    patch: { stateBefore: state.state, endReason: reason },
    stamps: { deregistrationAskedOn: 'day' },
  }),
});

/** The primary domain goes with its site or after a new one has taken its place (R069; domain.md 3.3). */
function siteStillOnline(state: DomainState, facts: DomainFacts): readonly Finding[] {
  if (state.isPrimary !== true || !facts.site?.online) return [];
  return [
    refuse('domain/primary-of-online-site', 'R069', 'isPrimary', {
      zh: `「${readable(state.domain ?? '')}」是在线网站「${facts.site.name}」的主域名;请先办理网站下线或启用新的主域名`,
      en: `${readable(state.domain ?? '')} is the primary domain of the online site ${facts.site.name}; take the site offline or put a new primary domain in use first`,
    }),
  ];
}

const cancelDeregister = act({
  label: { zh: '取消注销', en: 'cancel the deregistration' },
  from: ['deregistering'],
  to: ['registered', 'filed', 'inUse', 'expiring', 'expired', 'transitional'],
  roles: ['C1'],
  reasonRequired: true,
  input: z.strictObject({}),
  step: (state) => ({
    patch: { state: state.stateBefore ?? 'registered', stateBefore: null, endReason: null },
  }),
});

const deregister = act({
  label: { zh: '注销', en: 'deregister' },
  from: ['deregistering'],
  to: 'deregistered',
  roles: ['C1'],
  approve: ['C2'],
  input: z.strictObject({
    deregistrationProof: domainFields.shape.deregistrationProof,
    deregisteredOn: z.iso.date(),
    /** The record is gone from the zone, so that nobody can take the address over. */
    dnsRemoved: z.boolean(),
  }),
  step: (_state, input, { today }) => ({
    findings: [
      ...(input.deregistrationProof?.length
        ? []
        : [proofMissing('deregistrationProof', '注销证明', 'deregistration')]),
      ...notFuture(input.deregisteredOn, 'deregisteredOn', today),
      ...(input.dnsRemoved ? [] : [recordStays()]),
    ],
    patch: {
      ...patchOf({ deregistrationProof: input.deregistrationProof }),
      deregisteredOn: input.deregisteredOn,
      isPrimary: false,
      stateBefore: null,
    },
  }),
});

function recordStays(): Finding {
  return refuse('domain/record-not-removed', 'R017', 'dnsRemoved', {
    zh: '解析记录尚未删除;请先删除解析记录,再办理注销',
    en: 'The resolution record is still there; remove it before the deregistration',
  });
}

/** Acts on original and ended domains (过渡保留, 待注销 → 已注销; R016-R018, R068). */
export const endActs = { disposeOld, keepTransitional, planDeregister, cancelDeregister, deregister };
