import { heldCells } from '../../shared/domain/account/holdings.ts';
import { grantsOf, type AccountState } from '../../shared/domain/account/state.ts';
import type { AccountFacts, FilingFacts, SiteFacts } from '../../shared/domain/account/facts.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { centerScope, partsOf } from '../../shared/access/rights.ts';
import { requestedCells } from '../../shared/domain/staffFiling/cells.ts';
import { lastTrainingOf, personDigestOf, type FilingState } from '../../shared/domain/staffFiling/state.ts';
import { statesInForce } from '../../shared/domain/staffFiling/terms.ts';
import { sealedSchema } from '../../shared/domain/sealed.ts';
import type { SiteState } from '../../shared/domain/site/state.ts';
import type { UnitState } from '../../shared/domain/unit/rules.ts';
import type { Reader } from '../log/reader.ts';
import type { Asked } from './facts.ts';
import { columnNames } from './sites.ts';

export async function accountFacts({ planning, command, state }: Asked): Promise<AccountFacts> {
  const { reader, today } = planning;
  const account: AccountState = state;
  const input = command.input;
  const holder = textOf(input['holder']) ?? account.holder ?? null;
  const filing = holder === null ? null : await filingInForce(reader, holder);
  const person = personOf(account, filing, input['idNumber']);
  const all: readonly AccountState[] = person === null ? [] : await reader.findByPerson('account', person);
  const others = all.filter((other) => other.id !== account.id);
  const unitId = filing?.unit ?? account.unit ?? textOf(input['unit']);
  const accountNo = textOf(input['accountNo']);
  const fingerprint = textOf(input['certFingerprint']);
  const sharing =
    fingerprint === null ? [] : await reader.findBy('account', 'certFingerprint', [fingerprint]);
  return {
    filing: filing === null ? null : describeFiling(filing, await successorDay(reader, filing)),
    otherCells: others.flatMap((other) => heldCells(other, today)),
    accountsOfPerson: others.map((other) => ({
      accountNo: other.accountNo ?? '',
      kind: other.kind ?? 'query',
      revoked: other.state === 'revoked',
    })),
    sites: await sitesFor(reader, account, filing, input),
    unit: await unitFor(reader, unitId ?? null),
    agreement: null,
    accountNoUsed:
      accountNo !== null &&
      (await reader.findBy('account', 'accountNo', [accountNo])).some((other) => other.id !== account.id),
    fingerprintUsed: sharing.some((other) => other.id !== account.id),
    lastSignIn: await lastSignIn(reader, account.id),
    installing: command.act === 'install' && (await isInstalling(reader)),
  };
}

/** Longest chain of change filings followed. */
const MAX_CHANGES = 20;

/** The filing an account rests on: the one it was opened for, or the last that continues it after changes. */
async function filingInForce(reader: Reader, id: string): Promise<FilingState | null> {
  let filing: FilingState = await reader.load('staffFiling', id);
  for (let i = 0; filing.continuedBy !== undefined && i < MAX_CHANGES; i += 1)
    filing = await reader.load('staffFiling', filing.continuedBy);
  return filing.state === 'none' ? null : filing;
}

/** Day on which a replacement takes the leaver's place; null when none is filed. */
async function successorDay(reader: Reader, filing: FilingState): Promise<string | null> {
  if (filing.state !== 'replacing') return null;
  const successors: readonly FilingState[] = await reader.findBy('staffFiling', 'replacedFiling', [
    filing.id,
  ]);
  const days = successors.flatMap((other) =>
    other.filingType === 'replacement' && other.effectiveDate ? [other.effectiveDate] : [],
  );
  return days.toSorted()[0] ?? null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function personOf(account: AccountState, filing: FilingState | null, given: unknown): string | null {
  const sealed = sealedSchema.safeParse(given);
  return (
    account.person?.digest ??
    (filing && personDigestOf(filing)) ??
    (sealed.success ? sealed.data.digest : null)
  );
}

function describeFiling(filing: FilingState, successorDay: string | null): FilingFacts {
  return {
    id: filing.id,
    filed: filing.state === 'filed' || statesInForce.has(filing.state),
    ended: filing.state === 'ended',
    person: { name: filing.name ?? '', digest: personDigestOf(filing) ?? '' },
    unit: filing.unit ?? '',
    siteScope: filing.siteScope ?? [],
    requestedCells: requestedCells(filing),
    employmentType: filing.employmentType ?? 'outsourced',
    effectiveDate: filing.effectiveDate ?? null,
    validUntil: filing.validUntil ?? '',
    lastTraining: lastTrainingOf(filing),
    leavingOn: filing.handover?.date ?? successorDay,
  };
}

async function sitesFor(
  reader: Reader,
  account: AccountState,
  filing: FilingState | null,
  input: Readonly<Record<string, unknown>>,
): Promise<Record<string, SiteFacts>> {
  const cells = [...grantsOf(account).flatMap((grant) => grant.cells), ...cellsIn(input)];
  const ids = new Set([...(filing?.siteScope ?? []), ...cells.map((value) => partsOf(value).site)]);
  const sites: readonly SiteState[] = await reader.loadMany(
    'site',
    [...ids].filter((id) => id !== centerScope && UUID.test(id)),
  );
  return Object.fromEntries(
    sites.map((site) => [site.id, { name: site.name ?? '', columns: columnNames(site) }]),
  );
}

const UUID = /^[0-9a-f-]{36}$/;

/** Every cell that stands anywhere in an act's input. */
function cellsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split('/').length === 3 ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(cellsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(cellsIn) : [];
}

async function unitFor(reader: Reader, id: string | null): Promise<AccountFacts['unit']> {
  if (id === null) return null;
  const unit: UnitState = await reader.load('unit', id);
  return unit.state === 'none'
    ? null
    : { name: unit.name ?? '', type: unit.unitType ?? 'organ', rectifying: false };
}

async function lastSignIn(reader: Reader, accountId: string): Promise<string | null> {
  const { rows } = await reader.db.query<{ at: string }>({
    name: 'last-sign-in',
    text: `SELECT at FROM log.event WHERE actor_id = $1 AND event = 'session.open' AND result = 'done' ORDER BY seq DESC LIMIT 1`,
    values: [accountId],
  });
  const at = rows[0]?.at;
  return at === undefined ? null : dayOf(at);
}

/** Until the first person has signed in, nobody exists who could propose or approve. */
export async function isInstalling(reader: Reader): Promise<boolean> {
  const { rows } = await reader.db.query<{ found: boolean }>({
    name: 'installing',
    text: `SELECT EXISTS (SELECT 1 FROM log.event WHERE event = 'session.open' AND result = 'done') AS found`,
  });
  return !(rows[0]?.found ?? false);
}
