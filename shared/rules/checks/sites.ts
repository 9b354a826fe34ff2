import { type Finding, refuse, warn } from '../finding.ts';
import type { Limit } from '../rule.ts';
import { type ColumnClass, columnClasses, type SiteType } from '../terms.ts';

/**
 * Who answers for a site: one supervising, one host, one operating unit (R047, R048, R049).
 * The operator of a portal is an e-government body, or one named by the host in a designation (R048).
 */
export function checkSiteRoles(given: {
  readonly siteType: SiteType;
  readonly supervising: readonly string[];
  readonly host: string | null;
  readonly operating: string | null;
  readonly operatorIsEgovBody: boolean;
  readonly designation: string;
}): readonly Finding[] {
  const findings: Finding[] = [];
  if (given.supervising.length !== 1) {
    findings.push(
      refuse('site/supervisor', 'R049', 'supervisingUnit', {
        zh: `网站须有且只有一个主管单位，现有 ${given.supervising.length} 个`,
        en: `A site has exactly one supervising unit, not ${given.supervising.length}`,
      }),
    );
  }
  if (given.host === null) {
    findings.push(
      refuse('site/no-host', 'R047', 'hostUnit', {
        zh: '网站未登记主办单位；请选择一个单位',
        en: 'The site has no host unit; choose one',
      }),
    );
  }
  if (given.operating === null) {
    findings.push(
      refuse('site/no-operator', 'R048', 'operatingUnit', {
        zh: '网站未登记承办单位；没有电子政务机构的，由主办单位指定',
        en: 'The site has no operating unit; where there is no e-government body the host names one',
      }),
    );
  } else if (given.siteType === 'portal' && !given.operatorIsEgovBody && given.designation.trim() === '') {
    findings.push(
      refuse('site/operator-not-designated', 'R048', 'designation', {
        zh: '门户网站由非电子政务机构承办的，须登记主办单位的指定文件',
        en: 'A portal operated by another than an e-government body needs the designation by its host on record',
      }),
    );
  }
  return findings;
}

/** A column as far as the rules look at it. */
interface Column {
  readonly name: string;
  readonly columnClass: ColumnClass | null;
  readonly owner: string | null;
  readonly responsibleUnit: string | null;
  /** Persons of the review chain in order. */
  readonly reviewers: readonly string[];
}

/**
 * Columns of a site: each of one class and all four present (R025), a named owner (R104), a responsible unit (R051),
 * at least three reviews (R105) by different persons.
 */
export function checkColumns(given: {
  readonly columns: readonly Column[];
  readonly reviews: Limit;
}): readonly Finding[] {
  const present = new Set(given.columns.map((column) => column.columnClass));
  const missing = Object.entries(columnClasses)
    .filter(([key]) => ![...present].some((held) => held === key))
    .map(([, text]) =>
      warn('column/class-missing', 'R025', 'columns', {
        zh: `网站没有「${text.zh}」类栏目`,
        en: `The site has no column of the class "${text.en}"`,
      }),
    );
  return [
    ...missing,
    ...given.columns.flatMap((column, index) => checkColumn(column, `columns.${index}`, given.reviews)),
  ];
}

function checkColumn(column: Column, place: string, reviews: Limit): readonly Finding[] {
  const findings: Finding[] = [];
  const { name } = column;
  if (column.columnClass === null) {
    findings.push(
      refuse('column/no-class', 'R025', `${place}.columnClass`, {
        zh: `栏目「${name}」未归类；请在四类中选择一类`,
        en: `Column "${name}" has no class; choose one of the four`,
      }),
    );
  }
  if (!column.owner) {
    findings.push(
      warn('column/no-owner', 'R104', `${place}.owner`, {
        zh: `栏目「${name}」没有责任人；请明确专人`,
        en: `Column "${name}" has no responsible person; name one`,
      }),
    );
  }
  if (!column.responsibleUnit) {
    findings.push(
      warn('column/no-unit', 'R051', `${place}.responsibleUnit`, {
        zh: `栏目「${name}」没有责任单位；请选择协办单位或部门`,
        en: `Column "${name}" has no responsible unit; choose a cooperating unit or department`,
      }),
    );
  }
  if (column.reviewers.length < reviews.value) {
    findings.push(
      refuse('column/too-few-reviews', 'R105', `${place}.reviewers`, {
        zh: `栏目「${name}」只有 ${column.reviewers.length} 级审核，发布前须至少 ${reviews.value} 级`,
        en: `Column "${name}" has ${column.reviewers.length} review steps; at least ${reviews.value} come before publication`,
      }),
    );
  }
  if (new Set(column.reviewers).size < column.reviewers.length) {
    findings.push(
      refuse('column/same-reviewer', 'R105', `${place}.reviewers`, {
        zh: `栏目「${name}」的各级审核须由不同人员承担`,
        en: `The reviews of column "${name}" are done by different persons`,
      }),
    );
  }
  return findings;
}

/** Servers in China, provider not foreign (R126). `country` is an ISO 3166 alpha-2 code. */
export function checkHosting(given: {
  readonly country: string;
  readonly providerForeign: boolean;
}): readonly Finding[] {
  const findings: Finding[] = [];
  if (given.country.toUpperCase() !== 'CN') {
    findings.push(
      refuse('site/hosted-abroad', 'R126', 'hostingCountry', {
        zh: `服务器不得放在境外（${given.country}）；请迁回境内`,
        en: `Servers are not placed abroad (${given.country}); move them back`,
      }),
    );
  }
  if (given.providerForeign) {
    findings.push(
      refuse('site/foreign-provider', 'R126', 'providerForeign', {
        zh: '不得租用境外服务商的实体主机或虚拟主机；请更换服务商',
        en: 'No physical or virtual hosts of foreign providers; change the provider',
      }),
    );
  }
  return findings;
}

/** Front and back on different hosts, back end not on the Internet (R130). */
export function checkFrontBack(given: {
  readonly frontHost: string;
  readonly backHost: string;
  readonly backPublic: boolean;
}): readonly Finding[] {
  const findings: Finding[] = [];
  const [front, back] = [given.frontHost.trim().toLowerCase(), given.backHost.trim().toLowerCase()];
  if (front !== '' && front === back) {
    findings.push(
      refuse('site/front-is-back', 'R130', 'backHost', {
        zh: `前台和后台同在主机「${given.frontHost}」；请分别部署`,
        en: `Front and back end share the host "${given.frontHost}"; deploy them apart`,
      }),
    );
  }
  if (given.backPublic) {
    findings.push(
      refuse('site/back-end-public', 'R130', 'backPublic', {
        zh: '后台管理系统不得暴露在互联网；请关闭公网访问',
        en: 'The back end is not exposed to the Internet; close the public access',
      }),
    );
  }
  return findings;
}

/** Level of protection of important sites (X04): portals of prefecture level and above, sites of important units. */
export function checkMlpsLevel(given: {
  readonly mlpsLevel: number | null;
  readonly important: boolean;
  readonly level: Limit;
}): readonly Finding[] {
  if (!given.important || (given.mlpsLevel ?? 0) >= given.level.value) return [];
  return [
    refuse('site/mlps-level', 'X04', 'mlpsLevel', {
      zh: `地市级以上门户网站和重要单位网站的等级保护不低于第 ${given.level.value} 级，现为${given.mlpsLevel === null ? '未定级' : `第 ${given.mlpsLevel} 级`}`,
      en: `Portals of prefectures and above and important sites are at MLPS level ${given.level.value} or higher, not ${given.mlpsLevel ?? 'ungraded'}`,
    }),
  ];
}

/** The matters whose change goes to the ICP authority and upward (R081). */
const majorMatters = {
  name: { zh: '网站名称', en: 'site name' },
  domain: { zh: '域名', en: 'domain' },
  hosting: { zh: '服务器托管', en: 'server hosting' },
  units: { zh: '主办、承办单位', en: 'host or operator' },
} as const;

/** A change of major matters is filed as an ICP change and reported to the superior (R081). */
export function checkMajorChange(given: {
  readonly changed: readonly (keyof typeof majorMatters)[];
  readonly icpChangeFiled: boolean;
  readonly reported: boolean;
}): readonly Finding[] {
  if (given.changed.length === 0) return [];
  const zh = given.changed.map((matter) => majorMatters[matter].zh).join('、');
  const en = given.changed.map((matter) => majorMatters[matter].en).join(', ');
  const findings: Finding[] = [];
  if (!given.icpChangeFiled) {
    findings.push(
      refuse('site/icp-change-missing', 'R081', 'icpChange', {
        zh: `变更事项（${zh}）须办理ICP备案变更；请登记受理情况`,
        en: `The change (${en}) is filed as an ICP change; enter the filing`,
      }),
    );
  }
  if (!given.reported) {
    findings.push(
      refuse('site/change-not-reported', 'R081', 'report', {
        zh: `变更事项（${zh}）须报上级主管单位；请登记报备编号`,
        en: `The change (${en}) is reported to the superior; enter the report number`,
      }),
    );
  }
  return findings;
}
