import { type Finding, needsReason, refuse } from '../finding.ts';
import type { RuleSet } from '../rule.ts';
import { independentSites, type Platform, type SiteType, type UnitLevel, type UnitType } from '../terms.ts';

/** Facts on the unit that wants a site and on the site. */
interface Placement {
  readonly unitType: UnitType;
  readonly unitLevel: UnitLevel;
  readonly siteType: SiteType;
  readonly platform: Platform;
  /** Approved form 4 (单独建站) or an exception on record. */
  readonly exceptionApproved: boolean;
  /** The unit belongs to a district that has joined the cluster (R041). */
  readonly joinedDistrict: boolean;
  readonly prefectureDepartmentSites: RuleSet['prefectureDepartmentSites'];
}

const joinedDistrict = refuse('site/joined-district', 'R041', 'siteType', {
  zh: '辖市区已加入网站群，其部门和乡镇（街道）不得另行建站；请使用子站、频道或栏目',
  en: 'The district has joined the cluster; its departments, towns and streets build no site. Use a sub-site, channel or column',
});
const township = refuse('site/township', 'R056', 'siteType', {
  zh: '乡镇、街道不开设网站；请在上级网站开设子站、频道或栏目',
  en: 'Towns and streets open no site; use a sub-site, channel or column of the superior site',
});
const internalBody = refuse('site/internal-body', 'R038', 'siteType', {
  zh: '内设机构、所属事业单位不单独建站；请使用上级网站的子站、频道或栏目，确需建站的先批准单独建站申请表',
  en: 'Internal bodies and subordinate institutions build no site; use a part of the superior site or get form 4 approved first',
});
const countyDepartment = refuse('site/county-department', 'R057', 'siteType', {
  zh: '县级政府部门不开设网站；请在县级政府门户网站开设频道或栏目',
  en: 'County departments open no site; use a channel or column of the county portal',
});
const standaloneDepartment = refuse('site/department-stand-alone', 'R057', 'platform', {
  zh: '地市（州）部门网站须建在集约化平台上，不得独立部署；请改选平台',
  en: 'A prefecture department site runs on the intensive platform, not stand-alone; choose a platform',
});
const departmentException = needsReason('site/department-exception', 'R057', 'siteType', {
  zh: '州直部门原则上不开设网站；确有必要的请写明理由',
  en: 'Prefecture departments open no site in principle; give the reason if it is necessary',
});
const portalNotGovernment = refuse('site/portal-not-government', 'R056', 'siteType', {
  zh: '门户网站以县级以上政府名义开设；请改为部门网站',
  en: 'A portal is opened in the name of a government at county level or above; make it a department site',
});

/**
 * May a unit of this kind and level have a site of this kind (R038, R041, R056, R057).
 * Parts of a superior site (子站、频道、栏目) are open to every unit.
 */
export function checkSiteForUnitLevel(given: Placement): readonly Finding[] {
  if (!independentSites.has(given.siteType)) return [];
  const government = given.unitType === 'government';
  const findings: Finding[] = [];
  if (given.joinedDistrict && !(government && given.unitLevel === 'county')) findings.push(joinedDistrict);
  if (given.siteType === 'portal' && !government) findings.push(portalNotGovernment);
  switch (given.unitLevel) {
    case 'township':
      findings.push(township);
      break;
    case 'internal':
    case 'subordinate':
      if (!given.exceptionApproved) findings.push(internalBody);
      break;
    case 'county':
      if (!government) findings.push(countyDepartment);
      break;
    case 'prefecture':
      if (!government) findings.push(...prefectureDepartment(given));
      break;
    case 'province':
      break;
  }
  return findings;
}

function prefectureDepartment(given: Placement): readonly Finding[] {
  const findings: Finding[] = [];
  if (given.platform === 'standalone') findings.push(standaloneDepartment);
  if (given.prefectureDepartmentSites === 'exception-only' && !given.exceptionApproved) {
    findings.push(departmentException);
  }
  return findings;
}
