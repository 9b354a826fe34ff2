import { addDays, addMonths, daysBetween, type LegalDay } from '../../calendar/legalDay.ts';
import { type Finding, needsReason, refuse } from '../finding.ts';
import type { Deadline, Limit } from '../rule.ts';
import {
  corePosts,
  type EmploymentType,
  employmentTypes,
  formalEmployment,
  type Post,
  posts,
} from '../terms.ts';

/** Late flag of a replacement (更换) filed less than the lead time before its effect (R122); lifted by a written reason. */
export function checkWeekAhead(given: {
  readonly filingDate: LegalDay;
  readonly effectiveDate: LegalDay;
  readonly lead: Limit;
}): readonly Finding[] {
  const days = daysBetween(given.filingDate, given.effectiveDate);
  if (days >= given.lead.value) return [];
  const earliest = addDays(given.filingDate, given.lead.value);
  return [
    needsReason('staff/late-filing', 'R122', 'effectiveDate', {
      zh: `更换人员须提前 ${given.lead.value} 天备案，现仅提前 ${days} 天；请将生效日期改为 ${earliest} 或以后，或写明迟报理由`,
      en: `A replacement is filed ${given.lead.value} days ahead, this one ${days}; take effect on ${earliest} or later, or give the reason for the late filing`,
    }),
  ];
}

/** Last day on which a replacement can be filed in time for its effect (R122). */
export function replacementFilingDeadline(given: {
  readonly effectiveDate: LegalDay;
  readonly lead: Limit;
}): Deadline {
  const due = addDays(given.effectiveDate, -given.lead.value);
  return {
    rule: 'R122',
    due,
    source: given.lead.source,
    settled: true,
    text: { zh: `更换人员最迟于 ${due} 备案`, en: `File the replacement by ${due}` },
  };
}

/** Core posts are held by formal staff only (R118): one finding per core post of a person who is not. */
export function checkCorePost(given: {
  readonly posts: readonly Post[];
  readonly employmentType: EmploymentType;
}): readonly Finding[] {
  if (formalEmployment.has(given.employmentType)) return [];
  const kind = employmentTypes[given.employmentType];
  return given.posts
    .filter((post) => corePosts.has(post))
    .map((post) =>
      refuse('staff/core-post-not-formal', 'R118', 'posts', {
        zh: `「${posts[post].zh}」属核心岗位，须由正式工作人员担任，不能由「${kind.zh}」人员担任；请更换人选或岗位`,
        en: `"${posts[post].en}" is a core post for formal staff, not for "${kind.en}"; choose another person or post`,
      }),
    );
}

/** A person of a service company never gets core rights (R119). */
export function checkCompanyCoreRights(given: {
  readonly ofCompany: boolean;
  /** Names of the core rights asked for. */
  readonly coreRights: readonly string[];
}): readonly Finding[] {
  if (!given.ofCompany || given.coreRights.length === 0) return [];
  const list = given.coreRights.join('、');
  return [
    refuse('staff/core-rights-outsourced', 'R119', 'rights', {
      zh: `核心安全管理和信息发布不得外包，服务公司人员不能具有：${list}；请从授权中去掉这些权限`,
      en: `Core security management and publishing are not outsourced; company staff cannot hold ${list}. Take these rights out`,
    }),
  ];
}

/** No account or right without an approved filing in force (R022, R121). */
export function checkFiled(given: {
  readonly filed: boolean;
  readonly effectiveDate: LegalDay | null;
  readonly validUntil: LegalDay | null;
  readonly today: LegalDay;
}): readonly Finding[] {
  const { effectiveDate, validUntil, today } = given;
  if (!given.filed || effectiveDate === null) {
    return [
      refuse('staff/not-filed', 'R022', 'person', {
        zh: '此人没有已批准的人员备案；请先完成备案，再办理账号和授权',
        en: 'This person has no approved filing; file the person first, then open accounts and grant rights',
      }),
    ];
  }
  const findings: Finding[] = [];
  if (today < effectiveDate) {
    findings.push(
      refuse('staff/filing-not-yet-effective', 'R121', 'person', {
        zh: `此人的备案自 ${effectiveDate} 起生效，现在还不能使用`,
        en: `This person's filing takes effect on ${effectiveDate} and cannot be used before`,
      }),
    );
  }
  if (validUntil !== null && today > validUntil) {
    findings.push(
      refuse('staff/filing-expired', 'R121', 'person', {
        zh: `此人的备案已于 ${validUntil} 到期；请重新备案`,
        en: `This person's filing ended on ${validUntil}; file the person again`,
      }),
    );
  }
  return findings;
}

/** Exactly one current security responsible person per site (R116). */
export function checkSecurityOfficer(given: { readonly current: readonly string[] }): readonly Finding[] {
  if (given.current.length === 1) return [];
  const none = given.current.length === 0;
  return [
    refuse(none ? 'site/no-security-officer' : 'site/many-security-officers', 'R116', 'securityOfficer', {
      zh: none
        ? '网站未确定安全责任人；请从已备案人员中确定一名'
        : `网站只能有一名现任安全责任人，现有 ${given.current.join('、')}；请只保留一名`,
      en: none
        ? 'The site has no security responsible person; name one from the filed staff'
        : `A site has one current security responsible person, not ${given.current.join(', ')}; keep one`,
    }),
  ];
}

/** No running of a site together with foreign or private bodies (R120). */
export function checkPartner(given: {
  readonly partner: 'none' | 'public' | 'private' | 'foreign';
}): readonly Finding[] {
  if (given.partner === 'none' || given.partner === 'public') return [];
  return [
    refuse('site/partner-not-allowed', 'R120', 'partner', {
      zh: `不得与${given.partner === 'foreign' ? '境外' : '民营'}机构合作共办政府网站；请取消合作`,
      en: `A government site is not run together with a ${given.partner} body; end the cooperation`,
    }),
  ];
}

/** The last training is not older than the cycle (R117); without one, or with an older one, rights are not given. */
export function checkTraining(given: {
  readonly lastTraining: LegalDay | null;
  readonly today: LegalDay;
  readonly cycle: Limit;
}): readonly Finding[] {
  const { lastTraining, today, cycle } = given;
  if (lastTraining !== null && lastTraining <= today && addMonths(lastTraining, cycle.value) >= today)
    return [];
  const last =
    lastTraining === null
      ? { zh: '没有培训记录', en: 'none is on file' }
      : { zh: `最近一次为 ${lastTraining}`, en: `the last was on ${lastTraining}` };
  return [
    refuse('staff/training-overdue', 'R117', 'training', {
      zh: `授权前 ${cycle.value} 个月内须有安全培训，${last.zh}；请先培训并登记`,
      en: `A training within ${cycle.value} months is needed before a grant; ${last.en}. Train and record it first`,
    }),
  ];
}

/** Last day on which the next training keeps the person's rights in force (R117). */
export function trainingDeadline(given: {
  readonly lastTraining: LegalDay;
  readonly cycle: Limit;
}): Deadline {
  const due = addMonths(given.lastTraining, given.cycle.value);
  return {
    rule: 'R117',
    due,
    source: given.cycle.source,
    settled: true,
    text: { zh: `最迟于 ${due} 再次培训`, en: `Train again by ${due}` },
  };
}

/** Day by which all access of a leaver has ended (X15); with the standing limit, the day of leaving itself. */
export function leaverDeadline(given: { readonly leavingDate: LegalDay; readonly end: Limit }): Deadline {
  const due = addDays(given.leavingDate, given.end.value);
  return {
    rule: 'X15',
    due,
    source: given.end.source,
    settled: true,
    text: { zh: `离岗人员的全部访问权限最迟于 ${due} 终止`, en: `End all access of the leaver by ${due}` },
  };
}

/** What a leaver hands over (X15): one finding per missing part. */
export function checkHandover(given: {
  readonly accessEnded: boolean;
  readonly tokenReturned: boolean;
  readonly secrecyPromise: boolean;
}): readonly Finding[] {
  const parts = [
    { done: given.accessEnded, code: 'access-not-ended', zh: '访问权限尚未终止', en: 'access has not ended' },
    {
      done: given.tokenReturned,
      code: 'token-not-returned',
      zh: '证书介质（UKey）尚未收回',
      en: 'the token has not been returned',
    },
    {
      done: given.secrecyPromise,
      code: 'no-secrecy-promise',
      zh: '尚未签署离岗保密承诺',
      en: 'the secrecy promise has not been signed',
    },
  ];
  return parts
    .filter((part) => !part.done)
    .map((part) =>
      refuse(`staff/${part.code}`, 'X15', 'handover', {
        zh: `离岗交接未完成：${part.zh}`,
        en: `The handover is not complete: ${part.en}`,
      }),
    );
}
