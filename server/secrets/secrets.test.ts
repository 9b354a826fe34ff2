import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { CodedError } from '../codedError.ts';
import { createKeyedDigest, newDigestKey } from './keyedDigest.ts';
import { createKeyring, keyIdOf } from './keyring.ts';
import { createMasterKeyFile, loadMasterKey, type MasterKeySource, masterKeyOf } from './masterKey.ts';
import { canonicalCode, oneTimeCode, randomToken, tokenDigest } from './token.ts';

const directory = mkdtempSync(join(tmpdir(), 'egov-secrets-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const newKey = () => masterKeyOf(randomBytes(32), 'test');

async function refusal(source: MasterKeySource): Promise<CodedError> {
  try {
    await loadMasterKey(source);
  } catch (error) {
    if (error instanceof CodedError) return error;
  }
  throw new Error('expected a coded refusal');
}

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('the master key', () => {
  const file = join(directory, 'master.key');

  test('from a file, the environment or a command it is the same key', async () => {
    const made = createMasterKeyFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8').trim();
    process.env.CENTER_TEST_MASTER_KEY = Buffer.from(text, 'base64').toString('hex');
    const loaded = [
      await loadMasterKey({ kind: 'file', path: file }),
      await loadMasterKey({ kind: 'environment', variable: 'CENTER_TEST_MASTER_KEY' }),
      await loadMasterKey({ kind: 'command', argv: ['cat', file] }),
      masterKeyOf(Buffer.from(text, 'base64'), 'raw'),
    ];
    for (const key of loaded) expect(key).toEqual(made);
    expect(made.id).toMatch(/^[0-9a-f]{16}$/);
    expect(process.env.CENTER_TEST_MASTER_KEY).toBeUndefined();
  });

  test('the command is no shell line', async () => {
    const key = await loadMasterKey({
      kind: 'command',
      argv: ['printf', '%s', '$(id);'.padEnd(32, 'x')],
    });
    expect(Buffer.from(key.bytes).toString()).toBe('$(id);'.padEnd(32, 'x'));
  });

  test('missing, malformed and exposed keys are refused, and no refusal shows the key', async () => {
    expect((await refusal({ kind: 'file', path: join(directory, 'none') })).code).toBe('secret/key-missing');
    expect((await refusal({ kind: 'environment', variable: 'CENTER_TEST_NONE' })).code).toBe(
      'secret/key-missing',
    );
    const leaky = ['sh', '-c', 'echo top-secret; echo top-secret >&2; exit 3'] as const;
    const failed = await refusal({ kind: 'command', argv: [...leaky] });
    expect(failed.code).toBe('secret/key-missing');
    expect(failed.text.en).toContain('sh (3)');
    expect(failed.message + failed.text.zh).not.toContain('top-secret');
    writeFileSync(file, 'top-secret\n', { mode: 0o600 });
    const malformed = await refusal({ kind: 'file', path: file });
    expect(malformed.code).toBe('secret/key-malformed');
    expect(malformed.message).not.toContain('top-secret');
    chmodSync(file, 0o640);
    expect((await refusal({ kind: 'file', path: file })).code).toBe('secret/key-exposed');
  });
});

describe('the keyring', () => {
  test('opens what it sealed, only in its place and only whole', () => {
    const ring = createKeyring(newKey());
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.string(), (bytes, place, other) => {
        fc.pre(place !== other);
        const sealed = ring.seal(bytes, place);
        expect(new Uint8Array(ring.open(sealed, place))).toEqual(bytes);
        expect(codeOf(() => ring.open(sealed, other))).toBe('secret/broken');
        expect(ring.seal(bytes, place)).not.toBe(sealed);
      }),
    );
  });

  test('any changed character is noticed', () => {
    const ring = createKeyring(newKey());
    const sealed = ring.seal('320102199003071234', 'person/1/identity-number');
    expect(sealed).not.toContain('320102');
    const character = fc.constantFrom(...'0123456789abcdefABCDEFxyzXYZ-_.');
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), character, (at, other) => {
        fc.pre(sealed[at] !== other);
        const changed = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
        expect(codeOf(() => ring.open(changed, 'person/1/identity-number'))).toMatch(
          /^secret\/(broken|unknown-key)$/,
        );
      }),
    );
    expect(codeOf(() => ring.open('', ''))).toBe('secret/broken');
  });

  test('after a rotation old values open, new ones carry the new key, and without the old key it is named', () => {
    const [before, after] = [newKey(), newKey()];
    const old = createKeyring(before).seal('张三', 'p');
    const rotating = createKeyring(after, [before]);
    expect(rotating.open(old, 'p').toString()).toBe('张三');
    const renewed = rotating.seal(rotating.open(old, 'p'), 'p');
    expect(keyIdOf(old)).toBe(before.id);
    expect(keyIdOf(renewed)).toBe(rotating.currentKeyId);
    expect(createKeyring(after).open(renewed, 'p').toString()).toBe('张三');
    expect(codeOf(() => createKeyring(after).open(old, 'p'))).toBe('secret/unknown-key');
  });
});

test('the keyed digest finds equals, separates kinds and is no plain hash', () => {
  const digest = createKeyedDigest(newDigestKey());
  const value = digest.digestOf('identity-number', '320102199003071234');
  expect(value).toMatch(/^[0-9a-f]{32}$/);
  expect(digest.digestOf('identity-number', '320102199003071234')).toBe(value);
  expect(digest.digestOf('phone', '320102199003071234')).not.toBe(value);
  expect(digest.digestOf('a', 'b:c')).not.toBe(digest.digestOf('a:b', 'c'));
  expect(createKeyedDigest(newDigestKey()).digestOf('identity-number', '320102199003071234')).not.toBe(value);
  expect(createHash('sha256').update('320102199003071234').digest('hex')).not.toContain(value);
});

test('tokens differ, and a one-time code survives being typed by hand', () => {
  expect(new Set(Array.from({ length: 100 }, randomToken)).size).toBe(100);
  expect(tokenDigest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const code = oneTimeCode();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  const typed = ` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')} `;
  expect(canonicalCode(typed)).toBe(canonicalCode(code));
});
