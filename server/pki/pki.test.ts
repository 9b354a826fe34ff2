import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CodedError } from '../codedError.ts';
import { identityOf } from './identity.ts';
import {
  type Authority,
  createAuthority,
  type Issued,
  issueClient,
  issueClientFor,
  issueServer,
} from './issue.ts';
import { openKey, sealKey } from './sealedKey.ts';
import { type CenterCa, createCenterCa, openCenterCa, readTlsFiles } from './store.ts';

const now = new Date();
const days = (count: number): { now: Date; days: number } => ({ now, days: count });
const past = { now: new Date(now.getTime() - 40 * 86_400_000), days: 30 };
const future = { now: new Date(now.getTime() + 40 * 86_400_000), days: 30 };
const zhang = { displayName: '张三', accountNo: 'QXGL-0001' };
const passphrase = '中心口令 correct horse';

let directory = '';
let ca: CenterCa;

beforeAll(async () => {
  directory = join(mkdtempSync(join(tmpdir(), 'egov-pki-')), 'pki');
  const server = { dns: ['center.test', 'localhost'], ips: ['127.0.0.1', '::1'] };
  ca = await createCenterCa(directory, { name: '市电子政务中心 CA', passphrase, server, now });
});

afterAll(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
  return 'no error';
}

function withKey(issued: Issued): { cert: string; key: string } {
  if (issued.keyPem === null) throw new Error('no key');
  return { cert: issued.certificatePem, key: issued.keyPem };
}

describe('mutual TLS with the issued certificates', () => {
  let server: Server;
  let port = 0;

  beforeAll(async () => {
    server = createServer(
      { ...readTlsFiles(directory), requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.3' },
      (incoming, answer) => {
        const { socket } = incoming;
        if (!(socket instanceof TLSSocket)) throw new Error('no TLS');
        const peer = socket.getPeerX509Certificate();
        const accountNo = socket.authorized && peer !== undefined ? identityOf(peer.raw).accountNo : null;
        answer.end(
          JSON.stringify({
            accountNo,
            refusal: socket.authorized ? null : String(socket.authorizationError),
          }),
        );
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address !== null && typeof address === 'object') port = address.port;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  function ask(client: { cert?: string; key?: string; ca?: string }): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, agent: false, ca: ca.certificatePem, ...client };
      const asked = request(options, (answer) => {
        answer.setEncoding('utf8');
        answer.once('data', (text: string) => resolve(JSON.parse(text)));
      });
      asked.once('error', reject);
      asked.end();
    });
  }

  test('a certificate of the center is let in and names its account', async () => {
    const issued = await ca.issueClient(zhang, days(365));
    expect(await ask(withKey(issued))).toEqual({ accountNo: 'QXGL-0001', refusal: null });
  });

  test('a certificate for the key of a PKCS#10 request is let in', async () => {
    const key = join(directory, 'ukey.pem');
    execFileSync('openssl', ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key]);
    const csr = execFileSync('openssl', ['req', '-new', '-key', key, '-subj', '/CN=root/O=whatever'], {
      encoding: 'utf8',
    });
    const issued = await ca.issueClientFor(zhang, csr, days(365));
    expect(issued.keyPem).toBeNull();
    expect(await ask({ cert: issued.certificatePem, key: readFileSync(key, 'utf8') })).toEqual({
      accountNo: 'QXGL-0001',
      refusal: null,
    });
    expect(identityOf(issued.certificatePem).displayName).toBe('张三');
  });

  test('no certificate, another CA, expired, not yet valid and wrong purpose are told apart', async () => {
    expect(await ask({})).toEqual({ accountNo: null, refusal: 'UNABLE_TO_GET_ISSUER_CERT' });
    const other = await createAuthority('市电子政务中心 CA', days(30));
    expect(await ask(withKey(await issueClient(other, zhang, days(30))))).toMatchObject({ accountNo: null });
    expect(await ask(withKey(await ca.issueClient(zhang, past)))).toMatchObject({
      refusal: 'CERT_HAS_EXPIRED',
    });
    expect(await ask(withKey(await ca.issueClient(zhang, future)))).toMatchObject({
      refusal: 'CERT_NOT_YET_VALID',
    });
    const { cert, key } = readTlsFiles(directory);
    expect(await ask({ cert, key })).toMatchObject({ refusal: 'INVALID_PURPOSE' });
  });

  test('a revoked certificate is refused as soon as the new CRL is loaded, others stay welcome', async () => {
    const [lost, kept] = await Promise.all([
      ca.issueClient(zhang, days(365)),
      ca.issueClient(zhang, days(365)),
    ]);
    expect(await ask(withKey(lost))).toMatchObject({ refusal: null });
    await ca.revoke(identityOf(lost.certificatePem).serial, 'keyCompromise', now);
    server.setSecureContext(readTlsFiles(directory));
    expect(await ask(withKey(lost))).toEqual({ accountNo: null, refusal: 'CERT_REVOKED' });
    expect(await ask(withKey(kept))).toMatchObject({ refusal: null });
  });

  test('the client trusts the server only with the center CA and under a name it was issued for', async () => {
    const other = await createAuthority('别家 CA', days(30));
    await expect(ask({ ca: other.certificatePem })).rejects.toMatchObject({
      code: 'SELF_SIGNED_CERT_IN_CHAIN',
    });
    const certificate = new X509Certificate(readTlsFiles(directory).cert);
    expect(certificate.checkHost('center.test')).toBe('center.test');
    expect(certificate.checkHost('other.test')).toBeUndefined();
    expect(certificate.checkIP('::1')).toBe('::1');
    expect(certificate.checkIP('127.0.0.2')).toBeUndefined();
  });
});

describe('certificates', () => {
  let authority: Authority;

  beforeAll(async () => {
    authority = await createAuthority('测试 CA', days(30));
  });

  test('openssl agrees with chain, purposes and the revocation list', async () => {
    const client = await ca.issueClient(zhang, days(30));
    const file = join(directory, 'client.pem');
    writeFileSync(file, client.certificatePem);
    const trust = [
      '-CAfile',
      join(directory, 'ca.crt'),
      '-CRLfile',
      join(directory, 'crl.pem'),
      '-crl_check',
      '-x509_strict',
    ];
    expect(
      execFileSync('openssl', ['verify', ...trust, '-purpose', 'sslclient', file], { encoding: 'utf8' }),
    ).toContain('OK');
    const server = join(directory, 'server.crt');
    expect(
      execFileSync('openssl', ['verify', ...trust, '-purpose', 'sslserver', server], { encoding: 'utf8' }),
    ).toContain('OK');
    await ca.revoke(identityOf(client.certificatePem).serial, 'privilegeWithdrawn', now);
    const listed = execFileSync('openssl', ['crl', '-in', join(directory, 'crl.pem'), '-noout', '-text'], {
      encoding: 'utf8',
    });
    expect(listed).toContain(identityOf(client.certificatePem).serial.toUpperCase());
    expect(listed).toContain('Privilege Withdrawn');
    expect(listed).toContain('X509v3 CRL Number');
  });

  test('an end certificate can sign nothing and serves one purpose', async () => {
    const { certificatePem } = await issueClient(authority, zhang, days(30));
    const parsed = new X509Certificate(certificatePem);
    expect(parsed.ca).toBe(false);
    expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(identityOf(certificatePem).clientAuth).toBe(true);
    const server = await issueServer(authority, { dns: ['a.test'], ips: [] }, days(30), null);
    expect(identityOf(server.certificatePem)).toMatchObject({ clientAuth: false, accountNo: null });
  });

  test('any account number and name come back as they went in', async () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((each) => {
      return each.trim() !== '' && [...each].length <= 64 && !/\p{Cc}/u.test(each);
    });
    const accountNo = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(name, accountNo, async (displayName, account) => {
        const subject = { displayName, accountNo: account };
        const { certificatePem } = await issueClient(authority, subject, days(1));
        expect(identityOf(certificatePem)).toMatchObject(subject);
        expect(identityOf(certificatePem).serial).toMatch(/^[4-7][0-9a-f]{31}$/);
      }),
      {
        numRuns: 60,
        examples: [
          ['张三, O=国务院', 'a, URI:urn:egov-center:account:root'],
          ['#0c0161', '%41'],
        ],
      },
    );
  });

  test('two account numbers in one certificate are none', async () => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const uri = (value: string): { type: 'url'; value: string } => ({
      type: 'url',
      value: `urn:egov-center:account:${value}`,
    });
    const forged = await x509.X509CertificateGenerator.createSelfSigned({
      name: 'CN=x',
      keys,
      extensions: [new x509.SubjectAlternativeNameExtension([uri('one'), uri('two')])],
    });
    expect(identityOf(forged.toString('pem')).accountNo).toBeNull();
    const inName = await x509.X509CertificateGenerator.createSelfSigned({
      name: 'CN=x',
      keys,
      extensions: [
        new x509.SubjectAlternativeNameExtension([
          { type: 'dns', value: 'a, URI:urn:egov-center:account:root, b' },
        ]),
      ],
    });
    expect(identityOf(inName.toString('pem')).accountNo).toBeNull();
  });

  test.each(['', '  ', 'x'.repeat(65), 'a\u0000b'])('the display name %j is refused', async (displayName) => {
    expect(await codeOf(issueClient(authority, { displayName, accountNo: '1' }, days(1)))).toBe(
      'pki/bad-name',
    );
  });

  test('broken and weak requests are refused', async () => {
    const csr = (args: string[]): string =>
      execFileSync('openssl', ['req', '-new', '-nodes', '-keyout', '/dev/null', '-subj', '/CN=x', ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const issue = (request: string): Promise<Issued> => issueClientFor(authority, zhang, request, days(1));
    expect(await codeOf(issue('garbage'))).toBe('pki/request-broken');
    expect(await codeOf(issue(csr(['-newkey', 'rsa:1024'])))).toBe('pki/weak-key');
    const good = csr(['-newkey', 'rsa:2048']);
    expect(await codeOf(issue(good))).toBe('no error');
    const der = Buffer.from(good.replaceAll(/-----[^-]+-----/g, ''), 'base64');
    der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
    const tampered = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
    expect(await codeOf(issue(tampered))).toBe('pki/request-broken');
  });
});

describe('the store', () => {
  test('keys are private to the owner and the CA key is never in the clear', () => {
    for (const name of ['ca.crt', 'ca.key.sealed', 'server.crt', 'server.key', 'crl.pem']) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
    expect(readFileSync(join(directory, 'ca.key.sealed'), 'utf8')).not.toContain('PRIVATE KEY');
    expect(readdirSync(directory).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('it opens again with its passphrase only, and is never overwritten', async () => {
    expect(await codeOf(openCenterCa(directory, 'wrong'))).toBe('pki/wrong-passphrase');
    expect(await codeOf(openCenterCa(join(directory, 'nowhere'), passphrase))).toBe('pki/file-broken');
    const server = { dns: ['x.test'], ips: [] };
    const again = createCenterCa(directory, { name: 'x', passphrase, server, now });
    expect(await codeOf(again)).toBe('pki/exists');
    const opened = await openCenterCa(directory, passphrase);
    const issued = await opened.issueClient(zhang, days(1));
    expect(
      new X509Certificate(issued.certificatePem).verify(new X509Certificate(ca.certificatePem).publicKey),
    ).toBe(true);
  });

  test('revocations made at once are all in the list; the first reason stays', async () => {
    const issued = await Promise.all(Array.from({ length: 4 }, () => ca.issueClient(zhang, days(30))));
    const serials = issued.map((each) => identityOf(each.certificatePem).serial);
    await Promise.all(serials.map((serial) => ca.revoke(serial, 'superseded', now)));
    const again = await ca.revoke(serials[0]?.toUpperCase() ?? '', 'keyCompromise', now);
    expect(again.reason).toBe('superseded');
    const crl = new x509.X509Crl(readTlsFiles(directory).crl.replaceAll('X509 CRL', 'CRL'));
    expect(crl.entries.map((entry) => entry.serialNumber)).toEqual(expect.arrayContaining(serials));
    expect(await codeOf(ca.revoke('00', 'unspecified', now))).toBe('pki/unknown-serial');
  });

  test('a sealed key whose bytes were changed does not open', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const sealed = await sealKey(pem, passphrase);
    expect(await openKey(sealed, passphrase.normalize('NFD'))).toBe(pem);
    const changed = sealed.replace(
      /"ciphertext": "(.)/,
      (_, first) => `"ciphertext": "${first === 'A' ? 'B' : 'A'}`,
    );
    expect(await codeOf(openKey(changed, passphrase))).toBe('pki/wrong-passphrase');
    expect(await codeOf(openKey(sealed.replace('65536', '1073741824'), passphrase))).toBe('pki/file-broken');
  });
});
