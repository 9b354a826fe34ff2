import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { SecretStore } from './secretStore.ts';

const SERVICE = 'egov-center-client';
const CANARY = 'canary';
const MARK = 'store-id';
/** A locked keyring on a desktop waits for the person at its own prompt. */
const TIMEOUT_MS = 5_000;

/** The part of keytar in use. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const keytarModule = z.custom<Keytar>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    ['getPassword', 'setPassword', 'deletePassword'].every((name) => name in value),
);

/** The operating system's keychain as it was found. */
export type Keychain =
  | { readonly state: 'open'; readonly at: (id: string) => KeychainStore }
  /** There is one, but it takes nothing: locked, not set up, or waiting at its own prompt. */
  | { readonly state: 'locked' }
  /** No library, no service, no answer. */
  | { readonly state: 'absent' };

/** The part of the keychain that belongs to one data folder. */
export interface KeychainStore extends SecretStore {
  /** Writes the mark by which the store is known again. */
  mark(): Promise<void>;
  /** Is the mark there; only to be believed while the keychain is open. */
  isMarked(): Promise<boolean>;
}

/**
 * Looks for the operating system's keychain (libsecret, Keychain, Credential Manager).
 * A locked keyring answers reads with "not there" and refuses writes, so a canary is written and read back before it
 * is believed; where not even a read succeeds, there is none.
 */
export async function lookForKeychain(service = SERVICE): Promise<Keychain> {
  let keytar: Keytar;
  try {
    keytar = await loadKeytar();
    await inTurn(() => keytar.getPassword(service, CANARY));
  } catch (error) {
    return { state: error instanceof LateError ? 'locked' : 'absent' };
  }
  try {
    const probe = randomBytes(9).toString('base64');
    await inTurn(() => keytar.setPassword(service, CANARY, probe));
    if ((await inTurn(() => keytar.getPassword(service, CANARY))) !== probe) return { state: 'locked' };
  } catch {
    return { state: 'locked' };
  }
  return { state: 'open', at: (id) => storeOver(keytar, service, id) };
}

/** Loaded only when asked for: its binary needs libsecret, which a server or a bare desktop may lack. */
async function loadKeytar(): Promise<Keytar> {
  const loaded: unknown = await import('keytar');
  const inner =
    typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : loaded;
  return keytarModule.parse(inner);
}

/** Entries carry the store's id: several data folders of one person do not meddle with one another. */
function storeOver(keytar: Keytar, service: string, id: string): KeychainStore {
  const entry = (name: string) => `${id} ${name}`;
  const read = (name: string) => told(() => keytar.getPassword(service, entry(name)));
  // Base64, because some keychains stop at a zero byte and take text only.
  const write = (name: string, value: Uint8Array) =>
    told(() => keytar.setPassword(service, entry(name), Buffer.from(value).toString('base64')));
  return {
    kind: 'keychain',
    id,
    async get(name) {
      const value = await read(name);
      if (value !== null) return new Uint8Array(Buffer.from(value, 'base64'));
      // Locked since it was found: believing "not there" would make a new key in the place of the old.
      if ((await read(MARK)) === null) throw new ProblemError('keychain/locked');
      return null;
    },
    set: write,
    async remove(name) {
      await told(() => keytar.deletePassword(service, entry(name)));
    },
    mark: () => write(MARK, Buffer.from(id)),
    isMarked: async () => (await read(MARK)) !== null,
  };
}

/** The keychain's answer; its own words name no secret, but help no clerk either. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await inTurn(work);
  } catch (error) {
    throw new ProblemError('keychain/unavailable', {}, { cause: error });
  }
}

class LateError extends Error {}

let last: Promise<unknown> = Promise.resolve();
/** A call that was given up and has not come back yet. */
let hangs = false;

/**
 * One call after the other. Each holds a thread of the few that Node reads files and names with, until the keychain
 * answers: while one hangs, none is begun and the answer is "late" at once.
 */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(async () => {
    if (hangs) throw new LateError('an earlier call of the keychain has not come back');
    const call = work();
    try {
      return await inTime(call);
    } catch (error) {
      if (error instanceof LateError) {
        hangs = true;
        const over = () => {
          hangs = false;
        };
        call.then(over, over);
      }
      throw error;
    }
  });
  last = turn.catch(() => undefined);
  return turn;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = setTimeout(TIMEOUT_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new LateError('the keychain did not answer in time');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    timer.abort();
  }
}
