import { checkApprovalSteps } from '../../rules/checks/approvals.ts';
import { checkFunctions, checkSlogan } from '../../rules/checks/opening.ts';
import {
  checkSiteReadiness,
  siteReadiness as readinessOf,
  type ReadinessFacts,
} from '../../rules/checks/readiness.ts';
import { checkColumns, checkFrontBack, checkHosting, checkMlpsLevel } from '../../rules/checks/sites.ts';
import { checkSecurityOfficer } from '../../rules/checks/staff.ts';
import { refuse, type Finding } from '../../rules/finding.ts';
import type { ChecklistItem } from '../../rules/rule.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import type { UnitLevel } from '../../rules/terms.ts';
import { checkDomain } from '../../validate/domainName.ts';
import { at, unknownRef } from '../guards.ts';
import type { SiteFields } from './fields.ts';
import { hostOf } from './homeUrl.ts';
import { unitNamed, type SiteContext } from './opening.ts';
import type { SiteFacts, SitePerson } from './state.ts';

/** Field of this site behind a place of the readiness checklist. */
const places = { domain: 'primaryDomain' } as const;

export function readinessFacts(site: SiteFields, facts: SiteFacts): ReadinessFacts {
  const { domain } = facts;
  const registered = domain?.id === site.primaryDomain && domain?.registered ? domain.domain : '';
  const [officer] = currentOfficers(site, facts);
  return {
    staffingApproved: site.staffingApproved === true,
    mark: site.mark ?? '',
    domain: registered,
    icpNumber: site.icpNumber ?? '',
    policeNumber: site.policeNumber ?? '',
    siteCode: site.siteCode ?? '',
    openingNotice: site.openingNotice ?? '',
    assessmentReport: site.assessmentReport ?? '',
    assessmentPassed: site.assessmentPassed === true,
    securityPlan: (site.securityPlan ?? []).length > 0,
    securityOfficer: officer ?? '',
  };
}

/** Checklist for going online (R014, R040, R062-R064, R115, R116, R124), each line with the field that mends it. */
export function siteReadiness(site: SiteFields, facts: SiteFacts): readonly ChecklistItem[] {
  return readinessOf(readinessFacts(site, facts)).map((line) => ({
    ...line,
    place: line.place === 'domain' ? places.domain : line.place,
  }));
}

/** What still stops the site from going online; nothing of it can be overridden. */
export function checkOnline(site: SiteFields, context: SiteContext): readonly Finding[] {
  const { facts } = context;
  return [
    ...at(checkSiteReadiness(readinessFacts(site, facts)), places),
    ...checkDeployed(site, context),
    ...checkSiteColumns(site, context),
  ];
}

/** Names of the persons who are the site's security officer today (R116). */
function currentOfficers(site: SiteFields, facts: SiteFacts): readonly string[] {
  const officer = personNamed(facts, site.securityOfficer);
  return officer?.inForce ? [officer.name] : [];
}

/** The named security officer is filed for this site and this post (R116). */
export function checkOfficer(siteId: string, filing: string, facts: SiteFacts): readonly Finding[] {
  const person = personNamed(facts, filing);
  if (!person?.inForce) return checkSecurityOfficer({ current: [] }).map((f) => ({ ...f, place: 'filing' }));
  if (person.posts.includes('security-officer') && person.siteScope.includes(siteId)) return [];
  return [
    refuse('site/officer-not-filed-for', 'R116', 'filing', {
      zh: `「${person.name}」的备案不含本网站的安全责任人岗位;请先办理变更备案`,
      en: `The filing of ${person.name} does not cover the post of security officer of this site; change it first`,
    }),
  ];
}

/** Hosting and separation as far as they are entered (R126, R130), and the level of protection (X04). */
export function checkPlaced(site: SiteFields, context: SiteContext): readonly Finding[] {
  return [
    ...(site.hostingCountry || site.providerForeign
      ? checkHosting({
          country: site.hostingCountry ?? 'CN',
          providerForeign: site.providerForeign === true,
        })
      : []),
    ...checkFrontBack({
      frontHost: site.frontHost ?? '',
      backHost: site.backHost ?? '',
      backPublic: site.backPublic === true,
    }),
    ...(site.mlpsLevel ? checkLevel(site, context) : []),
  ];
}

const highLevels: ReadonlySet<UnitLevel | null> = new Set<UnitLevel | null>(['province', 'prefecture']);

function checkLevel(site: SiteFields, { facts, rules }: SiteContext): readonly Finding[] {
  const level = unitNamed(facts, site.hostUnit)?.level ?? null;
  return checkMlpsLevel({
    mlpsLevel: site.mlpsLevel ?? null,
    important: site.importantUnit === true || (site.siteType === 'portal' && highLevels.has(level)),
    level: limitOf(rules, 'X04', 'level'),
  });
}

const deployment = [
  'hostingMode',
  'hostingPlace',
  'hostingCountry',
  'provider',
  'frontHost',
  'backHost',
] as const;

/** Everything about hosting is entered, and lawful. */
export function checkDeployed(site: SiteFields, context: SiteContext): readonly Finding[] {
  const missing = deployment
    .filter((key) => !site[key])
    .map((key) =>
      refuse('site/hosting-missing', key.endsWith('Host') ? 'R130' : 'R126', key, {
        zh: '部署信息未填写完整;请补填后再继续',
        en: 'The data on hosting are incomplete; fill this in to go on',
      }),
    );
  return [...missing, ...checkPlaced(site, context), ...(site.mlpsLevel ? [] : checkLevel(site, context))];
}

/** Columns: classes, owners, reviews (R025, R051, R104, R105), named persons in force, units in use. */
export function checkSiteColumns(site: SiteFields, { facts, rules }: SiteContext): readonly Finding[] {
  const columns = site.columns ?? [];
  const general = checkColumns({
    columns: columns.map((column) => ({
      name: column.name ?? column.id,
      columnClass: column.columnClass ?? null,
      owner: column.owner ?? null,
      responsibleUnit: column.responsibleUnit ?? null,
      reviewers: column.reviewers ?? [],
    })),
    reviews: limitOf(rules, 'R105', 'reviews'),
  });
  const named = columns.flatMap((column, index) => [
    ...(column.owner && !personNamed(facts, column.owner)?.inForce
      ? [notFiled(`columns.${index}.owner`)]
      : []),
    ...((column.reviewers ?? []).some((id) => !personNamed(facts, id)?.inForce)
      ? [notFiled(`columns.${index}.reviewers`)]
      : []),
    ...(column.responsibleUnit && unitNamed(facts, column.responsibleUnit)?.state !== 'active'
      ? [unknownRef(`columns.${index}.responsibleUnit`, { zh: '责任单位', en: 'Responsible unit' })]
      : []),
  ]);
  return [...general, ...named];
}

function notFiled(place: string): Finding {
  return refuse('column/person-not-filed', 'R022', place, {
    zh: '所选人员没有生效的备案;请先备案,或改选他人',
    en: 'The person has no filing in force; file the person first or choose another',
  });
}

/** Ids of columns are unique, and a column on which somebody holds a right stays. */
export function checkColumnIds(
  before: readonly { readonly id: string }[],
  columns: readonly { readonly id: string }[],
  facts: SiteFacts,
): readonly Finding[] {
  const ids = columns.map((column) => column.id);
  const doubled = ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [
          refuse('column/same-id', null, `columns.${index}.id`, {
            zh: `栏目代码 ${id} 重复;请另取`,
            en: `The column id ${id} is used twice; choose another`,
          }),
        ],
  );
  const removed = before.filter(({ id }) => !ids.includes(id) && facts.columnsInUse.includes(id));
  return [
    ...doubled,
    ...removed.map(({ id }) =>
      refuse('column/in-use', 'R024', 'columns', {
        zh: `栏目 ${id} 上还有人员权限;请先调整或注销这些权限,再删除栏目`,
        en: `Somebody holds rights on column ${id}; adjust or revoke them before removing it`,
      }),
    ),
  ];
}

/** Home page, primary domain and site code agree with one another and with other records (R063, R069). */
export function checkAddress(site: SiteFields, facts: SiteFacts): readonly Finding[] {
  const findings: Finding[] = facts.sameCode.map((other) =>
    refuse('site/same-code', 'R063', 'siteCode', {
      zh: `网站标识码已登记在「${other.title}」名下;请核对`,
      en: `The site code is already held by ${other.title}; check it`,
    }),
  );
  const { domain } = facts;
  if (site.primaryDomain && domain?.id !== site.primaryDomain)
    return [...findings, unknownRef('primaryDomain', { zh: '主域名', en: 'Primary domain' })];
  const typed = hostOf(site.homeUrl ?? '');
  if (typed === '' || !site.primaryDomain || !domain) return findings;
  const host = checkDomain(typed, '').value?.ascii ?? typed;
  if (host === (checkDomain(domain.domain, '').value?.ascii ?? domain.domain)) return findings;
  return [
    ...findings,
    refuse('site/home-not-primary', 'R069', 'homeUrl', {
      zh: `首页网址应使用主域名 ${domain.domain};请核对`,
      en: `The home page is on the primary domain ${domain.domain}; check it`,
    }),
  ];
}

/** What a site shows of itself (R046, R070). */
export function checkShown(site: SiteFields): readonly Finding[] {
  return [
    ...checkFunctions({ offered: site.functions ?? [] }),
    ...checkSlogan({ slogan: site.slogan ?? '', reason: site.sloganReason ?? '' }),
  ];
}

/** Steps of the approval in order (R059, R060, R061). */
export function checkApproved(site: SiteFields): readonly Finding[] {
  const edition = site.edition === 'minority' || site.edition === 'foreign';
  return checkApprovalSteps({
    kind: edition ? 'edition' : site.siteType === 'portal' ? 'portal' : 'other',
    headConsent: site.headConsent ?? null,
    application: site.application ?? null,
    approval: site.approval ?? null,
    report: site.report ?? null,
  });
}

function personNamed(facts: SiteFacts, id: string | null | undefined): SitePerson | undefined {
  return facts.people.find((person) => person.id === id);
}
