import { heldCells } from '../../shared/domain/account/holdings.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import { partsOf } from '../../shared/access/rights.ts';
import type { DomainState } from '../../shared/domain/domainRecord/state.ts';
import { endStates } from '../../shared/domain/domainRecord/terms.ts';
import {
  siteNeeds,
  type Named,
  type SiteFacts,
  type SitePerson,
  type SiteState,
  type SiteUnit,
} from '../../shared/domain/site/state.ts';
import type { FilingState } from '../../shared/domain/staffFiling/state.ts';
import { statesInForce } from '../../shared/domain/staffFiling/terms.ts';
import type { UnitState } from '../../shared/domain/unit/rules.ts';
import { independentSites } from '../../shared/rules/terms.ts';
import { divisionOf } from '../../shared/validate/divisions.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { Reader } from '../log/reader.ts';
import { titleOf } from './describe.ts';
import type { Asked } from './facts.ts';
import { endedSites } from './sites.ts';

/** Domain states from 已注册 on. */
const unregistered: ReadonlySet<string> = new Set(['none', 'planned', 'approval', 'approved', ...endStates]);

export async function siteFacts({ planning, command, state }: Asked): Promise<SiteFacts> {
  const { reader, today } = planning;
  const site: SiteState = state;
  const needs = siteNeeds(site, command.input);
  const hosted: readonly SiteState[] =
    needs.hostUnit === null ? [] : await reader.findBy('site', 'hostUnit', [needs.hostUnit]);
  const others = hosted.filter((other) => other.id !== site.id);
  const sameCode = needs.siteCode === null ? [] : await reader.findBy('site', 'siteCode', [needs.siteCode]);
  const domains = await reader.findBy('domainRecord', 'site', [site.id]);
  return {
    units: await unitsNamed(reader, needs.units),
    otherSites: others
      .filter((other) => !endedSites.has(other.state) && other.edition === needs.edition)
      .filter((other) => other.siteType && independentSites.has(other.siteType))
      .map((o) => named('site', o)),
    hostClosedOn:
      others
        .flatMap((other) => (other.state === 'closed' && other.endedOn ? [other.endedOn] : []))
        .toSorted()
        .at(-1) ?? null,
    joinedDistrict: false,
    domain: needs.primaryDomain === null ? null : await domainNamed(reader, needs.primaryDomain),
    people: await peopleNamed(reader, needs.people),
    sameCode: sameCode.filter((other) => other.id !== site.id).map((o) => named('site', o)),
    columnsInUse: command.act === 'columns' ? await columnsInUse(reader, site, today) : [],
    openDomains: domains
      .filter((domain) => !endStates.has(domain.state))
      .map((o) => named('domainRecord', o)),
  };
}

function named(type: Parameters<typeof titleOf>[0], state: ObjectState): Named {
  return { id: state.id, title: titleOf(type, state) };
}

async function unitsNamed(reader: Reader, ids: readonly string[]): Promise<readonly SiteUnit[]> {
  const units: readonly UnitState[] = await reader.loadMany('unit', ids);
  return units.map((unit) => ({
    id: unit.id,
    name: unit.name ?? '',
    shortName: unit.shortName ?? '',
    state: unit.state,
    unitType: unit.unitType ?? null,
    level: unit.level ?? null,
    areaName: unit.divisionCode ? (divisionOf(unit.divisionCode)?.name ?? '') : '',
  }));
}

async function domainNamed(reader: Reader, id: string): Promise<SiteFacts['domain']> {
  const domain: DomainState = await reader.load('domainRecord', id);
  if (domain.state === 'none') return null;
  return {
    id,
    domain: domain.domain ?? '',
    unit: domain.unit ?? '',
    registered: !unregistered.has(domain.state),
  };
}

async function peopleNamed(reader: Reader, ids: readonly string[]): Promise<readonly SitePerson[]> {
  const filings: readonly FilingState[] = await reader.loadMany('staffFiling', ids);
  return filings.map((filing) => ({
    id: filing.id,
    name: filing.name ?? '',
    unit: filing.unit ?? '',
    inForce: statesInForce.has(filing.state),
    siteScope: filing.siteScope ?? [],
    posts: filing.posts ?? [],
  }));
}

/** Columns on which somebody of the host's, cooperating or operating units holds a right. */
async function columnsInUse(reader: Reader, site: SiteState, today: string): Promise<readonly string[]> {
  const used = new Set<string>();
  for (const unit of [site.hostUnit, site.operatingUnit, ...(site.cooperatingUnits ?? [])]) {
    const accounts: readonly AccountState[] = unit ? await reader.findByUnit('account', unit) : [];
    for (const account of accounts)
      for (const value of heldCells(account, today))
        if (partsOf(value).site === site.id) used.add(partsOf(value).column);
  }
  return [...used];
}
