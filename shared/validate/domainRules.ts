import { checkDomainSuffix, checkPortalDomainShape } from '../rules/checks/domains.ts';
import { needsReason, refuse, warn, type Finding } from '../rules/finding.ts';
import type { UnitType } from '../rules/terms.ts';
import type { Text } from '../text.ts';
import type { DomainName } from './domainName.ts';

/** What is known of the domain's use; what is absent is not looked at. */
export interface DomainOptions {
  /** Unit that holds it, which decides the suffix (X02); without it any government suffix passes. */
  readonly holder?: { readonly unitType: UnitType; readonly hasAdminFunction: boolean };
  /** The area's rule set holds the Xinjiang naming rules (R066, R067). */
  readonly xinjiang?: boolean;
  /** The site is the portal (政府门户网站) of its area. */
  readonly portal?: boolean;
  /** The holder is the autonomous region itself, whose name is reserved (R066). */
  readonly regionalPortal?: boolean;
  /** A kept old domain (过渡): a name that is not allowed any more passes with a reason (R018, R068). */
  readonly transition?: boolean;
}

const SITE_SUFFIXES = ['gov.cn', '政务', '公益'];

/** Findings of the naming rules (X02, R066, R067) on a well-formed name, placed at `place`. */
export function namingFindings(
  domain: DomainName,
  place: string,
  options: DomainOptions,
): readonly Finding[] {
  const { holder, xinjiang = false, portal = false, regionalPortal = false } = options;
  const suffix = holder
    ? checkDomainSuffix({ domain: domain.unicode, ...holder })
    : SITE_SUFFIXES.includes(domain.suffix)
      ? []
      : [refuse('domain/suffix', 'X02', place, suffixText(domain))];
  const shape =
    domain.chinese && portal
      ? []
      : checkPortalDomainShape({ domain: domain.ascii, portal, regionalPortal, xinjiang });
  const ruled = [...suffix, ...shape].map((found) => ({ ...found, place }));
  return [...(options.transition ? ruled.map(withReason) : ruled), ...nameFindings(domain, place)];
}

/** In a transition a wrong name may stay for a reason; a reserved one never. */
function withReason(found: Finding): Finding {
  if (found.severity !== 'refuse' || found.code === 'domain/reserved') return found;
  return needsReason(found.code, found.rule, found.place, found.text);
}

function suffixText(domain: DomainName): Text {
  const inside = /(?:gov\.cn|政务)\./u.test(domain.unicode);
  return {
    zh: `域名以 .${domain.suffix} 结尾${inside ? '（gov.cn 或 政务 只出现在中间，可能是仿冒）' : ''}；政府网站域名应以 .gov.cn 或 .政务 结尾`,
    en: `The name ends in .${domain.suffix}${inside ? ' (gov.cn or 政务 stands in the middle only, it may be an imitation)' : ''}; a government site's ends in .gov.cn or .政务`,
  };
}

function nameFindings(domain: DomainName, place: string): readonly Finding[] {
  if (domain.labels.length === 0) {
    return [
      refuse('domain/no-name', null, place, {
        zh: `“${domain.unicode}”只有后缀，没有单位自己的名称；应如 www.changzhou.gov.cn`,
        en: `"${domain.unicode}" is a suffix without a name of its own; it looks like www.changzhou.gov.cn`,
      }),
    ];
  }
  const chineseSuffix = isChinese(domain.suffix);
  if (!chineseSuffix && domain.labels.some(isChinese)) {
    return [
      refuse('domain/mixed-scripts', null, place, {
        zh: `.${domain.suffix} 前面混用了汉字；英文域名只用英文字母、数字和连字符，中文域名以 .政务 结尾`,
        en: `Chinese characters stand before .${domain.suffix}; an English domain takes Latin letters, digits and hyphens, a Chinese one ends in .政务`,
      }),
    ];
  }
  if (!chineseSuffix || domain.labels.every((label) => !/[a-z]/.test(label))) return [];
  return [
    warn('domain/mixed-labels', null, place, {
      zh: '中文域名中混用了英文段；请确认登记的是否就是该下级域名',
      en: 'A Latin part stands in a Chinese domain; make sure that this sub-domain is what is registered',
    }),
  ];
}

function isChinese(label: string): boolean {
  return /\p{Script=Han}/u.test(label);
}
