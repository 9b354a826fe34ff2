import type { Center } from '../center.ts';
import { transaction, type Client } from '../db/database.ts';
import { hashPassword, verifyPassword } from '../secrets/password.ts';
import { verifyTotp } from '../secrets/totp.ts';
import { minutesAfter } from './policy.ts';

export type FactorResult = 'ok' | 'wrong' | 'locked';

interface Credential {
  password: string;
  totp: string;
  last_step: number;
  failures: number;
  locked_until: string | null;
}

interface Checked {
  readonly result: FactorResult;
  /** The stored hash that the password was held against; null where none was. */
  readonly hash: string | null;
}

/** What is checked: the password, the one-time code, or both. */
interface Given {
  readonly password?: string;
  readonly code?: string;
}

/**
 * Checks factors under the credential's own row lock, so that parallel guesses count one by one; a failure counts
 * towards the lock, a used code is never accepted again (RFC 6238 5.2). Only both factors together clear the count:
 * whoever knows one of them must not buy guesses at the other with it.
 */
async function check(center: Center, accountId: string, given: Given): Promise<Checked> {
  // Hashing takes long and holds no connection meanwhile; what counts is decided under the lock.
  const { rows: before } = await center.pool.query<Credential>(SELECT_CREDENTIAL, [accountId]);
  const [seen] = before;
  if (!seen) return { result: 'wrong', hash: null };
  if (isLocked(center, seen)) return { result: 'locked', hash: null };
  const hash = seen.password;
  const passwordFits = given.password === undefined || (await verifyPassword(hash, given.password)).matches;
  const result = await transaction(center.pool, async (client): Promise<FactorResult> => {
    const { rows } = await client.query<Credential>(`${SELECT_CREDENTIAL} FOR UPDATE`, [accountId]);
    const [credential] = rows;
    if (!credential) return 'wrong';
    if (isLocked(center, credential)) return 'locked';
    const step =
      given.code === undefined ? credential.last_step : codeStep(center, accountId, credential, given.code);
    // A password that was changed meanwhile is not the one that was checked.
    const fits = passwordFits && (given.password === undefined || credential.password === hash);
    if (fits && step !== null) {
      await noteSuccess(client, accountId, given, step);
      return 'ok';
    }
    return noteFailure(client, center, accountId, credential.failures + 1);
  });
  return { result, hash };
}

const SELECT_CREDENTIAL =
  'SELECT password, totp, last_step, failures, locked_until FROM access.credential WHERE account_id = $1';

function isLocked(center: Center, { locked_until: until }: Credential): boolean {
  return until !== null && until > center.now();
}

async function noteSuccess(client: Client, accountId: string, given: Given, step: number): Promise<void> {
  const isWhole = given.password !== undefined && given.code !== undefined;
  await client.query(
    `UPDATE access.credential SET failures = CASE WHEN $3 THEN 0 ELSE failures END, locked_until = NULL,
last_step = $2 WHERE account_id = $1`,
    [accountId, step, isWhole],
  );
}

async function noteFailure(
  client: Client,
  center: Center,
  accountId: string,
  failures: number,
): Promise<FactorResult> {
  const locks = failures >= center.access.maxFailures;
  await client.query('UPDATE access.credential SET failures = $2, locked_until = $3 WHERE account_id = $1', [
    accountId,
    locks ? 0 : failures,
    locks ? minutesAfter(center.now(), center.access.lockMinutes) : null,
  ]);
  return locks ? 'locked' : 'wrong';
}

function codeStep(center: Center, accountId: string, credential: Credential, code: string): number | null {
  const secret = center.vault.open(credential.totp, accountId);
  return verifyTotp({ secret, code, now: new Date(center.now()), lastStep: credential.last_step });
}

export async function checkFactors(
  center: Center,
  accountId: string,
  password: string,
  code: string,
): Promise<FactorResult> {
  return (await check(center, accountId, { password, code })).result;
}

export async function checkCode(center: Center, accountId: string, code: string): Promise<FactorResult> {
  return (await check(center, accountId, { code })).result;
}

/** Puts a new password in the place of the present one, which joins the former ones. */
const REPLACE_PASSWORD = `UPDATE access.credential SET former = (ARRAY[password] || former)[1:$4], password = $2,
must_change = false, changed_at = $3 WHERE account_id = $1`;

/**
 * Prepares the change of a password that its holder knows.
 * @returns what writes it, to be run together with its line, false where the password was replaced meanwhile; or why not
 */
export async function prepareChange(
  center: Center,
  accountId: string,
  current: string,
  next: string,
): Promise<Exclude<FactorResult, 'ok'> | 'former' | ((client: Client) => Promise<boolean>)> {
  const { result, hash } = await check(center, accountId, { password: current });
  if (result !== 'ok') return result;
  if (await wasUsed(center, accountId, next)) return 'former';
  const fresh = await hashPassword(next);
  return async (client) => {
    const values = [accountId, fresh, center.now(), center.access.formerPasswords, hash];
    const { rowCount } = await client.query(`${REPLACE_PASSWORD} AND password = $5`, values);
    return rowCount === 1;
  };
}

/** Was it the password of the account among the last ones, the present one included. */
export async function wasUsed(center: Center, accountId: string, password: string): Promise<boolean> {
  const { rows } = await center.pool.query<{ password: string; former: string[] }>(
    'SELECT password, former FROM access.credential WHERE account_id = $1',
    [accountId],
  );
  for (const hash of rows.flatMap((row) => [
    row.password,
    ...row.former.slice(0, center.access.formerPasswords),
  ]))
    if ((await verifyPassword(hash, password)).matches) return true;
  return false;
}

/** Has the account factors, and until when is it locked. */
export async function lockOf(
  center: Center,
  accountId: string,
): Promise<{ readonly enrolled: boolean; readonly lockedUntil: string | null }> {
  const { rows } = await center.pool.query<{ locked_until: string | null }>(
    'SELECT locked_until FROM access.credential WHERE account_id = $1',
    [accountId],
  );
  const until = rows[0]?.locked_until ?? null;
  return { enrolled: rows.length > 0, lockedUntil: until !== null && until > center.now() ? until : null };
}

/** Takes a lock away; one that is not there does not matter. */
export async function unlock(center: Center, accountId: string): Promise<void> {
  await center.pool.query(
    'UPDATE access.credential SET failures = 0, locked_until = NULL WHERE account_id = $1',
    [accountId],
  );
}

/** Gives an account its first password and one-time-code seed (base32). */
export async function enrol(
  center: Center,
  accountId: string,
  password: string,
  seed: string,
  mustChange: boolean,
): Promise<void> {
  await center.pool.query(
    `INSERT INTO access.credential (account_id, password, totp, must_change, changed_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (account_id) DO UPDATE SET password = excluded.password, totp = excluded.totp, last_step = 0, must_change = excluded.must_change, changed_at = excluded.changed_at, failures = 0, locked_until = NULL`,
    [accountId, await hashPassword(password), center.vault.seal(seed, accountId), mustChange, center.now()],
  );
}

/** What the holder of an account has newly taken over; null = stays as it is. */
interface FreshFactors {
  /** argon2id hash. */
  readonly password: string | null;
  /** Base32 seed, and the step of the code that proved it, which is used up. */
  readonly authenticator: { readonly seed: string; readonly step: number } | null;
}

/** Replaces the factors that were taken over; a lock falls with them. The first ones have to be both. */
export async function replaceCredentials(
  client: Client,
  center: Center,
  accountId: string,
  { password, authenticator }: FreshFactors,
): Promise<void> {
  const totp = authenticator && center.vault.seal(authenticator.seed, accountId);
  if (password !== null && totp !== null)
    await client.query(
      `INSERT INTO access.credential (account_id, password, totp, changed_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id) DO NOTHING`,
      [accountId, password, totp, center.now()],
    );
  if (password !== null)
    await client.query(REPLACE_PASSWORD, [accountId, password, center.now(), center.access.formerPasswords]);
  // A certificate alone lifts no lock.
  if (password === null && totp === null) return;
  await client.query(
    `UPDATE access.credential SET totp = coalesce($2, totp), last_step = coalesce($3, last_step), failures = 0,
locked_until = NULL WHERE account_id = $1`,
    [accountId, totp, authenticator?.step ?? null],
  );
}
