import { unitNeeds, type Named, type UnitFacts, type UnitState } from '../../shared/domain/unit/rules.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import type { FilingState } from '../../shared/domain/staffFiling/state.ts';
import type { SiteState } from '../../shared/domain/site/state.ts';
import { isFinal, titleOf } from './describe.ts';
import type { Asked } from './facts.ts';

/** Longest chain of superiors looked at; a longer one is a cycle. */
const MAX_LEVELS = 10;

export async function unitFacts({ planning, command, state }: Asked): Promise<UnitFacts> {
  const { reader } = planning;
  const unit: UnitState = state;
  const needs = unitNeeds(unit, command.input);
  const others = needs.uscc === null ? [] : await reader.findBy('unit', 'uscc', [needs.uscc]);
  const inferiors = await reader.findBy('unit', 'parentUnit', [state.id]);
  const sites: readonly SiteState[] = await reader.findHaving('site', 'units', state.id);
  const filings: readonly FilingState[] = await reader.findByUnit('staffFiling', state.id);
  const accounts: readonly AccountState[] = await reader.findByUnit('account', state.id);
  const openFilings = filings.filter((filing) => !isFinal('staffFiling', filing));
  const ending = new Set(openFilings.map((filing) => filing.id));
  return {
    sameUscc: others
      .filter((other) => other.id !== state.id && other.state === 'active')
      .map((o) => named('unit', o)),
    superiors: await superiorsOf(reader, needs.parentUnit),
    successor: needs.successor === null ? null : await unitNamed(reader, needs.successor),
    inferiors: inferiors.filter((other) => other.state === 'active').map((o) => named('unit', o)),
    openSites: sites.filter((site) => !isFinal('site', site)).map((o) => named('site', o)),
    openFilings: openFilings.map((filing) => ({ ...named('staffFiling', filing), state: filing.state })),
    looseAccounts: accounts
      .filter((account) => account.state !== 'revoked' && !ending.has(account.holder ?? ''))
      .map((o) => named('account', o)),
  };
}

async function superiorsOf(
  reader: Asked['planning']['reader'],
  first: string | null,
): Promise<UnitFacts['superiors']> {
  const chain: { id: string; title: string; state: string }[] = [];
  for (let id = first; id !== null && chain.length < MAX_LEVELS; ) {
    const unit: UnitState = await reader.load('unit', id);
    if (unit.state === 'none') break;
    chain.push({ ...named('unit', unit), state: unit.state });
    id = unit.parentUnit ?? null;
  }
  return chain;
}

async function unitNamed(reader: Asked['planning']['reader'], id: string): Promise<UnitFacts['successor']> {
  const unit = await reader.load('unit', id);
  return unit.state === 'none' ? null : { ...named('unit', unit), state: unit.state };
}

function named(type: Parameters<typeof titleOf>[0], state: ObjectState): Named {
  return { id: state.id, title: titleOf(type, state) };
}
