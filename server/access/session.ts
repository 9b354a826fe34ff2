import { dayOf } from '../../shared/calendar/legalDay.ts';
import { rolesOf } from '../../shared/domain/account/holdings.ts';
import type { AccountState } from '../../shared/domain/account/state.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { OperationOutput } from '../../shared/api/operations.ts';
import type { Actor } from '../../shared/log/event.ts';
import type { Center } from '../center.ts';
import { isStorageFailure, type Client } from '../db/database.ts';
import { tableOf } from '../fold/tables.ts';
import { randomToken, tokenDigest } from '../secrets/token.ts';
import { accountById } from './accounts.ts';
import { minutesAfter } from './policy.ts';
import { titlesOf } from '../query/list.ts';

/** A session in force, with the person as they are now. */
export interface OpenSession {
  readonly id: string;
  readonly account: AccountState;
  readonly actor: Actor;
  readonly idleUntil: string;
  readonly absoluteUntil: string;
  readonly stepUpUntil: string | null;
  /** The password was handed out by somebody, or is too old, and has to be changed before anything else. */
  readonly mustChange: boolean;
}

interface SessionRow {
  id: string;
  account_id: string;
  certificate: string;
  idle_until: string;
  absolute_until: string;
  step_up_until: string | null;
  must_change: boolean | null;
}

/**
 * Opens a session bound to the certificate it was opened with.
 * @param latest end of the session that goes on in this one; a renewed certificate makes no day longer
 */
export async function openSession(
  center: Center,
  accountId: string,
  certificate: string,
  ip: string | null,
  latest?: string,
): Promise<string> {
  const token = randomToken();
  const now = center.now();
  const { idleMinutes, absoluteHours } = center.access;
  await center.pool.query(
    `INSERT INTO access.session (token, id, account_id, certificate, ip, opened_at, idle_until, absolute_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tokenDigest(token),
      center.newId(),
      accountId,
      certificate,
      ip,
      now,
      minutesAfter(now, idleMinutes),
      latest ?? minutesAfter(now, absoluteHours * 60),
    ],
  );
  return token;
}

/**
 * The session of a token; using it moves its idle limit on.
 * @throws ProblemError `auth/session-ended` when it is unknown, over, bound to another certificate, or its account is out of force.
 */
export async function findSession(
  center: Center,
  token: string | null,
  certificate: string | null,
): Promise<OpenSession> {
  const now = center.now();
  const { rows } = await center.pool.query<SessionRow>({
    name: 'find-session',
    text: `SELECT id, account_id, certificate, idle_until, absolute_until, step_up_until,
must_change OR changed_at < $3::timestamptz - make_interval(days => $4) AS must_change
FROM access.session LEFT JOIN access.credential USING (account_id) WHERE token = $1 AND certificate = $2 AND ended_at IS NULL AND idle_until > $3 AND absolute_until > $3`,
    values: [tokenDigest(token ?? ''), certificate ?? '', now, center.access.passwordDays],
  });
  const [row] = rows;
  if (!row) throw new ProblemError('auth/session-ended');
  const account = await accountById(center.pool, row.account_id);
  if (account?.state !== 'active' || account.certFingerprint !== certificate)
    throw new ProblemError('auth/session-ended');
  return {
    id: row.id,
    account,
    actor: await actorOf(center, account),
    idleUntil: await moveIdleLimit(center, row, now),
    absoluteUntil: row.absolute_until,
    stepUpUntil: row.step_up_until,
    mustChange: row.must_change ?? false,
  };
}

/** A session in force whose token is shown with another certificate than its own: somebody has copied the token. */
export async function sessionOfOther(
  center: Center,
  token: string,
  certificate: string,
): Promise<{ readonly session: string; readonly account: string } | null> {
  const { rows } = await center.pool.query<{ session: string; account: string }>(
    `SELECT id AS session, account_id AS account FROM access.session
WHERE token = $1 AND certificate <> $2 AND ended_at IS NULL AND idle_until > $3 AND absolute_until > $3`,
    [tokenDigest(token), certificate, center.now()],
  );
  return rows[0] ?? null;
}

/** Latest end of the open session with which the holder asked for a new certificate; null when it is over. */
export async function sessionToRenew(
  center: Center,
  token: string | null,
  account: AccountState,
): Promise<string | null> {
  const former = account.certFingerprint ?? '';
  if (token === null || (await sessionStanding(center, token, former)) === 'ended') return null;
  const { rows } = await center.pool.query<{ until: string }>(
    'SELECT absolute_until AS until FROM access.session WHERE token = $1 AND account_id = $2',
    [tokenDigest(token), account.id],
  );
  return rows[0]?.until ?? null;
}

/** Is the session of a token still in force. Looking does not move its idle limit. */
export async function sessionStanding(
  center: Center,
  token: string,
  certificate: string,
): Promise<'open' | 'ended'> {
  const { rowCount } = await center.pool.query({
    name: 'session-standing',
    text: `SELECT 1 FROM access.session
WHERE token = $1 AND certificate = $2 AND ended_at IS NULL AND idle_until > $3 AND absolute_until > $3`,
    values: [tokenDigest(token), certificate, center.now()],
  });
  return rowCount === 0 ? 'ended' : 'open';
}

/** The idle limit moves in steps of this, so that reading costs no write each time. */
const IDLE_STEP_MS = 10_000;

/** Moves the idle limit on. Where the database takes no writes the session goes on as it is, so that reading does too. */
async function moveIdleLimit(center: Center, row: SessionRow, now: string): Promise<string> {
  const until = minutesAfter(now, center.access.idleMinutes);
  if (Date.parse(until) - Date.parse(row.idle_until) < IDLE_STEP_MS) return row.idle_until;
  try {
    await center.pool.query({
      name: 'move-idle-limit',
      text: 'UPDATE access.session SET idle_until = $2 WHERE id = $1 AND ended_at IS NULL',
      values: [row.id, until],
    });
    return until;
  } catch (error) {
    if (isStorageFailure(error)) return row.idle_until;
    throw error;
  }
}

/** The person behind an account, as the log will keep them. */
export async function actorOf(center: Center, account: AccountState): Promise<Actor> {
  const titles = account.unit ? await titlesOf(center.pool, [account.unit]) : {};
  return {
    id: account.id,
    accountNo: account.accountNo ?? '',
    name: account.name ?? account.person?.name ?? '',
    unitId: account.unit ?? null,
    unitName: account.unit ? (titles[account.unit] ?? '') : '',
    person: account.person?.digest ?? null,
    roles: rolesOf(account, dayOf(center.now())),
  };
}

/** Sessions of an account that are in force now, newest first. */
export async function openSessionsOf(
  center: Center,
  accountId: string,
): Promise<readonly { id: string; ip: string | null; openedAt: string; idleUntil: string }[]> {
  const { rows } = await center.pool.query(
    `SELECT id, ip, opened_at AS "openedAt", idle_until AS "idleUntil" FROM access.session
WHERE account_id = $1 AND ended_at IS NULL AND idle_until > $2 AND absolute_until > $2 ORDER BY opened_at DESC`,
    [accountId, center.now()],
  );
  return rows;
}

/** Most sessions that are listed; a center has some hundred people. */
const LISTED = 500;

/** Everybody's open sessions, newest first. */
export async function allOpenSessions(center: Center): Promise<OperationOutput<'sessions.list'>['sessions']> {
  const { rows } = await center.pool.query(
    `SELECT s.id, s.ip, s.opened_at AS "openedAt", s.idle_until AS "idleUntil", s.absolute_until AS "absoluteUntil",
s.account_id AS "accountId", a.body ->> 'accountNo' AS "accountNo", coalesce(a.body ->> 'name', '') AS name
FROM access.session AS s JOIN ${tableOf('account')} AS a ON a.id = s.account_id
WHERE ended_at IS NULL AND idle_until > $1 AND absolute_until > $1 ORDER BY opened_at DESC LIMIT ${LISTED}`,
    [center.now()],
  );
  return rows;
}

/** Account of a session; null when there is no such session. */
export async function sessionOwner(center: Center, id: string): Promise<string | null> {
  const { rows } = await center.pool.query<{ account_id: string }>(
    'SELECT account_id FROM access.session WHERE id = $1',
    [id],
  );
  return rows[0]?.account_id ?? null;
}

/** Ends one session; ending it again changes nothing. */
export async function endSession(center: Center, id: string, reason: string): Promise<void> {
  await center.pool.query(
    'UPDATE access.session SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL',
    [id, center.now(), reason],
  );
}

/** Ends every session of an account together with what it has to stand or fall with. */
export async function endSessionsOf(
  client: Client,
  center: Center,
  accountId: string,
  reason: string,
): Promise<void> {
  await client.query(
    'UPDATE access.session SET ended_at = $2, end_reason = $3 WHERE account_id = $1 AND ended_at IS NULL',
    [accountId, center.now(), reason],
  );
}

/** Ends every session that was opened with one of these certificates. */
export async function endSessionsWith(
  center: Center,
  certificates: readonly string[],
  reason: string,
): Promise<void> {
  if (certificates.length === 0) return;
  await center.pool.query(
    'UPDATE access.session SET ended_at = $2, end_reason = $3 WHERE certificate = ANY($1) AND ended_at IS NULL',
    [[...certificates], center.now(), reason],
  );
}

/** How long ended sessions, and answers kept for a request that is sent again, are of any use. */
const KEPT_DAYS = 90;

/** Ends what has run out, so that it is listed as ended, and forgets what ended long ago. */
export async function clearSessions(center: Center): Promise<void> {
  const now = center.now();
  const before = minutesAfter(now, -KEPT_DAYS * 24 * 60);
  await center.pool.query(
    `UPDATE access.session SET ended_at = least(idle_until, absolute_until), end_reason = 'expired'
WHERE ended_at IS NULL AND least(idle_until, absolute_until) < $1`,
    [now],
  );
  await center.pool.query('DELETE FROM access.session WHERE ended_at < $1', [before]);
  await center.pool.query('DELETE FROM log.idempotency WHERE at < $1', [before]);
}

/** Ends every session of the account but this one. @returns how many */
export async function endOtherSessions(
  client: Client,
  center: Center,
  accountId: string,
  own: string,
  reason: string,
): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE access.session SET ended_at = $3, end_reason = $4
WHERE account_id = $1 AND id <> $2 AND ended_at IS NULL`,
    [accountId, own, center.now(), reason],
  );
  return rowCount ?? 0;
}

/** Remembers a fresh proof of presence. */
export async function rememberStepUp(center: Center, id: string): Promise<string> {
  const until = minutesAfter(center.now(), center.access.stepUpMinutes);
  await center.pool.query('UPDATE access.session SET step_up_until = $2 WHERE id = $1', [id, until]);
  return until;
}
