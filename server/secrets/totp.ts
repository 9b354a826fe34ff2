import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** SHA-1, six digits, 30 s: what every authenticator application implements (RFC 6238 section 1.2 R4, appendix). */
const ALGORITHM = 'SHA1';
/** Steps before and after the current one that still count (RFC 6238 section 5.2). */
const WINDOW = 1;

/** A code to check. */
export interface TotpAttempt {
  /** Base32 seed. */
  readonly secret: string;
  readonly code: string;
  readonly now: Date;
  /** Last step accepted for this account, null when none: a code is good once (RFC 6238 section 5.2). */
  readonly lastStep: number | null;
}

/** A new 160-bit seed, Base32. Keep it sealed. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The `otpauth://` URI for the QR code of an enrolment. */
export function totpUri(issuer: string, account: string, secret: string): string {
  return totp(secret, issuer, account).toString();
}

/**
 * Checks a code.
 *
 * @returns the step it belongs to, to be stored as the account's `lastStep` in the same transaction; null when the
 *   code is wrong, too old or was used before
 */
export function verifyTotp({ secret, code, now, lastStep }: TotpAttempt): number | null {
  const digits = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const generator = totp(secret, '', '');
  const timestamp = now.getTime();
  const delta = generator.validate({ token: digits, timestamp, window: WINDOW });
  if (delta === null) return null;
  const step = generator.counter({ timestamp }) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

function totp(secret: string, issuer: string, label: string): TOTP {
  return new TOTP({ issuer, label, secret, algorithm: ALGORITHM, digits: DIGITS, period: PERIOD_SECONDS });
}

/** The code an authenticator shows at that moment. */
export function currentTotp(secret: string, now: Date): string {
  return totp(secret, '', '').generate({ timestamp: now.getTime() });
}
