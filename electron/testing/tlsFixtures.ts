import 'reflect-metadata';
import { generateKeyPairSync, randomBytes, X509Certificate, type KeyObject } from 'node:crypto';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { RequestListener } from 'node:http';
import * as x509 from '@peculiar/x509';

const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };
const USES = x509.KeyUsagesExtension;

/** A certificate with its key, both PEM. */
export interface TestCertificate {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface TestAuthority extends TestCertificate {
  issue(options: TestLeaf): Promise<TestCertificate>;
  /** Its revocation list with that number, PEM, good for so many days. */
  list(revoked: readonly TestCertificate[], number: number, days?: number): Promise<string>;
}

interface TestLeaf {
  readonly name: string;
  readonly use: 'server' | 'client';
  /** Names or addresses a server answers to. */
  readonly dns?: readonly string[];
  readonly ips?: readonly string[];
  /** Days from now; a negative end is an expired certificate. */
  readonly fromDays?: number;
  readonly toDays?: number;
}

/** A throw-away CA that issues certificates as strict as a real one: key usage, extended use, SAN. */
export async function testAuthority(name = 'Test CA'): Promise<TestAuthority> {
  const pair = newPair();
  const keys = { privateKey: signer(pair.privateKey), publicKey: verifier(pair.publicKey) };
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: commonName(name),
    keys,
    ...lifetime(-1, 100),
    serialNumber: serial(),
    signingAlgorithm: SIGNING,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new USES(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return {
    certificatePem: root.toString('pem'),
    keyPem: pem(pair.privateKey),
    list: (revoked, number, days = 7) => listOf(root, keys.privateKey, revoked, number, days),
    issue: (options) => leafOf(root, keys.privateKey, options),
  };
}

type SigningKey = ReturnType<typeof signer>;

async function leafOf(
  root: x509.X509Certificate,
  signingKey: SigningKey,
  { name: subject, use, dns = [], ips = [], fromDays = -1, toDays = 90 }: TestLeaf,
): Promise<TestCertificate> {
  const own = newPair();
  const leaf = await x509.X509CertificateGenerator.create({
    subject: commonName(subject),
    issuer: root.subjectName,
    publicKey: verifier(own.publicKey),
    signingKey,
    signingAlgorithm: SIGNING,
    serialNumber: serial(),
    ...lifetime(fromDays, toDays),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new USES(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([
        use === 'server' ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth,
      ]),
      new x509.SubjectAlternativeNameExtension([
        ...dns.map((value) => ({ type: 'dns' as const, value })),
        ...ips.map((value) => ({ type: 'ip' as const, value })),
        ...(use === 'client' ? [{ type: 'url' as const, value: `urn:egov-center:account:${subject}` }] : []),
      ]),
    ],
  });
  return { certificatePem: leaf.toString('pem'), keyPem: pem(own.privateKey) };
}

async function listOf(
  root: x509.X509Certificate,
  signingKey: SigningKey,
  revoked: readonly TestCertificate[],
  number: number,
  days: number,
): Promise<string> {
  const list = await x509.X509CrlGenerator.create({
    issuer: root.subjectName,
    thisUpdate: new Date(),
    nextUpdate: new Date(Date.now() + days * 86_400_000),
    signingAlgorithm: SIGNING,
    signingKey,
    entries: revoked.map(({ certificatePem }) => ({
      serialNumber: new X509Certificate(certificatePem).serialNumber,
      revocationDate: new Date(),
      reason: x509.X509CrlReason.keyCompromise,
    })),
    extensions: [new x509.Extension('2.5.29.20', false, Buffer.from([2, 1, number]))],
  });
  return x509.PemConverter.encode(list.rawData, 'X509 CRL');
}

/** A running HTTPS server on 127.0.0.1 that lets every client certificate through, as the center does. */
export interface TestServer {
  readonly port: number;
  readonly server: Server;
  close(): Promise<void>;
}

export async function testServer(
  { certificatePem, keyPem }: TestCertificate,
  ca: string,
  listener: RequestListener,
  options: ServerOptions = {},
): Promise<TestServer> {
  const server = createServer(
    {
      cert: certificatePem,
      key: keyPem,
      ca,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.3',
      ...options,
    },
    listener,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function newPair(): { privateKey: KeyObject; publicKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

function signer(key: KeyObject) {
  return key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
}

function verifier(key: KeyObject) {
  return key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function lifetime(from: number, to: number): { notBefore: Date; notAfter: Date } {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000);
  return { notBefore: at(from), notAfter: at(to) };
}

/** The leading bits 01 keep the number positive. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString('hex');
}

function commonName(name: string): x509.Name {
  return new x509.Name([{ CN: [{ utf8String: name }] }]);
}
