import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CodedError } from '../codedError.ts';
import { createAuthority, issueClient } from './issue.ts';
import { parsePkcs12, writePkcs12 } from './pkcs12.ts';

const directory = mkdtempSync(join(tmpdir(), 'egov-p12-'));
const file = (name: string): string => join(directory, name);
const validity = { now: new Date(), days: 30 };
let keyPem = '';
let certificatePem = '';
let caPem = '';

beforeAll(async () => {
  const ca = await createAuthority('测试 CA', validity);
  const issued = await issueClient(ca, { displayName: '李四', accountNo: 'A-2' }, validity);
  if (issued.keyPem === null) throw new Error('no key');
  ({ keyPem, certificatePem } = { keyPem: issued.keyPem, certificatePem: issued.certificatePem });
  caPem = ca.certificatePem;
  writeFileSync(file('key.pem'), keyPem);
  writeFileSync(file('cert.pem'), certificatePem);
  writeFileSync(file('ca.pem'), caPem);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
  return 'no error';
}

function sameKey(left: string, right: string): boolean {
  return createPrivateKey(left).equals(createPrivateKey(right));
}

function opensslExport(name: string, args: readonly string[]): Buffer {
  const inputs = ['-inkey', file('key.pem'), '-in', file('cert.pem'), '-out', file(name)];
  execFileSync('openssl', ['pkcs12', '-export', ...inputs, ...args]);
  return readFileSync(file(name));
}

test.each(['secret', '口令 with spaces', '😀'])(
  'what is written under %j is read back',
  async (passphrase) => {
    const read = await parsePkcs12(await writePkcs12(keyPem, certificatePem, passphrase), passphrase);
    expect(sameKey(read.keyPem, keyPem)).toBe(true);
    expect(new X509Certificate(read.certificatePem).fingerprint256).toBe(
      new X509Certificate(certificatePem).fingerprint256,
    );
    expect(read.chain).toEqual([]);
  },
);

test.each(['secret', '政务口令'])(
  'openssl reads what is written under %j, AES-256 throughout',
  async (passphrase) => {
    writeFileSync(file('own.p12'), await writePkcs12(keyPem, certificatePem, passphrase));
    const read = spawnSync(
      'openssl',
      ['pkcs12', '-in', file('own.p12'), '-info', '-nodes', '-passin', `pass:${passphrase}`],
      {
        encoding: 'utf8',
      },
    );
    expect(read.status).toBe(0);
    expect(read.stdout).toContain('BEGIN PRIVATE KEY');
    expect(read.stderr.match(/AES-256-CBC/g)).toHaveLength(2);
    expect(read.stderr).toMatch(/MAC: sha256/i);
  },
);

test('a file of another program is read, its CA set aside as mere display', async () => {
  const bytes = opensslExport('chain.p12', ['-certfile', file('ca.pem'), '-passout', 'pass:secret']);
  const read = await parsePkcs12(bytes, 'secret');
  expect(sameKey(read.keyPem, keyPem)).toBe(true);
  expect(new X509Certificate(read.certificatePem).subject).toContain('李四');
  expect(read.chain.map((each) => new X509Certificate(each).fingerprint256)).toEqual([
    new X509Certificate(caPem).fingerprint256,
  ]);
});

test('a wrong passphrase, damage, old algorithms and missing parts are told apart', async () => {
  const good = Buffer.from(await writePkcs12(keyPem, certificatePem, 'secret'));
  expect(await codeOf(parsePkcs12(good, 'other'))).toBe('pki/wrong-passphrase');
  expect(await codeOf(parsePkcs12(good.subarray(0, 200), 'secret'))).toBe('pki/file-broken');
  expect(await codeOf(parsePkcs12(Buffer.from('not a file'), 'secret'))).toBe('pki/file-broken');
  expect(await codeOf(parsePkcs12(new Uint8Array(), 'secret'))).toBe('pki/file-broken');
  const legacy = ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-RC2-40', '-macalg', 'sha1'];
  expect(
    await codeOf(parsePkcs12(opensslExport('old.p12', [...legacy, '-passout', 'pass:secret']), 'secret')),
  ).toBe('pki/legacy-algorithm');
  expect(await codeOf(parsePkcs12(readFileSync(file('old.p12')), 'other'))).toBe('pki/wrong-passphrase');
  execFileSync('openssl', [
    'pkcs12',
    '-export',
    '-nokeys',
    '-in',
    file('ca.pem'),
    '-out',
    file('ca.p12'),
    '-passout',
    'pass:secret',
  ]);
  expect(await codeOf(parsePkcs12(readFileSync(file('ca.p12')), 'secret'))).toBe('pki/file-incomplete');
});
