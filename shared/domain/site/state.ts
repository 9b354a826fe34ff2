import * as z from 'zod';
import type { UnitLevel, UnitType } from '../../rules/terms.ts';
import { checkSiteCode } from '../../validate/siteCode.ts';
import type { ObjectState } from '../object.ts';
import type { SiteFields } from './fields.ts';

/** A time a site was offline; exempt ones (紧急关停) do not count for the yearly limit (R080). */
interface OfflinePeriod {
  readonly from: string;
  readonly to: string;
  readonly exempt: boolean;
}

/** A site as the log folds it. */
export type SiteState = ObjectState &
  SiteFields & {
    readonly openDate?: string;
    /** The offline time that runs now. */
    readonly offlineFrom?: string;
    readonly offlineUntil?: string;
    readonly offlineCause?: string;
    readonly offlinePeriods?: readonly OfflinePeriod[];
    /** Reports of major changes (R081). */
    readonly lastReportNo?: string;
    readonly lastIcpChange?: string;
    readonly closeCause?: string;
    readonly migrationTarget?: string;
    readonly endedOn?: string;
    readonly endReason?: string;
  };

/** A record named in a finding. */
export interface Named {
  readonly id: string;
  readonly title: string;
}

/** A unit with a part in the site. */
export interface SiteUnit {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly state: string;
  readonly unitType: UnitType | null;
  readonly level: UnitLevel | null;
  /** Name of its area (天宁区); empty when unknown. */
  readonly areaName: string;
}

/** A person named by the site, through the filing. */
export interface SitePerson {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** Filed and in force today. */
  readonly inForce: boolean;
  readonly siteScope: readonly string[];
  readonly posts: readonly string[];
}

/** What the acts of a site have to know of other records. */
export interface SiteFacts {
  /** Units the site would name, by whatever part. */
  readonly units: readonly SiteUnit[];
  /** Other independent sites of the host, not closed or cancelled, of the same edition. */
  readonly otherSites: readonly Named[];
  /** Day the host last closed a site; null when it never did. */
  readonly hostClosedOn: string | null;
  /** The host belongs to a district that has joined the cluster (R041). */
  readonly joinedDistrict: boolean;
  /** The domain named as the primary one. */
  readonly domain: {
    readonly id: string;
    readonly domain: string;
    readonly unit: string;
    /** Registered or issued (已注册 or later) and not ended. */
    readonly registered: boolean;
  } | null;
  /** Filings the site would name: security officer, handler of suggestions, owners and reviewers of columns. */
  readonly people: readonly SitePerson[];
  /** Other sites with the site code the site would have. */
  readonly sameCode: readonly Named[];
  /** Ids of columns on which somebody holds a right. */
  readonly columnsInUse: readonly string[];
  /** Domains that still point to the site. */
  readonly openDomains: readonly Named[];
}

const text = z.string().nullish().catch(null);
const texts = z.array(z.string()).nullish().catch(null);
const needs = z.object({
  supervisingUnit: text,
  hostUnit: text,
  operatingUnit: text,
  cooperatingUnits: texts,
  primaryDomain: text,
  siteCode: text,
  edition: text,
  securityOfficer: text,
  suggestionHandler: text,
  /** Input of the act that names the security officer. */
  filing: text,
  columns: z
    .array(z.object({ responsibleUnit: text, owner: text, reviewers: texts }))
    .nullish()
    .catch(null),
});

/** What to look up for `SiteFacts`: the keys the site would have after the input. */
export function siteNeeds(
  state: SiteState,
  input: Readonly<Record<string, unknown>>,
): {
  readonly units: readonly string[];
  readonly hostUnit: string | null;
  readonly edition: string | null;
  readonly primaryDomain: string | null;
  readonly siteCode: string | null;
  readonly people: readonly string[];
} {
  const parsed = needs.parse({ ...state, ...input });
  const columns = parsed.columns ?? [];
  return {
    units: present([
      parsed.supervisingUnit,
      parsed.hostUnit,
      parsed.operatingUnit,
      ...(parsed.cooperatingUnits ?? []),
      ...columns.map((column) => column.responsibleUnit),
    ]),
    hostUnit: parsed.hostUnit ?? null,
    edition: parsed.edition ?? null,
    primaryDomain: parsed.primaryDomain ?? null,
    siteCode: parsed.siteCode ? (checkSiteCode(parsed.siteCode, '').value ?? parsed.siteCode) : null,
    people: present([
      parsed.securityOfficer,
      parsed.suggestionHandler,
      parsed.filing,
      ...columns.flatMap((column) => [column.owner, ...(column.reviewers ?? [])]),
    ]),
  };
}

function present(ids: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== null && id !== undefined))];
}

/** Units with a part in the site, each once. */
export function unitsOf(site: SiteFields): readonly string[] {
  return present([site.supervisingUnit, site.hostUnit, ...(site.cooperatingUnits ?? []), site.operatingUnit]);
}

/** Names of the site's columns by id. */
export function columnNamesOf(site: SiteFields): Readonly<Record<string, string>> {
  return Object.fromEntries((site.columns ?? []).map((column) => [column.id, column.name ?? column.id]));
}
