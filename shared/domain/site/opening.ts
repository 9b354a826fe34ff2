import {
  checkOneSite,
  checkReopening,
  checkSeparateSiteForm,
  checkSiteName,
  checkSitePurpose,
} from '../../rules/checks/opening.ts';
import { checkSiteForUnitLevel } from '../../rules/checks/placement.ts';
import { checkPartner } from '../../rules/checks/staff.ts';
import { checkSiteRoles } from '../../rules/checks/sites.ts';
import type { Finding } from '../../rules/finding.ts';
import { limitOf } from '../../rules/ruleSet.ts';
import { independentSites, type UnitLevel, type UnitType } from '../../rules/terms.ts';
import { at, unknownRef } from '../guards.ts';
import type { ActContext } from '../object.ts';
import { siteEntryFields, type SiteFields } from './fields.ts';
import type { SiteFacts, SiteUnit } from './state.ts';
import { metaOf } from '../fields.ts';

export type SiteContext = ActContext<SiteFacts>;

/** Bodies that X01 allows one portal only (党政机关). */
const partyOrGovernment: ReadonlySet<UnitType | null> = new Set<UnitType | null>([
  'party',
  'government',
  'congress',
  'consultative',
  'organ',
]);
/** Levels whose bodies need form 4 for a site of their own (R038, R039). */
const dependentLevels: ReadonlySet<UnitLevel | null> = new Set<UnitLevel | null>(['internal', 'subordinate']);

/** Site types and hosts a change of which makes it another opening. */
export const openingFields = ['siteType', 'hostUnit', 'platform', 'purpose', 'edition'] as const;

/** May this body have this site at all (R038-R041, R055-R058, R120, X01, X12). */
export function checkOpening(site: SiteFields, context: SiteContext): readonly Finding[] {
  return [
    ...(site.purpose ? checkSitePurpose({ purpose: site.purpose }) : []),
    ...(site.partner ? checkPartner({ partner: site.partner }) : []),
    ...checkPlace(site, context),
    ...checkCount(site, context),
  ];
}

function checkPlace(site: SiteFields, { facts, rules }: SiteContext): readonly Finding[] {
  const host = unitNamed(facts, site.hostUnit);
  const { siteType, platform } = site;
  if (!host?.unitType || !host.level || !siteType || !platform) return [];
  const approvalNo = site.approvalNo?.trim() ?? '';
  const separate = independentSites.has(siteType) && dependentLevels.has(host.level);
  return [
    ...checkSiteForUnitLevel({
      unitType: host.unitType,
      unitLevel: host.level,
      siteType,
      platform,
      exceptionApproved: site.form4 === true || hasText(site.exception),
      joinedDistrict: facts.joinedDistrict,
      prefectureDepartmentSites: rules.prefectureDepartmentSites,
    }),
    ...(separate && site.form4
      ? checkSeparateSiteForm({ form4: true, censusCommitment: site.censusCommitment === true, approvalNo })
      : []),
  ];
}

function checkCount(site: SiteFields, { facts, rules, today }: SiteContext): readonly Finding[] {
  if (!site.siteType || !independentSites.has(site.siteType)) return [];
  const hard = partyOrGovernment.has(unitNamed(facts, site.hostUnit)?.unitType ?? null);
  return [
    ...at(
      checkOneSite({
        otherSites: facts.otherSites.map((other) => other.title),
        partyOrGovernment: hard,
        exceptionRecorded: hasText(site.exception),
        sites: limitOf(rules, hard ? 'X01' : 'R055', 'sites'),
      }),
      { host: 'hostUnit' },
    ),
    ...checkReopening({
      closedOn: facts.hostClosedOn,
      applyDate: site.applyDate ?? today,
      wait: limitOf(rules, 'X12', 'wait'),
    }),
  ];
}

/** The four parts (R047-R049) are held by units in use, and the name tells whose site it is (R065). */
export function checkUnits(site: SiteFields, facts: SiteFacts): readonly Finding[] {
  const named = [
    ...(['supervisingUnit', 'hostUnit', 'operatingUnit'] as const).map((key) => ({
      key,
      place: key as string,
      id: site[key],
    })),
    ...(site.cooperatingUnits ?? []).map((id, index) => ({
      key: 'cooperatingUnits' as const,
      place: `cooperatingUnits.${index}`,
      id,
    })),
  ];
  const labels = metaOf(siteEntryFields);
  const unknown = named.flatMap(({ key, place, id }) => {
    const label = labels[key]?.label;
    return id && label && unitNamed(facts, id)?.state !== 'active' ? [unknownRef(place, label)] : [];
  });
  return [...unknown, ...checkParts(site), ...checkName(site, facts)];
}

function checkParts(site: SiteFields): readonly Finding[] {
  const { siteType, supervisingUnit, hostUnit, operatingUnit } = site;
  // A missing part is already told by its required field.
  if (!siteType || !supervisingUnit || !hostUnit || !operatingUnit) return [];
  return checkSiteRoles({
    siteType,
    supervising: [supervisingUnit],
    host: hostUnit,
    operating: operatingUnit,
    operatorIsEgovBody: site.operatorIsEgovBody === true,
    designation: site.designation ?? '',
  });
}

function checkName(site: SiteFields, facts: SiteFacts): readonly Finding[] {
  const host = unitNamed(facts, site.hostUnit);
  if (!host || !site.name) return [];
  return checkSiteName({
    siteName: site.name,
    unitName: host.name,
    unitShortName: host.shortName,
    areaName: host.areaName,
  });
}

/** The unit of an id among the facts. */
export function unitNamed(facts: SiteFacts, id: string | null | undefined): SiteUnit | undefined {
  return facts.units.find((unit) => unit.id === id);
}

function hasText(text: string | null | undefined): boolean {
  return (text ?? '').trim() !== '';
}
