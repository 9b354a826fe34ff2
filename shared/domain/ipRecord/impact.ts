/** A domain record as far as the way from an address to a site goes. */
export interface ImpactDomain {
  readonly id: string;
  /** Canonical domain. */
  readonly domain: string;
  /** As people read it. */
  readonly title: string;
  /** True while it resolves (`servingStates` of the domain record). */
  readonly serving: boolean;
  readonly site: string | null;
  readonly records: readonly {
    readonly type: string;
    readonly value: string;
    readonly address: string | null;
  }[];
}

/** A site as far as the list names it. */
export interface ImpactSite {
  readonly id: string;
  readonly name: string;
  readonly unitId: string | null;
  /** Name of the host unit. */
  readonly unit: string;
}

/** An address as far as the list needs it: its canonical text and what it names itself. */
export interface ImpactAddress {
  readonly id: string;
  readonly address: string;
  readonly sites: readonly string[];
  readonly domains: readonly string[];
}

/** One site that falls with the address; `via` says by which way: A, AAAA, CNAME of a chain, or named on the record. */
export interface ImpactLine {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly unit: string;
  readonly unitId: string | null;
  readonly via: string;
}

/**
 * Which sites cannot be reached if this address is shut (共用IP影响清单, R020): through every domain that resolves to it,
 * also by way of CNAME chains, and through what the record itself names. Pure; one line per site and domain, by name.
 */
export function impactOf(
  ip: ImpactAddress,
  domains: readonly ImpactDomain[],
  sites: readonly ImpactSite[],
): readonly ImpactLine[] {
  const ways = waysTo(ip, domains);
  const lines: ImpactLine[] = [];
  const reached = new Set<string>();
  for (const domain of domains) {
    const via = ways.get(domain.id);
    const site = sites.find((one) => one.id === domain.site);
    if (via === undefined || !site) continue;
    reached.add(site.id);
    lines.push({ ...named(site), domain: domain.title, via });
  }
  for (const id of ip.sites) {
    const site = sites.find((one) => one.id === id);
    if (site && !reached.has(id)) lines.push({ ...named(site), domain: '', via: 'record' });
  }
  return lines.sort((a, b) => compare(`${a.name} ${a.domain}`, `${b.name} ${b.domain}`));
}

/** Ids of the sites on the list, each once, sorted: what a change of the address has to acknowledge. */
export function impactSites(lines: readonly ImpactLine[]): readonly string[] {
  return [...new Set(lines.map((line) => line.id))].sort();
}

function named(site: ImpactSite): Pick<ImpactLine, 'id' | 'name' | 'unit' | 'unitId'> {
  return { id: site.id, name: site.name, unit: site.unit, unitId: site.unitId };
}

/** Domains that end at the address, with the type of their own record. */
function waysTo(ip: ImpactAddress, domains: readonly ImpactDomain[]): ReadonlyMap<string, string> {
  const ways = new Map<string, string>();
  const names = new Set<string>();
  const serving = domains.filter((domain) => domain.serving);
  const add = (domain: ImpactDomain, via: string) => {
    ways.set(domain.id, via);
    names.add(domain.domain);
  };
  for (const domain of serving) {
    const row = domain.records.find((one) => one.address === ip.id || one.value === ip.address);
    if (row) add(domain, row.type);
    else if (ip.domains.includes(domain.id)) add(domain, 'record');
  }
  for (let found = true; found; ) {
    const next = serving.filter(
      (domain) =>
        !ways.has(domain.id) &&
        domain.records.some((row) => row.type === 'CNAME' && names.has(targetOf(row.value))),
    );
    for (const domain of next) add(domain, 'CNAME');
    found = next.length > 0;
  }
  return ways;
}

function targetOf(value: string): string {
  return value.trim().toLowerCase().replace(/\.$/, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
