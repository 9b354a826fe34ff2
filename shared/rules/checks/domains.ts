import { addYears, type LegalDay } from '../../calendar/legalDay.ts';
import { type Finding, needsReason, refuse, warn } from '../finding.ts';
import type { Limit } from '../rule.ts';
import type { UnitType } from '../terms.ts';

/** A valid domain of one site. */
interface SiteDomain {
  readonly domain: string;
  readonly script: 'english' | 'chinese';
  readonly primary: boolean;
  readonly transition: boolean;
}

/** Exactly one primary domain (R069); no second English one but in transition (R068); one Chinese one (X02). */
export function checkPrimaryDomain(given: { readonly domains: readonly SiteDomain[] }): readonly Finding[] {
  if (given.domains.length === 0) return [];
  const findings: Finding[] = [];
  const primary = given.domains.filter((item) => item.primary);
  if (primary.length !== 1) {
    findings.push(
      refuse('domain/primary', 'R069', 'isPrimary', {
        zh: `网站须明确一个主域名，现有 ${primary.length} 个`,
        en: `A site names one primary domain, not ${primary.length}`,
      }),
    );
  }
  if (primary.some((item) => item.transition)) {
    findings.push(
      refuse('domain/primary-in-transition', 'R068', 'isPrimary', {
        zh: '过渡保留的域名不能作为主域名',
        en: 'A domain kept for a transition cannot be the primary one',
      }),
    );
  }
  const standing = given.domains.filter((item) => !item.transition);
  const english = standing.filter((item) => item.script === 'english');
  if (english.length > 1) findings.push(several('R068', '英文', 'English', english));
  const chinese = standing.filter((item) => item.script === 'chinese');
  if (chinese.length > 1) findings.push(several('X02', '中文', 'Chinese', chinese));
  return findings;
}

function several(rule: string, zh: string, en: string, domains: readonly SiteDomain[]): Finding {
  const list = domains.map((item) => item.domain);
  return refuse('domain/several', rule, 'domain', {
    zh: `一个网站只用一个${zh}域名，现有 ${list.join('、')}；其余请注销或设为过渡保留并填写截止日期`,
    en: `A site uses one ${en} domain; it has ${list.join(', ')}. Deregister the others or keep them for a transition with an end day`,
  });
}

/** The regional portal's domain is reserved (R066); portals in Xinjiang have the form www.xj....gov.cn, or a Chinese domain beside it (R067). */
export function checkPortalDomainShape(given: {
  readonly domain: string;
  readonly portal: boolean;
  readonly regionalPortal: boolean;
  /** Does the rule set of the area contain R067. */
  readonly xinjiang: boolean;
}): readonly Finding[] {
  if (!given.xinjiang || given.regionalPortal) return [];
  if (/^(?:www\.)?xinjiang\.gov\.cn$/u.test(given.domain)) {
    return [
      refuse('domain/reserved', 'R066', 'domain', {
        zh: 'www.xinjiang.gov.cn 为自治区政府门户网站专用域名；请改用其他域名',
        en: 'www.xinjiang.gov.cn is reserved for the regional portal; use another domain',
      }),
    ];
  }
  const chinese = given.domain.endsWith('.政务');
  if (!given.portal || chinese || /^www\.xj[a-z]{1,20}\.gov\.cn$/u.test(given.domain)) return [];
  return [
    refuse('domain/portal-shape', 'R067', 'domain', {
      zh: `门户网站域名应为 www.xj□□□.gov.cn（□□□为地名英文或拼音缩写），「${given.domain}」不符`,
      en: `A portal domain has the form www.xj....gov.cn (English name or pinyin initials); "${given.domain}" has not`,
    }),
  ];
}

/**
 * Suffix by kind of unit (X02, R068): bodies of the party and the state .gov.cn or .政务; public institutions .cn or .公益.
 * An institution with administrative functions may keep .gov.cn for a reason.
 */
export function checkDomainSuffix(given: {
  /** Lower case, Chinese labels as they are read. */
  readonly domain: string;
  readonly unitType: UnitType;
  readonly hasAdminFunction: boolean;
}): readonly Finding[] {
  const { domain, unitType } = given;
  const government = /\.(?:gov\.cn|政务)$/u.test(domain);
  if (unitType === 'company') {
    if (!government) return [];
    return [
      refuse('domain/suffix-company', 'X02', 'domain', {
        zh: `企业不得使用 .gov.cn 或 .政务 域名（${domain}）`,
        en: `A company does not use .gov.cn or .政务 (${domain})`,
      }),
    ];
  }
  if (unitType !== 'institution') {
    if (government) return [];
    return [
      refuse('domain/suffix-organ', 'X02', 'domain', {
        zh: `党政机关网站域名须以 .gov.cn 或 .政务 为后缀，「${domain}」不符`,
        en: `Domains of party and state bodies end in .gov.cn or .政务; "${domain}" does not`,
      }),
    ];
  }
  return institutionSuffix(domain, government, given.hasAdminFunction);
}

function institutionSuffix(
  domain: string,
  government: boolean,
  hasAdminFunction: boolean,
): readonly Finding[] {
  if (government && hasAdminFunction) {
    return [
      needsReason('domain/suffix-institution-admin', 'X02', 'domain', {
        zh: `事业单位应使用 .cn 或 .公益；承担行政职能而使用「${domain}」的，请写明理由`,
        en: `Public institutions use .cn or .公益; give the reason for "${domain}" by administrative functions`,
      }),
    ];
  }
  if (!government && /\.(?:cn|公益)$/u.test(domain)) return [];
  return [
    refuse('domain/suffix-institution', 'X02', 'domain', {
      zh: `事业单位网站域名须以 .cn 或 .公益 为后缀，「${domain}」不符`,
      en: `Domains of public institutions end in .cn or .公益; "${domain}" does not`,
    }),
  ];
}

/** A new domain for a column, channel or system needs a reason; a path of the site's domain is normal (X17). */
export function checkDomainForColumn(given: {
  readonly purpose: 'site' | 'column' | 'channel' | 'system';
  readonly primaryDomain: string;
}): readonly Finding[] {
  if (given.purpose === 'site') return [];
  return [
    needsReason('domain/for-column', 'X17', 'domain', {
      zh: `栏目、频道、业务系统一般使用主域名下的路径（${given.primaryDomain}/…）；另设域名请写明理由`,
      en: `Columns, channels and systems use a path of the primary domain (${given.primaryDomain}/...); give the reason for a domain`,
    }),
  ];
}

/** Registration data (X11): term, contact in service of the unit, registrant as on the seal. */
export function checkRegistration(given: {
  readonly regDate: LegalDay;
  readonly expiryDate: LegalDay;
  readonly contactInService: boolean;
  readonly registrant: string;
  readonly sealName: string;
  readonly term: Limit;
}): readonly Finding[] {
  const findings: Finding[] = [];
  if (given.expiryDate <= given.regDate) {
    findings.push(
      refuse('domain/expiry-before-registration', 'X11', 'expiryDate', {
        zh: `到期日期 ${given.expiryDate} 应晚于注册日期 ${given.regDate}`,
        en: `The expiry ${given.expiryDate} comes after the registration ${given.regDate}`,
      }),
    );
  }
  const latest = addYears(given.regDate, given.term.value);
  if (given.expiryDate > latest) {
    findings.push(
      refuse('domain/term-too-long', 'X11', 'expiryDate', {
        zh: `注册年限不超过 ${given.term.value} 年，到期日期最晚为 ${latest}；续费多次的请填写最近一次注册或续费日期`,
        en: `A term is at most ${given.term.value} years, so it ends by ${latest}; after renewals give the latest registration or renewal day`,
      }),
    );
  }
  if (!given.contactInService) {
    findings.push(
      refuse('domain/contact-not-in-service', 'X11', 'contactName', {
        zh: '域名联系人须为本单位在职人员；请更换联系人',
        en: 'The domain contact is in-service staff of the unit; change the contact',
      }),
    );
  }
  if (plainName(given.registrant) !== plainName(given.sealName)) {
    findings.push(
      refuse('domain/registrant-differs', 'X11', 'registrant', {
        zh: `注册者「${given.registrant}」与公章名称「${given.sealName}」不一致`,
        en: `The registrant "${given.registrant}" differs from the name on the seal "${given.sealName}"`,
      }),
    );
  }
  return findings;
}

/** Names are compared without spaces and in one width; a full-width bracket is the same bracket. */
function plainName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, '');
}

/** A change of holder needs the consent of the supervising unit (X16); domains are not transferred to others (X02). */
export function checkHolderChange(given: {
  readonly supervisorConsent: boolean;
  readonly newHolderType: UnitType;
}): readonly Finding[] {
  const findings: Finding[] = [];
  if (!given.supervisorConsent) {
    findings.push(
      refuse('domain/holder-change-without-consent', 'X16', 'consent', {
        zh: '域名持有者变更须经主管单位同意；请上传同意文件',
        en: 'A change of holder needs the consent of the supervising unit; upload it',
      }),
    );
  }
  if (given.newHolderType === 'company') {
    findings.push(
      refuse('domain/transferred', 'X02', 'holder', {
        zh: '政府网站域名不得转让给企业',
        en: 'A government domain is not transferred to a company',
      }),
    );
  }
  return findings;
}

/** Which other units and sites fall when an address is shut (R020): shown before every change of the address. */
export function checkSharedAddress(given: {
  readonly address: string;
  readonly unit: string;
  readonly users: readonly { readonly unit: string; readonly site: string }[];
}): readonly Finding[] {
  const others = given.users.filter((user) => user.unit !== given.unit);
  if (others.length === 0) return [];
  const list = others.map((user) => `${user.site}(${user.unit})`).join('、');
  return [
    warn('ip/shared', 'R020', 'address', {
      zh: `${given.address} 由 ${others.length} 个其他单位的网站共用，一旦关停将同时无法访问：${list}`,
      en: `${given.address} is shared with ${others.length} sites of other units that would fall with it: ${list}`,
    }),
  ];
}
