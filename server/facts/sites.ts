import { columnNamesOf, unitsOf, type SiteState } from '../../shared/domain/site/state.ts';

/** Sites in these states hold nothing any more. */
export const endedSites: ReadonlySet<string> = new Set(['closed', 'cancelled']);

/** Sites that the public can reach. */
export const onlineSites: ReadonlySet<string> = new Set(['online', 'offline', 'shut']);

/** Host, cooperating and operating units: whose staff may be filed for the site. The supervising unit is not one. */
export function unitsWithAPart(site: SiteState): readonly string[] {
  const { supervisingUnit: _supervisor, ...rest } = site;
  return unitsOf(rest);
}

/** Names of the site's columns by id. */
export function columnNames(site: SiteState): Readonly<Record<string, string>> {
  return columnNamesOf(site);
}
