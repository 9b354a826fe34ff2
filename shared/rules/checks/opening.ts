import { addYears, type LegalDay } from '../../calendar/legalDay.ts';
import type { Text } from '../../text.ts';
import { type Finding, needsReason, refuse, warn } from '../finding.ts';
import type { Limit } from '../rule.ts';
import { type SiteFunction, siteFunctions } from '../terms.ts';

/** Only the center creates a cluster site or a sub-domain of the city zone (R001). */
export function checkCenterOnly(given: {
  readonly byCenter: boolean;
  readonly what: 'cluster-site' | 'sub-domain';
}): readonly Finding[] {
  if (given.byCenter) return [];
  const site = given.what === 'cluster-site';
  return [
    refuse('site/center-only', 'R001', '', {
      zh: `${site ? '网站群站点' : '二级域名'}只能由市电子政务中心建立；请提交申请`,
      en: `Only the center creates a ${site ? 'site of the cluster' : 'second-level domain'}; apply for it`,
    }),
  ];
}

/** Form 4 before a separate site of an internal or subordinate body (R039): one finding per missing part. */
export function checkSeparateSiteForm(given: {
  readonly form4: boolean;
  readonly censusCommitment: boolean;
  readonly approvalNo: string;
}): readonly Finding[] {
  const parts = [
    { done: given.form4, place: 'form4', zh: '单独建站申请表', en: 'the application for a separate site' },
    {
      done: given.censusCommitment,
      place: 'censusCommitment',
      zh: '达到普查标准的承诺',
      en: 'the census-standard commitment',
    },
    {
      done: given.approvalNo.trim() !== '',
      place: 'approvalNo',
      zh: '批准文号',
      en: 'the number of the approval',
    },
  ];
  return parts
    .filter((part) => !part.done)
    .map((part) =>
      refuse('site/separate-site-form', 'R039', part.place, {
        zh: `单独建站缺少：${part.zh}；请补齐`,
        en: `For a separate site ${part.en} is missing; supply it`,
      }),
    );
}

/** Events and special work get columns, not sites (R058). */
export function checkSitePurpose(given: {
  readonly purpose: 'general' | 'event' | 'campaign';
}): readonly Finding[] {
  if (given.purpose === 'general') return [];
  return [
    refuse('site/purpose-is-a-column', 'R058', 'purpose', {
      zh: '活动、专项工作不单独开设网站；请在现有网站开设专栏',
      en: 'Events and special work get no site of their own; open a column on an existing site',
    }),
  ];
}

/**
 * How many independent sites a unit has (R055) and a party or government body's one portal (X01).
 * X01 is hard; for other bodies a recorded exception passes and else a reason is needed.
 */
export function checkOneSite(given: {
  /** Other active independent sites of the unit. */
  readonly otherSites: readonly string[];
  readonly partyOrGovernment: boolean;
  readonly exceptionRecorded: boolean;
  readonly sites: Limit;
}): readonly Finding[] {
  if (given.otherSites.length < given.sites.value) return [];
  const list = given.otherSites.join('、');
  if (given.partyOrGovernment) {
    return [
      refuse('site/second-portal', 'X01', 'host', {
        zh: `党政机关最多开设 ${given.sites.value} 个门户网站，该单位已有：${list}；请改用子站、频道或栏目`,
        en: `A party or government body opens at most ${given.sites.value} portal; it has ${list}. Use a sub-site, channel or column`,
      }),
    ];
  }
  if (given.exceptionRecorded) return [];
  return [
    needsReason('site/second-site', 'R055', 'host', {
      zh: `一个单位原则上只开设 ${given.sites.value} 个网站，该单位已有：${list}；请写明理由`,
      en: `A unit opens only ${given.sites.value} site in principle; it has ${list}. Give the reason`,
    }),
  ];
}

/** A body that closed its site normally waits a year before it reapplies (X12). */
export function checkReopening(given: {
  readonly closedOn: LegalDay | null;
  readonly applyDate: LegalDay;
  readonly wait: Limit;
}): readonly Finding[] {
  if (given.closedOn === null) return [];
  const earliest = addYears(given.closedOn, given.wait.value);
  if (given.applyDate >= earliest) return [];
  return [
    needsReason('site/reopened-too-soon', 'X12', 'applyDate', {
      zh: `该单位网站于 ${given.closedOn} 关停，一般须到 ${earliest} 方可再次申请；请写明特殊理由`,
      en: `This unit's site was closed on ${given.closedOn}; it normally reapplies from ${earliest}. Give the special reason`,
    }),
  ];
}

/** The site name contains the name of its area or body (R065). */
export function checkSiteName(given: {
  readonly siteName: string;
  readonly unitName: string;
  readonly unitShortName: string;
  readonly areaName: string;
}): readonly Finding[] {
  const names = [given.unitName, given.unitShortName, given.areaName].filter((name) => name !== '');
  if (names.some((name) => given.siteName.includes(name))) return [];
  return [
    refuse('site/name-without-unit', 'R065', 'name', {
      zh: `网站名称应包含地区或单位名称（如「${given.unitName}」）；请修改名称`,
      en: `The site name contains the name of the area or body (such as "${given.unitName}"); change it`,
    }),
  ];
}

/** A slogan is normally not set; one without a reason is worth a word (R070). */
export function checkSlogan(given: { readonly slogan: string; readonly reason: string }): readonly Finding[] {
  if (given.slogan.trim() === '' || given.reason.trim() !== '') return [];
  return [
    warn('site/slogan-without-reason', 'R070', 'slogan', {
      zh: '网站一般不设宣传语；如需保留请写明理由',
      en: 'A site normally carries no slogan; give a reason to keep it',
    }),
  ];
}

/** The basic functions a site does not offer (R046). */
export function checkFunctions(given: { readonly offered: readonly SiteFunction[] }): readonly Finding[] {
  const names: readonly (readonly [string, Text])[] = Object.entries(siteFunctions);
  const offered: ReadonlySet<string> = new Set(given.offered);
  return names
    .filter(([key]) => !offered.has(key))
    .map(([, text]) =>
      warn('site/function-missing', 'R046', 'functions', {
        zh: `网站未登记「${text.zh}」功能；如已提供请登记`,
        en: `The site does not declare "${text.en}"; declare it if it is offered`,
      }),
    );
}

/** Result of the re-review by the staffing office (R015): a body that failed has its domains cleaned up. */
export function checkRecheck(given: {
  readonly result: 'passed' | 'failed' | null;
  readonly activeDomains: readonly string[];
}): readonly Finding[] {
  if (given.result !== 'failed' || given.activeDomains.length === 0) return [];
  return [
    warn('site/recheck-failed', 'R015', 'recheckResult', {
      zh: `资格复核未通过，以下域名待编办统一清理：${given.activeDomains.join('、')}`,
      en: `The re-review failed; these domains await clean-up by the staffing office: ${given.activeDomains.join(', ')}`,
    }),
  ];
}
