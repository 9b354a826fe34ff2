import type { OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import { roleCell } from '../../shared/access/rights.ts';
import { appRoles, type AppRole } from '../../shared/access/roles.ts';
import { addDays, dayOf } from '../../shared/calendar/legalDay.ts';
import { grantsOf, type AccountState } from '../../shared/domain/account/state.ts';
import { underWayStates } from '../../shared/domain/enrolment/terms.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { refuse, type Finding } from '../../shared/rules/finding.ts';
import { newCode } from '../access/enrolments.ts';
import type { Center } from '../center.ts';
import { transaction } from '../db/database.ts';
import { columnOf, tableOf } from '../fold/tables.ts';
import { canonicalCode, oneTimeCode, tokenDigest } from '../secrets/token.ts';
import { act, refusalsOf, type SetUpAct } from './systemAct.ts';

const KEY = 'bootstrap';
const REASON = '中心初始任命';
/** How long the roles of the people appointed first are in force. */
const TERM_DAYS = 365;
/** The separated three, and the pair without whom nobody could ever be given rights (domain.md 4.1). */
const roles = ['SA', 'SEC', 'AUD', 'P1', 'P2'] as const;

type Given = OperationInput<'bootstrap.run'>;
type Appointed = OperationOutput<'bootstrap.run'>;

/**
 * A new one-time code while nobody has any credentials; null once somebody has. There is no default account
 * (GB/T 22239-2019 8.1.4.2 b): whoever reads this code from the server's own output appoints the first people.
 */
export async function offerBootstrap(center: Center): Promise<string | null> {
  const { rowCount } = await center.pool.query('SELECT 1 FROM access.credential LIMIT 1');
  if (rowCount !== 0) {
    await withdraw(center);
    return null;
  }
  const code = oneTimeCode();
  await center.pool.query(
    'INSERT INTO access.setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [KEY, tokenDigest(canonicalCode(code))],
  );
  return code;
}

/** Does the center wait to be set up. */
export async function awaitsBootstrap(center: Center): Promise<boolean> {
  const { rowCount } = await center.pool.query(
    'SELECT 1 FROM access.setting WHERE key = $1 AND NOT EXISTS (SELECT 1 FROM access.credential)',
    [KEY],
  );
  return rowCount !== 0;
}

/** Two clients with the same code would appoint two sets of people: they set up one after the other. */
const SET_UP_LOCK = 0x6567_6f76;

/** Appoints with the code. @throws ProblemError `bootstrap/code`, `act/refused` with every finding */
export async function setUpWith(center: Center, given: Given): Promise<Appointed> {
  return transaction(center.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [SET_UP_LOCK]);
    await checkBootstrapCode(center, given.code);
    return appoint(center, { ...given, persons: given.persons.map(trimmed) });
  });
}

function trimmed(person: Given['persons'][number]): Given['persons'][number] {
  const { role, accountNo, name, idNumber } = person;
  return { role, accountNo: accountNo.trim(), name: name.trim(), idNumber: idNumber.trim() };
}

/** @throws ProblemError `bootstrap/code` for a wrong code, or when the center is set up already */
export async function checkBootstrapCode(center: Center, code: string): Promise<void> {
  const { rowCount } = await center.pool.query(
    `SELECT 1 FROM access.setting WHERE key = $1 AND value = $2
AND NOT EXISTS (SELECT 1 FROM access.credential)`,
    [KEY, tokenDigest(canonicalCode(code))],
  );
  if (rowCount === 0) throw new ProblemError('bootstrap/code');
}

/**
 * Opens the first accounts with their roles and an enrolment for each. Interrupted, or with its codes lost, it is
 * done again with the same people under the code of the server's next start: who is there stays, the codes are new.
 * @throws ProblemError `act/refused` with every finding
 */
export async function appoint(center: Center, { persons }: Given): Promise<Appointed> {
  const known = await knownAccounts(center);
  const findings = [...checkPersons(persons), ...checkKnown(persons, known)];
  if (findings.length === 0) findings.push(...(await tryAll(center, persons, known)));
  if (findings.length > 0) throw new ProblemError('act/refused', { findings });
  const appointed = [];
  for (const person of persons) {
    const account = accountOf(person, known)?.id ?? (await act(center, opening(center, person))).state.id;
    appointed.push({ person, account, enrolment: await enrolmentOf(center, account) });
  }
  // Only when everybody is there do the codes of before fall.
  const enrolments = [];
  for (const { person, account, enrolment } of appointed) {
    const code = await newCode(center, enrolment, account);
    enrolments.push({ accountNo: person.accountNo, name: person.name, code });
  }
  await withdraw(center);
  return { enrolments };
}

/** What stands against opening any of the accounts, each at its person, before the first is opened. */
async function tryAll(
  center: Center,
  persons: Given['persons'],
  known: readonly AccountState[],
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const [index, person] of persons.entries()) {
    if (accountOf(person, known)) continue;
    const findings = await refusalsOf(center, opening(center, person));
    const { zh, en } = appRoles[person.role];
    // A number that is no identity number is told as such; that nobody is named follows from it.
    const isNumber = findings.some(({ place }) => place === 'idNumber');
    found.push(
      ...findings
        .filter(({ code }) => !(isNumber && code === 'account/no-person'))
        .map((finding) => ({
          ...finding,
          place: `persons.${index}.${finding.place}`,
          text: { zh: `${zh}:${finding.text.zh}`, en: `${en}: ${finding.text.en}` },
        })),
    );
  }
  return found;
}

function accountOf(
  { accountNo }: Given['persons'][number],
  known: readonly AccountState[],
): AccountState | undefined {
  return known.find((account) => account.accountNo === accountNo);
}

async function knownAccounts(center: Center): Promise<readonly AccountState[]> {
  const { rows } = await center.pool.query<{ body: AccountState }>(
    `SELECT body FROM ${tableOf('account')} LIMIT 100`,
  );
  return rows.map(({ body }) => body);
}

function opening(center: Center, { role, accountNo, name, idNumber }: Given['persons'][number]): SetUpAct {
  const today = dayOf(center.now());
  const input = {
    accountNo,
    kind: role === 'P1' || role === 'P2' ? 'center' : 'administrator',
    name,
    idNumber,
    cells: [roleCell(role)],
    from: today,
    to: addDays(today, TERM_DAYS),
    authFactors: ['password', 'certificate', 'otp'],
    basis: REASON,
  };
  return { type: 'account', id: center.newId(), act: 'install', reason: REASON, input };
}

/** A new enrolment of an account; one that is under way, whose workstation or code may be lost, is void. */
async function enrolmentOf(center: Center, account: string): Promise<string> {
  const { rows } = await center.pool.query<{ id: string }>(
    `SELECT id FROM ${tableOf('enrolment')} WHERE ${columnOf('account')} = $1 AND state = ANY($2)`,
    [account, [...underWayStates]],
  );
  for (const { id } of rows)
    await act(center, { type: 'enrolment', id, act: 'cancel', input: {}, reason: REASON });
  const id = center.newId();
  await act(center, { type: 'enrolment', id, act: 'appoint', input: { account }, reason: REASON });
  return id;
}

/** Nobody is appointed to what somebody else was already appointed to. */
function checkKnown(persons: Given['persons'], known: readonly AccountState[]): readonly Finding[] {
  return persons.flatMap((person, index) => {
    const holder = known.find((account) => heldBy(account, person.role));
    return !holder || (holder.accountNo === person.accountNo && holder.name === person.name)
      ? []
      : [
          refuse('bootstrap/appointed', 'R134', `persons.${index}.accountNo`, {
            zh: `${appRoles[person.role].zh}已任命为 ${holder.accountNo} ${holder.name}`,
            en: `${appRoles[person.role].en}: ${holder.accountNo} ${holder.name} was appointed already`,
          }),
        ];
  });
}

function heldBy(account: AccountState, role: AppRole): boolean {
  return grantsOf(account).some((grant) => grant.cells.includes(roleCell(role)));
}

/** Everybody needed is there once, and nobody twice. */
function checkPersons(persons: Given['persons']): readonly Finding[] {
  const missing = roles.filter((role) => persons.filter((person) => person.role === role).length !== 1);
  const numbers = new Set(persons.map(({ idNumber }) => idNumber.trim().toUpperCase()));
  return [
    ...missing.map((role) =>
      refuse('bootstrap/role', 'R134', 'persons', {
        zh: `须任命恰好一名${appRoles[role].zh}`,
        en: `Appoint exactly one: ${appRoles[role].en}`,
      }),
    ),
    ...(numbers.size < persons.length ? [samePerson] : []),
  ];
}

const samePerson = refuse('bootstrap/same-person', 'R134', 'persons', {
  zh: '三员和权限管理、复核人员须为不同的人;请核对证件号码',
  en: 'The people appointed must be different people; check the identity numbers',
});

async function withdraw(center: Center): Promise<void> {
  await center.pool.query('DELETE FROM access.setting WHERE key = $1', [KEY]);
}
