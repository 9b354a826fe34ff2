import type { AccountState } from '../../shared/domain/account/state.ts';
import type { Queryable } from '../db/database.ts';
import { columnOf, tableOf } from '../fold/tables.ts';

/** An account by its id; null when there is none. */
export async function accountById(db: Queryable, id: string): Promise<AccountState | null> {
  const { rows } = await db.query<{ body: AccountState }>({
    name: 'account-by-id',
    text: `SELECT body FROM ${tableOf('account')} WHERE id = $1`,
    values: [id],
  });
  return rows[0]?.body ?? null;
}

/** An account by its number (numbers are never reused). */
export async function accountByNo(db: Queryable, accountNo: string): Promise<AccountState | null> {
  const { rows } = await db.query<{ body: AccountState }>({
    name: 'account-by-no',
    text: `SELECT body FROM ${tableOf('account')} WHERE ${columnOf('accountNo')} = $1`,
    values: [accountNo],
  });
  return rows[0]?.body ?? null;
}

/** The account of an accepted certificate: the one it names, or the one it is tied to where it names none. */
export async function accountOfCertificate(
  db: Queryable,
  { accountNo, fingerprint }: { readonly accountNo: string | null; readonly fingerprint: string },
): Promise<AccountState | null> {
  if (accountNo !== null) return accountByNo(db, accountNo);
  const { rows } = await db.query<{ body: AccountState }>({
    name: 'account-by-fingerprint',
    text: `SELECT body FROM ${tableOf('account')} WHERE ${columnOf('certFingerprint')} = $1 ORDER BY state = 'active' DESC LIMIT 1`,
    values: [fingerprint],
  });
  return rows[0]?.body ?? null;
}
