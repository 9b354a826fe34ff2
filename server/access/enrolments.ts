import type { EnrolmentState } from '../../shared/domain/enrolment/state.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Center } from '../center.ts';
import type { Client } from '../db/database.ts';
import { columnOf, tableOf } from '../fold/tables.ts';
import { canonicalCode, oneTimeCode, tokenDigest } from '../secrets/token.ts';
import { newTotpSecret } from '../secrets/totp.ts';

/** What an enrolment keeps beside the log. */
export interface EnrolmentKeep {
  readonly id: string;
  readonly accountId: string;
  /** PKCS#10 request of the workstation, PEM. */
  readonly request: string | null;
  /** The certificate once issued, PEM. */
  readonly certificate: string | null;
}

const codeDigest = (code: string) => tokenDigest(canonicalCode(code));

/** A new one-time code; the former one is void. Only its digest is kept. */
export async function newCode(center: Center, id: string, accountId: string): Promise<string> {
  const code = oneTimeCode();
  await center.pool.query(
    `INSERT INTO access.enrolment (id, account_id, code) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET code = excluded.code`,
    [id, accountId, codeDigest(code)],
  );
  return code;
}

/** The opened enrolment of an account that this code was made for; null when any of it does not fit. */
export async function openedBy(
  center: Center,
  accountNo: string,
  code: string,
): Promise<EnrolmentState | null> {
  const { rows } = await center.pool.query<{ body: EnrolmentState }>(
    `SELECT body FROM ${tableOf('enrolment')} AS e JOIN access.enrolment AS k ON k.id = e.id
WHERE ${columnOf('accountNo')} = $1 AND state = 'opened' AND k.code = $2`,
    [accountNo, codeDigest(code)],
  );
  return rows[0]?.body ?? null;
}

/** What the account is to be tied to: a certificate to be issued over a request, or one that is there already. */
export interface WantedCertificate {
  /** SHA-256 of its key (SPKI), lower-case hex. */
  readonly keyFingerprint: string;
  /** PKCS#10 request, PEM; null where the certificate is there. */
  readonly request: string | null;
  /** Certificate of another CA, PEM; null where it is to be issued. */
  readonly certificate: string | null;
}

/** The enrolment that this workstation has applied under already: the answer to it was lost. */
export async function appliedWith(
  center: Center,
  accountNo: string,
  pickup: string,
): Promise<EnrolmentState | null> {
  const { rows } = await center.pool.query<{ body: EnrolmentState }>(
    `SELECT body FROM ${tableOf('enrolment')} AS e JOIN access.enrolment AS k ON k.id = e.id
WHERE ${columnOf('accountNo')} = $1 AND k.pickup = $2`,
    [accountNo, tokenDigest(pickup)],
  );
  return rows[0]?.body ?? null;
}

/** Keeps, together with the act, what the workstation that applied asked for; its code is used up. */
export function keepApplication(
  id: string,
  accountId: string,
  pickup: string,
  wanted: WantedCertificate | null,
): (client: Client) => Promise<void> {
  return async (client) => {
    await client.query(
      `INSERT INTO access.enrolment (id, account_id, pickup, request, certificate) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET code = NULL, pickup = excluded.pickup, request = excluded.request,
certificate = excluded.certificate`,
      [id, accountId, tokenDigest(pickup), wanted?.request ?? null, wanted?.certificate ?? null],
    );
  };
}

/** What is kept for the workstation that shows this token; null for any other. */
export async function keepOf(center: Center, id: string, pickup: string): Promise<EnrolmentKeep | null> {
  const { rows } = await center.pool.query<EnrolmentKeep>(
    'SELECT id, account_id AS "accountId", request, certificate FROM access.enrolment WHERE id = $1 AND pickup = $2',
    [id, tokenDigest(pickup)],
  );
  return rows[0] ?? null;
}

/** Keeps the certificate issued; the first one stays, should two calls meet. @returns the one that is kept */
export async function keepCertificate(center: Center, id: string, certificate: string): Promise<string> {
  const { rows } = await center.pool.query<{ certificate: string }>(
    'UPDATE access.enrolment SET certificate = coalesce(certificate, $2) WHERE id = $1 RETURNING certificate',
    [id, certificate],
  );
  return rows[0]?.certificate ?? certificate;
}

/** The seed of the new authenticator, made at the first asking and sealed at rest. */
export async function seedOf(center: Center, id: string): Promise<string> {
  const { rows } = await center.pool.query<{ seed: string }>(
    'UPDATE access.enrolment SET seed = coalesce(seed, $2) WHERE id = $1 RETURNING seed',
    [id, center.vault.seal(newTotpSecret(), id)],
  );
  const [row] = rows;
  if (!row) throw new ProblemError('enrolment/gone');
  return center.vault.open(row.seed, id);
}

/** Once it is over nothing of it is needed any more. */
export async function forget(client: Client, id: string): Promise<void> {
  await client.query('DELETE FROM access.enrolment WHERE id = $1', [id]);
}

/**
 * Clears enrolments that ended otherwise than by being taken over: what was issued under them is revoked first, so that
 * a crash in between leaves something to do again and nothing undone.
 */
export async function clearEnded(
  center: Center,
  revoke: (certificatePem: string) => Promise<void>,
): Promise<void> {
  const { rows } = await center.pool.query<{ id: string; certificate: string | null }>(
    `SELECT k.id, k.certificate FROM access.enrolment AS k JOIN ${tableOf('enrolment')} AS e ON e.id = k.id
WHERE e.state IN ('refused', 'cancelled', 'expired') AND (k.certificate, k.seed, k.request) IS DISTINCT FROM (NULL, NULL, NULL)`,
  );
  for (const { id, certificate } of rows) {
    if (certificate !== null) await revoke(certificate);
    await center.pool.query(
      'UPDATE access.enrolment SET certificate = NULL, seed = NULL, request = NULL, code = NULL WHERE id = $1',
      [id],
    );
  }
}
