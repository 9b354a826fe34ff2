import type { DomainState } from '../../shared/domain/domainRecord/state.ts';
import { endStates, servingStates } from '../../shared/domain/domainRecord/terms.ts';
import {
  impactOf,
  type ImpactDomain,
  type ImpactLine,
  type ImpactSite,
} from '../../shared/domain/ipRecord/impact.ts';
import type { IpState } from '../../shared/domain/ipRecord/state.ts';
import type { SiteState } from '../../shared/domain/site/state.ts';
import { columnOf, tableOf } from '../fold/tables.ts';
import type { Reader } from '../log/reader.ts';
import { endedSites } from './sites.ts';
import { titleOf } from './describe.ts';

/** Longest chain of aliases followed. */
const MAX_ALIASES = 5;

/** Which sites fall if this address is shut (R020). */
export async function sharedAddressImpact(reader: Reader, address: IpState): Promise<readonly ImpactLine[]> {
  const domains = await domainsLeadingTo(reader, address);
  const siteIds = [...domains.flatMap((domain) => domain.site ?? []), ...(address.sites ?? [])];
  const sites: readonly SiteState[] = await reader.loadMany('site', [...new Set(siteIds)]);
  const living = sites.filter((site) => !endedSites.has(site.state));
  return impactOf(
    {
      id: address.id,
      address: address.address ?? '',
      sites: address.sites ?? [],
      domains: address.domains ?? [],
    },
    domains.map(describeDomain),
    await describeSites(reader, living),
  );
}

/** Domains whose records name the address, those it names itself, and every alias of one of them. */
async function domainsLeadingTo(reader: Reader, address: IpState): Promise<readonly DomainState[]> {
  const found = new Map<string, DomainState>();
  const direct = await select(
    reader,
    `${columnOf('addresses')} @> ARRAY[$1]::text[] OR id = ANY($2) OR body->'records' @> $3`,
    [address.id, address.domains ?? [], JSON.stringify([{ value: address.address ?? '' }])],
  );
  let fresh = direct;
  for (let depth = 0; depth <= MAX_ALIASES && fresh.length > 0; depth += 1) {
    for (const domain of fresh) found.set(domain.id, domain);
    const names = fresh.map((domain) => JSON.stringify([{ type: 'CNAME', value: domain.domain ?? '' }]));
    const aliases = await select(reader, `body->'records' @> ANY($1::jsonb[])`, [names]);
    fresh = aliases.filter((domain) => !found.has(domain.id));
  }
  return [...found.values()].filter((domain) => !endStates.has(domain.state));
}

async function select(reader: Reader, where: string, values: unknown[]): Promise<readonly DomainState[]> {
  const { rows } = await reader.db.query<{ body: DomainState }>(
    `SELECT body FROM ${tableOf('domainRecord')} WHERE ${where} LIMIT 2000`,
    values,
  );
  return rows.map((row) => row.body);
}

function describeDomain(domain: DomainState): ImpactDomain {
  return {
    id: domain.id,
    domain: domain.domain ?? '',
    title: domain.domainUnicode ?? domain.domain ?? '',
    serving: servingStates.has(domain.state),
    site: domain.site ?? null,
    records: (domain.records ?? []).map((row) => ({
      type: row.type ?? '',
      value: row.value ?? '',
      address: row.address ?? null,
    })),
  };
}

async function describeSites(reader: Reader, sites: readonly SiteState[]): Promise<readonly ImpactSite[]> {
  const units = await reader.loadMany('unit', [...new Set(sites.flatMap((site) => site.hostUnit ?? []))]);
  const names = new Map(units.map((unit) => [unit.id, titleOf('unit', unit)]));
  return sites.map((site) => ({
    id: site.id,
    name: site.name ?? '',
    unitId: site.hostUnit ?? null,
    unit: names.get(site.hostUnit ?? '') ?? '',
  }));
}
