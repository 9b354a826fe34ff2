import { randomInt } from 'node:crypto';
import type { AccountState } from '../../shared/domain/account/state.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { enrol } from '../access/credentials.ts';
import type { Center } from '../center.ts';
import { identityOf, type CertificateIdentity } from '../pki/identity.ts';
import { writePkcs12 } from '../pki/pkcs12.ts';
import type { Issued } from '../pki/issue.ts';
import type { CenterCa } from '../pki/store.ts';
import { oneTimeCode } from '../secrets/token.ts';
import { newTotpSecret, totpUri } from '../secrets/totp.ts';

/** What a person is handed, on paper or a token, and what the server keeps only as digests. */
export interface Enrolment {
  readonly accountNo: string;
  readonly displayName: string;
  readonly password: string;
  /** Base32 seed of the one-time codes and its `otpauth://` URI. */
  readonly seed: string;
  readonly uri: string;
  /** PKCS#12 file and its passphrase. */
  readonly pkcs12: Uint8Array;
  readonly passphrase: string;
}

/** A certificate for an account, with what the account's record keeps of it. */
export interface IssuedFor {
  readonly issued: Issued;
  readonly identity: CertificateIdentity;
  readonly fields: {
    readonly certSerial: string;
    readonly certFingerprint: string;
    readonly certExpiry: string;
  };
}

/** How long a client certificate is good for. */
export const CERTIFICATE_DAYS = 365;

/** Issues a client certificate that names the account. */
export async function certificateFor(
  ca: CenterCa,
  accountNo: string,
  displayName: string,
  now: Date,
): Promise<IssuedFor> {
  const issued = await ca.issueClient({ accountNo, displayName }, { now, days: CERTIFICATE_DAYS });
  const identity = identityOf(issued.certificatePem);
  const fields = {
    certSerial: identity.serial,
    certFingerprint: identity.fingerprint,
    certExpiry: dayOf(identity.notAfter),
  };
  return { issued, identity, fields };
}

/** What a person is handed besides the certificate: a password and the seed of one-time codes. */
export type Factors = Omit<Enrolment, 'pkcs12' | 'passphrase'>;

/** Makes a password and a one-time-code seed for an account; they count once `enrol` has stored them. */
export function newFactors(account: Pick<AccountState, 'accountNo' | 'name'>): Factors {
  const accountNo = account.accountNo ?? '';
  const seed = newTotpSecret();
  return {
    accountNo,
    displayName: account.name ?? accountNo,
    password: newPassword(),
    seed,
    uri: totpUri('政务网站群', accountNo, seed),
  };
}

/** Gives an account its password, one-time-code seed and certificate file. */
export async function enrolAccount(
  center: Center,
  account: Pick<AccountState, 'id' | 'accountNo' | 'name'>,
  issued: Issued,
  mustChange: boolean,
): Promise<Enrolment> {
  const factors = newFactors(account);
  const passphrase = oneTimeCode();
  await enrol(center, account.id, factors.password, factors.seed, mustChange);
  return {
    ...factors,
    pkcs12: await writePkcs12(issued.keyPem ?? '', issued.certificatePem, passphrase),
    passphrase,
  };
}

/** A password that meets the policy and can be typed from paper: a one-time code, lower case, with a sign and a digit. */
function newPassword(): string {
  const code = oneTimeCode();
  return `${code.slice(0, 9)}${code.slice(9).toLowerCase()}#${randomInt(10)}a`;
}
