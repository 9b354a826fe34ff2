import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { broken } from './errors.ts';

/** Answer of a verification. */
export interface PasswordAnswer {
  readonly matches: boolean;
  /** True when it matches but was hashed with other parameters than today's: hash it anew now. */
  readonly outdated: boolean;
}

interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** RFC 9106 section 4, second recommendation, with one lane: the thread pool is shared with everything else. */
const COST: Cost = { memory: 65536, passes: 3, parallelism: 1 };
const HASH_BYTES = 32;
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const derive = promisify(argon2);

/** Hashes a password with argon2id on the thread pool; the result is a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await argon2id(password, nonce, HASH_BYTES, COST);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(hash)}`;
}

/**
 * Compares a password with a PHC string in constant time.
 *
 * @throws CodedError `secret/broken` when the stored text is no argon2id hash
 */
export async function verifyPassword(stored: string, password: string): Promise<PasswordAnswer> {
  const [, m, t, p, salt, expected] = PHC.exec(stored) ?? [];
  if (salt === undefined || expected === undefined) throw broken();
  const cost: Cost = { memory: Number(m), passes: Number(t), parallelism: Number(p) };
  const wanted = Buffer.from(expected, 'base64');
  const found = await argon2id(password, Buffer.from(salt, 'base64'), wanted.length, cost);
  const matches = timingSafeEqual(found, wanted);
  const current =
    cost.memory === COST.memory && cost.passes === COST.passes && cost.parallelism === COST.parallelism;
  return { matches, outdated: matches && !current };
}

/** NFKC (NIST SP 800-63B 5.1.1.2): full-width and composed forms typed on another keyboard are the same password. */
async function argon2id(password: string, nonce: Buffer, tagLength: number, cost: Cost): Promise<Buffer> {
  const parameters: Argon2Parameters = { message: password.normalize('NFKC'), nonce, tagLength, ...cost };
  try {
    return await derive('argon2id', parameters);
  } catch (error) {
    throw broken(error);
  }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
