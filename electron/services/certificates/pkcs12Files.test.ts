import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Integer, OctetString, Sequence } from 'asn1js';
import * as pkijs from 'pkijs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../testing/signedIn.ts';
import { decryptLegacy } from './legacyPbe.ts';
import { parsePkcs12 } from './pkcs12.ts';

/** Files as `openssl pkcs12` writes them, for every way that a center may be handed one. */
let folder = '';
const at = (name: string) => join(folder, name);
const openssl = (...words: string[]) =>
  execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });

const kinds = {
  rsa: ['rsa:2048'],
  p256: ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
  p384: ['ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1'],
} as const;
type Kind = keyof typeof kinds;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'egov-p12-files-'));
  for (const [kind, words] of Object.entries(kinds)) {
    const out = ['-nodes', '-keyout', at(`${kind}.key`), '-out', at(`${kind}.crt`)];
    const name = ['-utf8', '-subj', `/CN=张三 ${kind}`, '-addext', 'basicConstraints=CA:FALSE'];
    openssl('req', '-x509', '-newkey', ...words, ...out, ...name);
  }
  const ca = ['-nodes', '-keyout', at('ca.key'), '-out', at('ca.crt'), '-subj', '/CN=CA'];
  openssl('req', '-x509', '-newkey', 'rsa:2048', ...ca);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file. @returns its content */
function write(kind: Kind, passphrase: string, options: readonly string[]): Buffer {
  const own = ['-inkey', at(`${kind}.key`), '-in', at(`${kind}.crt`), '-out', at('a.p12')];
  openssl('pkcs12', '-export', ...options, ...own, '-passout', `pass:${passphrase}`);
  return readFileSync(at('a.p12'));
}

const certificateOf = (pem: string) => new X509Certificate(pem).fingerprint256;
const ownCertificate = (kind: Kind) => certificateOf(readFileSync(at(`${kind}.crt`), 'utf8'));

const pbe = (key: string, certificate = key) => ['-keypbe', key, '-certpbe', certificate];
const files: readonly (readonly [name: string, options: readonly string[]])[] = [
  ['AES-128-CBC, MAC SHA-1', [...pbe('AES-128-CBC'), '-macalg', 'sha1']],
  ['AES-192-CBC, MAC SHA-256', [...pbe('AES-192-CBC'), '-macalg', 'sha256']],
  ['AES-256-CBC, MAC SHA-384', [...pbe('AES-256-CBC'), '-macalg', 'sha384']],
  ['AES-256-CBC, MAC SHA-512', [...pbe('AES-256-CBC'), '-macalg', 'sha512']],
  ['AES-256-CBC, 100,000 rounds', [...pbe('AES-256-CBC'), '-iter', '100000']],
  ['the certificate in clear', pbe('AES-256-CBC', 'NONE')],
  ['outdated: RC2-40 and 3DES, MAC SHA-1 (old Windows)', ['-legacy', '-macalg', 'sha1']],
  ['outdated: 3DES throughout (Windows)', [...pbe('PBE-SHA1-3DES'), '-macalg', 'sha1']],
  ['outdated certificate, key with AES', pbe('AES-256-CBC', 'PBE-SHA1-3DES')],
];

describe.each(['rsa', 'p256', 'p384'] as const)('%s', (kind) => {
  test.each(files)('%s', async (_name, options) => {
    for (const passphrase of ['correct horse', '口令 1', '']) {
      const bytes = write(kind, passphrase, options);
      const { certificatePem, keyPem } = await parsePkcs12(bytes, passphrase);
      expect(certificateOf(certificatePem)).toBe(ownCertificate(kind));
      expect(keyPem).toContain('BEGIN PRIVATE KEY');
      expect(await codeOf(parsePkcs12(bytes, `${passphrase}x`))).toBe('certificate/passphrase');
    }
  });
});

describe('what else a file may hold', () => {
  test('of several certificates the one that belongs to the key is taken, wherever it stands', async () => {
    const all = ['ca', 'p384', 'rsa'].map((name) => readFileSync(at(`${name}.crt`), 'utf8'));
    writeFileSync(at('chain.pem'), all.join(''));
    const bytes = write('p256', 'x', ['-certfile', at('chain.pem')]);
    expect(certificateOf((await parsePkcs12(bytes, 'x')).certificatePem)).toBe(ownCertificate('p256'));
  });

  test('the certificate of a CA is no client certificate, even with its key', async () => {
    openssl(
      'pkcs12',
      '-export',
      '-inkey',
      at('ca.key'),
      '-in',
      at('ca.crt'),
      '-out',
      at('ca.p12'),
      '-passout',
      'pass:x',
    );
    expect(await codeOf(parsePkcs12(readFileSync(at('ca.p12')), 'x'))).toBe('certificate/unreadable');
  });

  test.each([
    ['a key without a certificate', ['-nocerts', '-inkey', 'p256.key']],
    ['certificates without a key', ['-nokeys', '-in', 'p256.crt']],
  ])('%s is refused', async (_name, words) => {
    const own = words.map((word) => (/\./.test(word) ? at(word) : word));
    openssl('pkcs12', '-export', ...own, '-out', at('half.p12'), '-passout', 'pass:x');
    expect(await codeOf(parsePkcs12(readFileSync(at('half.p12')), 'x'))).toBe('certificate/unreadable');
  });

  test('an algorithm nobody should use any more is refused with its remedy', async () => {
    const bytes = write('rsa', 'x', ['-legacy', ...pbe('PBE-SHA1-RC4-128')]);
    expect(await codeOf(parsePkcs12(bytes, 'x'))).toBe('certificate/legacy');
  });

  test('a file without its seal (MAC) is refused', async () => {
    expect(await codeOf(parsePkcs12(write('rsa', 'x', ['-nomac']), 'x'))).toBe('certificate/unreadable');
  });

  test.each([2 ** 23 - 1, 2 ** 31 - 1])('a seal of %i rounds is refused at once', async (rounds) => {
    const pfx = pkijs.PFX.fromBER(new Uint8Array(write('rsa', 'x', [])).buffer);
    if (pfx.macData) pfx.macData.iterations = rounds;
    const endless = Buffer.from(pfx.toSchema().toBER());
    expect(await codeOf(parsePkcs12(endless, 'x'))).toBe('certificate/unreadable');
  });

  test.each([2 ** 23 - 1, 2 ** 31 - 1])('so is an outdated key of %i rounds', async (rounds) => {
    const salt = new OctetString({ valueHex: new Uint8Array(8).buffer });
    const algorithm = new pkijs.AlgorithmIdentifier({
      algorithmId: '1.2.840.113549.1.12.1.3',
      algorithmParams: new Sequence({ value: [salt, new Integer({ value: rounds })] }),
    });
    await expect(decryptLegacy(algorithm, new ArrayBuffer(8), 'x')).rejects.toThrow(RangeError);
  });

  test('a file cut anywhere is refused, never half read', async () => {
    const bytes = write('p256', 'x', []);
    for (let length = 0; length < bytes.length; length += 97)
      expect(await codeOf(parsePkcs12(bytes.subarray(0, length), 'x'))).toBe('certificate/unreadable');
  });
});
