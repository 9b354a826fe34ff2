import type { AccountState } from '../../shared/domain/account/state.ts';
import { underWayStates } from '../../shared/domain/enrolment/terms.ts';
import type { EnrolmentFacts, EnrolmentState } from '../../shared/domain/enrolment/state.ts';
import type { Reader } from '../log/reader.ts';
import { isInstalling } from './account.ts';
import { titleOf } from './describe.ts';
import type { Asked } from './facts.ts';

export async function enrolmentFacts({ planning, command, state }: Asked): Promise<EnrolmentFacts> {
  const { reader } = planning;
  const enrolment: EnrolmentState = state;
  const given = command.input['account'];
  const id = enrolment.account ?? (typeof given === 'string' ? given : null);
  if (id === null)
    return { account: null, enrolled: false, underWay: [], openerPerson: null, installing: false };
  const account: AccountState = await reader.load('account', id);
  const others: readonly EnrolmentState[] = await reader.findBy('enrolment', 'account', [id]);
  return {
    account: {
      state: account.state,
      accountNo: account.accountNo ?? '',
      name: account.name ?? '',
      unit: account.unit ?? null,
      person: account.person?.digest ?? null,
      factors: account.authFactors ?? [],
    },
    enrolled: await isEnrolled(reader, id),
    underWay: others
      .filter((other) => other.id !== state.id && underWayStates.has(other.state))
      .map((other) => titleOf('enrolment', other)),
    openerPerson: await personOf(reader, enrolment.openedBy),
    installing: command.act === 'appoint' && (await isInstalling(reader)),
  };
}

async function isEnrolled(reader: Reader, account: string): Promise<boolean> {
  const { rowCount } = await reader.db.query('SELECT 1 FROM access.credential WHERE account_id = $1', [
    account,
  ]);
  return rowCount !== 0;
}

const UUID = /^[0-9a-f-]{36}$/;

/** The opener may be the system, which is no account. */
async function personOf(reader: Reader, id: string | undefined): Promise<string | null> {
  if (id === undefined || !UUID.test(id)) return null;
  const opener: AccountState = await reader.load('account', id);
  return opener.person?.digest ?? null;
}
