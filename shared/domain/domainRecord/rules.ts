import { toUnicode } from 'tr46';
import { checkDomainForColumn, checkPrimaryDomain } from '../../rules/checks/domains.ts';
import { needsReason, refuse, warn, type Finding } from '../../rules/finding.ts';
import type { RuleSet } from '../../rules/rule.ts';
import { checkDomain } from '../../validate/domainName.ts';
import { checkIcp, icpFacts } from '../../validate/icp.ts';
import { checkIp } from '../../validate/ipAddress.ts';
import { checkPoliceNumber } from '../../validate/policeNumber.ts';
import { checkFields, type CheckedFields } from '../fields.ts';
import { unknownRef } from '../guards.ts';
import { checkDomainForm, domainFields, type DomainFields } from './fields.ts';
import type { DomainFacts, SiteDomain } from './state.ts';

/** Readable form of a canonical domain: `常州市人民政府.政务`. */
export function readable(domain: string): string {
  return toUnicode(domain).domain;
}

/**
 * Everything wrong with a record as it would stand after an act.
 * @param complete also demand what a submitted record must hold.
 */
export function checkRecord(
  record: DomainFields,
  facts: DomainFacts,
  rules: RuleSet,
  complete: boolean,
): CheckedFields<DomainFields> {
  const { data, findings } = checkFields(domainFields, record, complete);
  return {
    data,
    findings: [
      ...findings,
      ...sameDomain(facts),
      ...refFindings(data, facts),
      ...namingFindings(data, facts, rules),
      ...numberFindings(data, facts),
      ...recordFindings(data, facts),
      ...(complete ? siteFindings(data, facts) : []),
      ...(complete ? serverFindings(data) : []),
    ],
  };
}

function sameDomain(facts: DomainFacts): readonly Finding[] {
  return facts.sameDomain.map((other) =>
    refuse('domain/same-domain', 'R019', 'domain', {
      zh: `该域名已登记为「${other.title}」;请在那条记录上办理变更`,
      en: `The domain is already on record as ${other.title}; change that record`,
    }),
  );
}

function refFindings(record: DomainFields, facts: DomainFacts): readonly Finding[] {
  return [
    ...(record.unit && facts.unit?.state !== 'active'
      ? [unknownRef('unit', { zh: '单位', en: 'Unit' })]
      : []),
    ...(record.site && facts.site === null ? [unknownRef('site', { zh: '网站', en: 'Site' })] : []),
  ];
}

/** Naming by holder and kind (domain.md 2.5: X02, X17, R001, R066, R067). */
function namingFindings(record: DomainFields, facts: DomainFacts, rules: RuleSet): readonly Finding[] {
  const { domain, kind } = record;
  if (!domain || checkDomainForm(domain, '').value === null) return [];
  const unitType = facts.unit?.unitType;
  const named = checkDomain(domain, 'domain', {
    ...(facts.unit && unitType && { holder: { unitType, hasAdminFunction: facts.unit.hasAdminFunction } }),
    portal: kind === 'portal',
    xinjiang: rules.rules.some((rule) => rule.id === 'R067'),
    regionalPortal: facts.unit?.divisionCode === '650000',
    transition: kind === 'legacy',
  });
  const column =
    record.purpose && record.purpose !== 'site'
      ? checkDomainForColumn({ purpose: record.purpose, primaryDomain: primaryOf(facts) ?? domain })
      : [];
  return [
    ...named.findings.filter((found) => found.rule !== null),
    ...column,
    ...kindFindings(record, domain),
  ];
}

function primaryOf(facts: DomainFacts): string | undefined {
  return facts.siteDomains.find((other) => other.isPrimary)?.domain;
}

function kindFindings(record: DomainFields, domain: string): readonly Finding[] {
  const chinese = /(?:^|\.)xn--/.test(domain);
  if (record.kind && (record.kind === 'chinese') !== chinese && record.kind !== 'legacy') {
    return [
      needsReason('domain/kind-differs', 'X02', 'kind', {
        zh: `「${readable(domain)}」${chinese ? '是' : '不是'}中文域名,与所选类别不一致;请核对类别`,
        en: `${readable(domain)} is ${chinese ? 'a' : 'no'} Chinese domain, which does not fit the kind; check it`,
      }),
    ];
  }
  if (record.kind !== 'department') return [];
  if (!record.parentDomain) {
    return [
      refuse('domain/parent-missing', 'R001', 'parentDomain', {
        zh: '部门下级域名须填写上级域名(由市电子政务中心分配)',
        en: 'A department sub-domain names the domain above it, from which the center issues it',
      }),
    ];
  }
  const parent = record.parentDomain.replace(/^www\./, '');
  if (domain.endsWith(`.${parent}`)) return [];
  return [
    refuse('domain/not-below-parent', 'R001', 'domain', {
      zh: `「${readable(domain)}」不在上级域名「${readable(parent)}」之下;请核对`,
      en: `${readable(domain)} does not lie below ${readable(parent)}; check both`,
    }),
  ];
}

/** Filing numbers against the unit's area, and one ICP site number per domain since 2019. */
function numberFindings(record: DomainFields, facts: DomainFacts): readonly Finding[] {
  const division = facts.unit?.divisionCode ?? undefined;
  if (division === undefined) return sameIcp(record, facts);
  const options = { division };
  return [
    ...(record.icpNumber ? checkIcp(record.icpNumber, 'icpNumber', options).findings : []),
    ...(record.policeNumber ? checkPoliceNumber(record.policeNumber, 'policeNumber', options).findings : []),
    ...sameIcp(record, facts),
  ].filter((found) => found.code.endsWith('/province-mismatch') || found.code === 'icp/used');
}

function sameIcp(record: DomainFields, facts: DomainFacts): readonly Finding[] {
  if (!record.icpNumber || (icpFacts(record.icpNumber)?.site ?? null) === null) return [];
  return facts.sameIcp.map((other) =>
    warn('icp/used', 'R082', 'icpNumber', {
      zh: `网站备案号 ${record.icpNumber} 已用于「${other.title}」;一个网站备案号只对应一个域名,请核对`,
      en: `The site number ${record.icpNumber} is also on ${other.title}; one number belongs to one domain, check it`,
    }),
  );
}

function recordFindings(record: DomainFields, facts: DomainFacts): readonly Finding[] {
  return (record.records ?? []).flatMap((row, index) => {
    const place = `records.${index}`;
    const findings: Finding[] = [];
    const address = facts.addresses.find((known) => known.id === row.address);
    if (row.address && !address) {
      findings.push(unknownRef(`${place}.address`, { zh: 'IP地址备案', en: 'Address record' }));
    }
    if (!row.type || !row.value) return findings;
    if (row.type === 'CNAME') return [...findings, ...checkDomainTarget(row.value, `${place}.value`)];
    const parsed = checkIp(row.value, `${place}.value`);
    const version = row.type === 'A' ? 4 : 6;
    if (parsed.value === null) return [...findings, ...parsed.findings];
    if (parsed.value.version !== version || parsed.value.form !== 'single') {
      findings.push(
        refuse('domain/record-version', null, `${place}.value`, {
          zh: `${row.type} 记录的值应为单个 IPv${version} 地址;请核对「${row.value}」`,
          en: `A record of type ${row.type} holds one IPv${version} address; check "${row.value}"`,
        }),
      );
    }
    if (!row.address) {
      findings.push(
        warn('domain/address-unfiled', 'R019', `${place}.address`, {
          zh: `解析地址 ${row.value} 没有对应的IP地址备案;请先登记该地址`,
          en: `The address ${row.value} has no address record; enter it`,
        }),
      );
    } else if (address && address.address !== parsed.value.text) {
      findings.push(
        refuse('domain/address-differs', 'R019', `${place}.address`, {
          zh: `记录值 ${row.value} 与所选IP地址备案 ${address.address} 不一致`,
          en: `The value ${row.value} differs from the address record ${address.address}`,
        }),
      );
    }
    return findings;
  });
}

/** The target of a CNAME may be any host name (a provider's), so only that it is one is asked. */
function checkDomainTarget(value: string, place: string): readonly Finding[] {
  if (/^(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+\.?$/i.test(value)) return [];
  return [
    refuse('domain/cname-target', null, place, {
      zh: `CNAME 的值应为域名,「${value}」不是`,
      en: `A CNAME points to a host name, "${value}" is none`,
    }),
  ];
}

/** One primary domain, no second one of the same script beside it (R068, R069); the replaced one steps back. */
function siteFindings(record: DomainFields, facts: DomainFacts): readonly Finding[] {
  if (!record.domain || !record.site) return [];
  const own = {
    id: '',
    domain: readable(record.domain),
    state: '',
    kind: record.kind ?? null,
    isPrimary: record.isPrimary === true,
  };
  const others = facts.siteDomains.filter((other) => other.id !== record.replaces);
  return checkPrimaryDomain({ domains: [...others, own].filter(counts).map(asRule) }).map((found) =>
    // A site keeps its primary domain while a new one is prepared; the change-over is the replacement.
    found.code === 'domain/several' && found.rule === 'R068'
      ? {
          ...found,
          text: {
            zh: `${found.text.zh};如以新域名替代原域名,请在「替代的域名」中选择原域名`,
            en: `${found.text.en}. If the new domain takes the place of an old one, name that in "Record it replaces"`,
          },
        }
      : found,
  );
}

function counts(domain: SiteDomain): boolean {
  return domain.kind !== 'alias' || domain.isPrimary;
}

function asRule(domain: SiteDomain) {
  return {
    domain: domain.domain,
    script: /\p{Script=Han}/u.test(domain.domain) ? ('chinese' as const) : ('english' as const),
    primary: domain.isPrimary,
    transition:
      domain.kind === 'legacy' || domain.state === 'transitional' || domain.state === 'deregistering',
  };
}

function serverFindings(record: DomainFields): readonly Finding[] {
  const servers = new Set((record.dnsServers ?? []).map((name) => name.trim().toLowerCase()));
  if (servers.size === 0 || servers.size >= 2) return [];
  return [
    warn('domain/one-name-server', null, 'dnsServers', {
      zh: '域名只登记了一台解析服务器;请登记至少两台',
      en: 'Only one name server is entered; two or more are expected',
    }),
  ];
}

/** A day on which something was done cannot lie ahead. */
export function notFuture(day: string, place: string, today: string): readonly Finding[] {
  if (day <= today) return [];
  return [
    refuse('day/in-the-future', null, place, {
      zh: `日期 ${day} 晚于今天;请核对`,
      en: `The day ${day} lies in the future; check it`,
    }),
  ];
}
