import { heldCells } from '../../shared/domain/account/holdings.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import {
  filingNeeds,
  personDigestOf,
  type FilingFacts,
  type FilingState,
  type OtherFiling,
  type ScopeSite,
} from '../../shared/domain/staffFiling/state.ts';
import type { SiteState } from '../../shared/domain/site/state.ts';
import type { UnitState } from '../../shared/domain/unit/rules.ts';
import type { Reader } from '../log/reader.ts';
import { isFinal } from './describe.ts';
import type { Asked } from './facts.ts';
import { newAccountNo } from './accountNo.ts';
import { columnNames, unitsWithAPart } from './sites.ts';

export async function filingFacts({ planning, command, state }: Asked): Promise<FilingFacts> {
  const { reader, today, center } = planning;
  const filing: FilingState = state;
  const needs = filingNeeds(filing, command.input);
  const ofUnit: readonly FilingState[] = needs.unit === null ? [] : await filingsLike(reader, needs);
  const others = ofUnit.filter((other) => other.id !== state.id && !isFinal('staffFiling', other));
  const replaced: FilingState | null =
    needs.replacedFiling === null ? null : await reader.load('staffFiling', needs.replacedFiling);
  const successors: readonly FilingState[] = await reader.findBy('staffFiling', 'replacedFiling', [state.id]);
  const accounts: readonly AccountState[] =
    needs.person === null ? [] : await reader.findByPerson('account', needs.person);
  const holders = await continuedFilings(reader, filing);
  const living = accounts.filter((account) => account.state !== 'revoked');
  const mine = living.filter((account) => holders.has(account.holder ?? ''));
  const hasOne = living.some((account) => account.kind === 'unit');
  return {
    unit: await unitOf(reader, needs.unit),
    sites: await sitesOf(reader, needs.sites),
    samePerson: others.filter((other) => personDigestOf(other) === needs.person).map(describe),
    sameName: others
      .filter((other) => other.name === needs.name && personDigestOf(other) !== needs.person)
      .map(describe),
    replaced:
      replaced === null || replaced.state === 'none'
        ? null
        : { ...describe(replaced), handedOver: replaced.handover !== undefined },
    successors: successors.filter((other) => !isFinal('staffFiling', other)).map(describe),
    accounts: mine.map((account) => ({
      id: account.id,
      accountNo: account.accountNo ?? '',
      state: account.state,
    })),
    heldCells: accounts
      .filter((account) => !holders.has(account.holder ?? ''))
      .flatMap((account) => heldCells(account, today)),
    newAccount:
      hasOne || command.act !== 'takeEffect'
        ? null
        : { id: center.newId(), accountNo: await newAccountNo(reader, filing) },
  };
}

/** Longest chain of change filings followed. */
const MAX_CHANGES = 20;

/** The filing and those it continues for the same person, by whose accounts it goes on. */
async function continuedFilings(reader: Reader, filing: FilingState): Promise<ReadonlySet<string>> {
  const chain = new Set([filing.id]);
  let previous = filing.filingType === 'replacement' ? null : filing.replacedFiling;
  while (previous && !chain.has(previous) && chain.size < MAX_CHANGES) {
    chain.add(previous);
    const earlier: FilingState = await reader.load('staffFiling', previous);
    previous = earlier.filingType === 'replacement' ? null : earlier.replacedFiling;
  }
  return chain;
}

/** Filings of the unit that bear the person's digest or name. */
async function filingsLike(
  reader: Reader,
  needs: ReturnType<typeof filingNeeds>,
): Promise<readonly FilingState[]> {
  const byPerson = needs.person === null ? [] : await reader.findByPerson('staffFiling', needs.person);
  const byName = needs.name === null ? [] : await reader.findBy('staffFiling', 'name', [needs.name]);
  const all: readonly FilingState[] = [
    ...byPerson,
    ...byName.filter((named) => !byPerson.some((other) => other.id === named.id)),
  ];
  return all.filter((filing) => filing.unit === needs.unit);
}

function describe(filing: FilingState): OtherFiling {
  return {
    id: filing.id,
    filingNo: filing.filingNo ?? null,
    name: filing.name ?? '',
    unit: filing.unit ?? '',
    state: filing.state,
    person: personDigestOf(filing),
  };
}

async function unitOf(reader: Reader, id: string | null): Promise<FilingFacts['unit']> {
  if (id === null) return null;
  const unit: UnitState = await reader.load('unit', id);
  return unit.state === 'none'
    ? null
    : { id, name: unit.name ?? '', state: unit.state, unitType: unit.unitType ?? null };
}

async function sitesOf(reader: Reader, ids: readonly string[]): Promise<readonly ScopeSite[]> {
  const sites: readonly SiteState[] = await reader.loadMany('site', ids);
  return sites.map((site) => ({
    id: site.id,
    name: site.name ?? '',
    state: site.state,
    units: unitsWithAPart(site),
    columns: columnNames(site),
  }));
}
