import {
  domainNeeds,
  type DomainFacts,
  type DomainState,
  type Named,
  type SiteDomain,
} from '../../shared/domain/domainRecord/state.ts';
import { endStates } from '../../shared/domain/domainRecord/terms.ts';
import type { IpState } from '../../shared/domain/ipRecord/state.ts';
import { readinessFacts } from '../../shared/domain/site/rules.ts';
import type { SiteState } from '../../shared/domain/site/state.ts';
import type { FilingState } from '../../shared/domain/staffFiling/state.ts';
import { statesInForce } from '../../shared/domain/staffFiling/terms.ts';
import type { UnitState } from '../../shared/domain/unit/rules.ts';
import type { Reader } from '../log/reader.ts';
import { titleOf } from './describe.ts';
import type { Asked } from './facts.ts';
import { siteFacts } from './site.ts';
import { onlineSites } from './sites.ts';

export async function domainFacts(asked: Asked): Promise<DomainFacts> {
  const { reader } = asked.planning;
  const domain: DomainState = asked.state;
  const needs = domainNeeds(domain, asked.command.input);
  const others = (states: readonly DomainState[]) =>
    states.filter((other) => other.id !== domain.id && !endStates.has(other.state));
  const sameDomain =
    needs.domain === null ? [] : await reader.findBy('domainRecord', 'domainAscii', [needs.domain]);
  const sameIcp =
    needs.icpNumber === null || !needs.icpNumber.includes('-')
      ? []
      : await reader.findBy('domainRecord', 'icpNumber', [needs.icpNumber]);
  const ofSite = needs.site === null ? [] : await reader.findBy('domainRecord', 'site', [needs.site]);
  const addresses: readonly IpState[] = await reader.loadMany('ipRecord', needs.addresses);
  return {
    sameDomain: others(sameDomain).map(named),
    sameIcp: others(sameIcp).map(named),
    siteDomains: others(ofSite).map(describe),
    unit: needs.unit === null ? null : await unitOf(reader, needs.unit),
    site: needs.site === null ? null : await siteOf(asked, needs.site),
    addresses: addresses.map((address) => ({
      id: address.id,
      address: address.address ?? '',
      state: address.state,
    })),
    staffNames: needs.unit === null ? [] : await staffNames(reader, needs.unit),
  };
}

function named(domain: DomainState): Named {
  return { id: domain.id, title: titleOf('domainRecord', domain) };
}

function describe(domain: DomainState): SiteDomain {
  return {
    id: domain.id,
    domain: domain.domainUnicode ?? domain.domain ?? '',
    state: domain.state,
    kind: domain.kind ?? null,
    isPrimary: domain.isPrimary ?? false,
  };
}

async function unitOf(reader: Reader, id: string): Promise<DomainFacts['unit']> {
  const unit: UnitState = await reader.load('unit', id);
  if (unit.state === 'none') return null;
  return {
    id,
    name: unit.name ?? '',
    state: unit.state,
    uscc: unit.uscc ?? null,
    unitType: unit.unitType ?? null,
    hasAdminFunction: unit.hasAdminFunction ?? false,
    divisionCode: unit.divisionCode ?? null,
  };
}

async function siteOf(asked: Asked, id: string): Promise<DomainFacts['site']> {
  const site: SiteState = await asked.planning.reader.load('site', id);
  if (site.state === 'none') return null;
  const online = onlineSites.has(site.state);
  const facts = await siteFacts({
    ...asked,
    state: site,
    command: { ...asked.command, type: 'site', id, act: 'goOnline', input: {} },
  });
  return { id, name: site.name ?? '', online, readiness: online ? null : readinessFacts(site, facts) };
}

async function staffNames(reader: Reader, unit: string): Promise<readonly string[]> {
  const filings: readonly FilingState[] = await reader.findByUnit('staffFiling', unit);
  return filings.flatMap((filing) => (statesInForce.has(filing.state) && filing.name ? [filing.name] : []));
}
