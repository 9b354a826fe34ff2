import type { LegalDay } from '../../calendar/legalDay.ts';
import { type Finding, refuse, warn } from '../finding.ts';
import { remind } from './remind.ts';

/** What becomes of an original domain once the new one is in use (原域名处置). */
export interface OldDomain {
  readonly domain: string;
  readonly plan: 'deregister' | 'keep' | null;
  readonly deregistrationProof: boolean;
  readonly reason: string;
  readonly icpNumber: string;
  readonly transitionEnd: LegalDay | null;
}

/**
 * An original domain gets a disposition (R016); one not kept stays open until the proof is attached (R017);
 * one kept needs a reason and an ICP number (R018) and an end of the transition (R068).
 */
export function checkOldDomain(given: OldDomain & { readonly today: LegalDay }): readonly Finding[] {
  const { domain } = given;
  if (given.plan === null) {
    return [
      remind('domain/old-undecided', 'R016', 'oldDomainPlan', {
        zh: `新域名已启用，原域名 ${domain} 尚未处置；请选择注销或保留`,
        en: `The new domain is in use; decide on the original ${domain}: deregister or keep`,
      }),
    ];
  }
  if (given.plan === 'deregister') {
    if (given.deregistrationProof) return [];
    return [
      remind('domain/old-not-deregistered', 'R017', 'deregistrationProof', {
        zh: `原域名 ${domain} 待注销；请注销后上传证明`,
        en: `The original ${domain} is to be deregistered; upload the proof afterwards`,
      }),
    ];
  }
  return [
    ...keptWithoutCause(given),
    ...checkTransitionEnd({ domain, end: given.transitionEnd, today: given.today }),
  ];
}

function keptWithoutCause(given: OldDomain): readonly Finding[] {
  const findings: Finding[] = [];
  if (given.reason.trim() === '') {
    findings.push(
      refuse('domain/old-kept-without-reason', 'R018', 'reason', {
        zh: `保留原域名 ${given.domain} 须写明特殊需要`,
        en: `Keeping the original ${given.domain} needs the special need in writing`,
      }),
    );
  }
  if (given.icpNumber.trim() === '') {
    findings.push(
      refuse('domain/old-kept-without-icp', 'R018', 'icpNumber', {
        zh: `保留的原域名 ${given.domain} 须按工信部规定备案；请填写ICP备案号`,
        en: `The kept domain ${given.domain} is filed under the ministry rules; enter its ICP number`,
      }),
    );
  }
  return findings;
}

/**
 * A domain kept for a transition has an end day (R068), and is gone after it.
 * @public the catalogue names it as the check of R068
 */
export function checkTransitionEnd(given: {
  readonly domain: string;
  readonly end: LegalDay | null;
  readonly today: LegalDay;
}): readonly Finding[] {
  if (given.end === null) {
    return [
      refuse('domain/transition-without-end', 'R068', 'transitionEnd', {
        zh: `过渡保留的域名 ${given.domain} 须填写过渡截止日期`,
        en: `The domain ${given.domain}, kept for a transition, needs its end day`,
      }),
    ];
  }
  if (given.today <= given.end) return [];
  return [
    warn('domain/transition-over', 'R068', 'transitionEnd', {
      zh: `域名 ${given.domain} 的过渡期已于 ${given.end} 结束；请注销`,
      en: `The transition of ${given.domain} ended on ${given.end}; deregister it`,
    }),
  ];
}
