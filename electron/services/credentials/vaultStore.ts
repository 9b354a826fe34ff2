import { randomBytes, scrypt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import { seal, SEAL_KEY_BYTES, unseal } from './seal.ts';
import type { SecretStore } from './secretStore.ts';

/** OWASP's first choice for scrypt: 128 MiB, about 0.3 s. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
const ABOUT = 'egov-center-client vault 1';

const fileSchema = z.strictObject({ version: z.literal(1), salt: z.base64(), sealed: z.base64() });
const contentSchema = z.record(z.string(), z.base64());

/**
 * Secrets in one file, sealed under a passphrase (scrypt, RFC 7914; AES-256-GCM), for machines without keychain.
 * @throws ProblemError `keychain/vault-passphrase` when the file does not open with it; the file is left as it is
 */
export async function openVaultStore(file: string, passphrase: string): Promise<SecretStore> {
  const known = existsSync(file) ? fileSchema.parse(JSON.parse(await readFile(file, 'utf8'))) : null;
  const salt = known === null ? randomBytes(16) : Buffer.from(known.salt, 'base64');
  const key = await deriveKey(passphrase, salt);
  const values = new Map(known === null ? [] : openContent(known.sealed, key));
  let saving = Promise.resolve();

  /** One write after the other, each of the newest values. */
  function save(): Promise<void> {
    saving = saving
      .catch(() => undefined)
      .then(async () => {
        const content = Buffer.from(JSON.stringify(Object.fromEntries(values)));
        const sealed = Buffer.from(seal(content, key, ABOUT)).toString('base64');
        await atomicWrite(file, JSON.stringify({ version: 1, salt: salt.toString('base64'), sealed }));
      });
    return saving;
  }

  return {
    kind: 'vault',
    async get(name) {
      const value = values.get(name);
      return value === undefined ? null : new Uint8Array(Buffer.from(value, 'base64'));
    },
    async set(name, value) {
      values.set(name, Buffer.from(value).toString('base64'));
      await save();
    },
    async remove(name) {
      if (values.delete(name)) await save();
    },
    health: async () => ({
      healthy: true,
      text: {
        zh: '本机没有系统密钥环；凭据保存在由口令加密的保险库文件中。',
        en: 'This machine has no system keychain; credentials are kept in a vault file sealed with a passphrase.',
      },
    }),
  };
}

function openContent(sealed: string, key: Uint8Array): [string, string][] {
  const content = unseal(Buffer.from(sealed, 'base64'), key, ABOUT);
  if (content === null) throw new ProblemError('keychain/vault-passphrase');
  return Object.entries(contentSchema.parse(JSON.parse(Buffer.from(content).toString('utf8'))));
}

function deriveKey(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, SEAL_KEY_BYTES, SCRYPT, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
