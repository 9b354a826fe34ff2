import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { SecretStore } from './secretStore.ts';

const SERVICE = 'egov-center-client';
const CANARY = 'canary';
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

/**
 * The operating system's keychain (libsecret, Keychain, Credential Manager), or null where it cannot be used:
 * the library is missing, there is no service, it is locked, or it does not answer in time.
 * A locked keyring answers reads with "not there", so a canary is written and read back before it is believed.
 */
export async function openKeytarStore(service = SERVICE): Promise<SecretStore | null> {
  try {
    const keytar = await loadKeytar();
    const probe = randomBytes(9).toString('base64');
    const answer = await inTime(
      keytar.setPassword(service, CANARY, probe).then(() => keytar.getPassword(service, CANARY)),
    );
    return answer === probe ? storeOver(keytar, service) : null;
  } catch {
    return null;
  }
}

/** Loaded only when asked for: its binary needs libsecret, which a server or a bare desktop may lack. */
async function loadKeytar(): Promise<Keytar> {
  const loaded: unknown = await import('keytar');
  const inner =
    typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : loaded;
  return keytarModule.parse(inner);
}

function storeOver(keytar: Keytar, service: string): SecretStore {
  return {
    kind: 'keychain',
    async get(name) {
      const value = await inTime(keytar.getPassword(service, name));
      return value === null ? null : new Uint8Array(Buffer.from(value, 'base64'));
    },
    // Base64, because some keychains stop at a zero byte and take text only.
    set: async (name, value) =>
      inTime(keytar.setPassword(service, name, Buffer.from(value).toString('base64'))),
    async remove(name) {
      await inTime(keytar.deletePassword(service, name));
    },
    async health() {
      const canary = await inTime(keytar.getPassword(service, CANARY)).catch(() => null);
      return canary === null
        ? {
            healthy: false,
            text: {
              zh: '系统密钥环已锁定或没有响应；请解锁后重试。',
              en: 'The system keychain is locked or does not answer; unlock it and try again.',
            },
          }
        : {
            healthy: true,
            text: { zh: '凭据保存在系统密钥环中。', en: 'Credentials are kept in the system keychain.' },
          };
    },
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = setTimeout(TIMEOUT_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error('the keychain did not answer in time');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    timer.abort();
  }
}
