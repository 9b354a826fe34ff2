import { endStates as endedDomains, servingStates } from '../../shared/domain/domainRecord/terms.ts';
import type { DomainState } from '../../shared/domain/domainRecord/state.ts';
import { ipNeeds, type IpFacts, type IpState } from '../../shared/domain/ipRecord/state.ts';
import { endStates } from '../../shared/domain/ipRecord/terms.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { UnitState } from '../../shared/domain/unit/rules.ts';
import { columnOf, tableOf } from '../fold/tables.ts';
import type { Reader } from '../log/reader.ts';
import { titleOf } from './describe.ts';
import type { Asked } from './facts.ts';
import { sharedAddressImpact } from './impact.ts';
import { endedSites } from './sites.ts';

export async function ipFacts({ planning, command, state }: Asked): Promise<IpFacts> {
  const { reader, center } = planning;
  const address: IpState = state;
  const needs = ipNeeds(address, command.input);
  const pointing = await reader.findHaving('domainRecord', 'addresses', address.id);
  return {
    overlapping: needs.span === null ? [] : await overlapping(reader, address.id, needs.span),
    pointing: pointing
      .filter((domain) => servingStates.has(domain.state))
      .map((domain) => ({ id: domain.id, title: titleOf('domainRecord', domain) })),
    impact: address.state === 'none' ? [] : await sharedAddressImpact(reader, address),
    unit: needs.unit === null ? null : await unitOf(reader, needs.unit),
    unknownRefs: await unknownRefs(reader, needs),
    sampleMode: center.sample,
  };
}

/** Two spans overlap when each begins before the other ends; the hex forms compare as text. */
async function overlapping(
  reader: Reader,
  id: string,
  span: { readonly first: string; readonly last: string },
): Promise<IpFacts['overlapping']> {
  const { rows } = await reader.db.query<{ body: IpState }>({
    name: 'overlapping-addresses',
    text: `SELECT body FROM ${tableOf('ipRecord')} WHERE ${columnOf('first')} <= $1 AND ${columnOf('last')} >= $2 AND id <> $3 LIMIT 50`,
    values: [span.last, span.first, id],
  });
  return rows
    .map((row) => row.body)
    .filter((other) => !endStates.has(other.state))
    .map((other) => ({
      id: other.id,
      address: other.address ?? '',
      state: other.state,
      sharedHost: other.sharedHost ?? false,
    }));
}

async function unitOf(reader: Reader, id: string): Promise<IpFacts['unit']> {
  const unit: UnitState = await reader.load('unit', id);
  return unit.state === 'none' ? null : { id, name: unit.name ?? '', state: unit.state };
}

/** Units, sites and domains named by the record that do not exist or have ended. */
async function unknownRefs(reader: Reader, needs: ReturnType<typeof ipNeeds>): Promise<readonly string[]> {
  const units: readonly ObjectState[] = await reader.loadMany('unit', needs.units);
  const sites: readonly ObjectState[] = await reader.loadMany('site', needs.sites);
  const domains: readonly DomainState[] = await reader.loadMany('domainRecord', needs.domains);
  const known = new Set([
    ...units.map((unit) => unit.id),
    ...sites.filter((site) => !endedSites.has(site.state)).map((site) => site.id),
    ...domains.filter((domain) => !endedDomains.has(domain.state)).map((domain) => domain.id),
  ]);
  return [...needs.units, ...needs.sites, ...needs.domains].filter((id) => !known.has(id));
}
