import { addMonths, type LegalDay } from '../../calendar/legalDay.ts';
import { type Finding, refuse } from '../finding.ts';
import type { Deadline, Limit } from '../rule.ts';
import { type RightClass, rightClasses } from '../terms.ts';

/** A grant needs a written reason (按需授权, R023). */
export function checkGrantReason(given: { readonly reason: string }): readonly Finding[] {
  if (given.reason.trim() !== '') return [];
  return [
    refuse('grant/no-reason', 'R023', 'reason', {
      zh: '授权须写明理由；请填写工作需要和依据',
      en: 'A grant needs a reason; state the need and its basis',
    }),
  ];
}

/** Day by which the rights of an account are reviewed again (跟踪管理, R023). */
export function accessReviewDeadline(given: {
  readonly lastReview: LegalDay;
  readonly review: Limit;
}): Deadline {
  const due = addMonths(given.lastReview, given.review.value);
  return {
    rule: 'R023',
    due,
    source: given.review.source,
    settled: true,
    text: { zh: `最迟于 ${due} 复查权限`, en: `Review the rights by ${due}` },
  };
}

/** Only the center's permission managers act (R024); on a district's own accounts only the district's (R042). */
export function checkPermissionManager(given: {
  readonly isPermissionManager: boolean;
  readonly managerTenant: string;
  readonly accountTenant: string;
}): readonly Finding[] {
  const findings: Finding[] = [];
  if (!given.isPermissionManager) {
    findings.push(
      refuse('grant/not-permission-manager', 'R024', '', {
        zh: '析权、授权、调整、暂停、启用、注销只能由权限管理员办理',
        en: 'Only permission managers analyse, grant, adjust, suspend, enable and revoke',
      }),
    );
  }
  if (given.managerTenant !== given.accountTenant) {
    findings.push(
      refuse('grant/other-tenant', 'R042', 'account', {
        zh: `该账号属 ${given.accountTenant} 自行管理，${given.managerTenant} 的权限管理员不能办理；请由其本级办理`,
        en: `This account is managed by ${given.accountTenant} itself, not by ${given.managerTenant}; let that area act`,
      }),
    );
  }
  return findings;
}

/** Rights end no later than the filing (R022) and the certificate (R131) they rest on. */
export function checkGrantTerm(given: {
  readonly validFrom: LegalDay;
  readonly validTo: LegalDay;
  readonly filingValidUntil: LegalDay;
  readonly certificateExpiry: LegalDay | null;
}): readonly Finding[] {
  const findings: Finding[] = [];
  if (given.validTo < given.validFrom) {
    findings.push(
      refuse('grant/ends-before-start', null, 'validTo', {
        zh: `截止日期 ${given.validTo} 早于起始日期 ${given.validFrom}`,
        en: `The term ends on ${given.validTo}, before it starts on ${given.validFrom}`,
      }),
    );
  }
  if (given.validTo > given.filingValidUntil) {
    findings.push(
      refuse('grant/beyond-filing', 'R022', 'validTo', {
        zh: `授权不能超过备案有效期 ${given.filingValidUntil}；请提前截止日期或先续办备案`,
        en: `A grant ends no later than the filing on ${given.filingValidUntil}; shorten it or renew the filing first`,
      }),
    );
  }
  if (given.certificateExpiry !== null && given.validTo > given.certificateExpiry) {
    findings.push(
      refuse('grant/beyond-certificate', 'R131', 'validTo', {
        zh: `授权不能超过证书到期日 ${given.certificateExpiry}；请提前截止日期或先更换证书`,
        en: `A grant ends no later than the certificate on ${given.certificateExpiry}; shorten it or renew the certificate first`,
      }),
    );
  }
  return findings;
}

const separated = ['sysadmin', 'editor', 'auditor'] as const satisfies readonly RightClass[];

/** No two of system administration, editing, auditing for one person on one site (R134): one finding per site. */
export function checkSeparation(given: {
  /** Every class of rights one person holds or asks for, by site. */
  readonly rights: readonly { readonly site: string; readonly rightClass: RightClass }[];
}): readonly Finding[] {
  return [...Map.groupBy(given.rights, (right) => right.site)].flatMap(([site, rights]) => {
    const held = new Set(rights.map((right) => right.rightClass));
    const clash = separated.filter((name) => held.has(name));
    if (clash.length < 2) return [];
    const names = clash.map((name) => rightClasses[name]);
    return [
      refuse('grant/separated-rights', 'R134', 'rights', {
        zh: `同一人在「${site}」不能同时具有${names.map((name) => name.zh).join('、')}权限；请由不同人员承担`,
        en: `One person cannot hold ${names.map((name) => name.en).join(' and ')} on ${site}; give them to different people`,
      }),
    ];
  });
}
