import 'reflect-metadata';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  type webcrypto,
} from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { Integer } from 'asn1js';
import { badName, requestBroken, weakKey } from './errors.ts';
import { accountUri } from './identity.ts';

/** A certificate authority ready to sign. The key is in memory only; see `sealedKey.ts` for rest. */
export interface Authority {
  readonly certificatePem: string;
  /** PKCS#8 PEM. */
  readonly keyPem: string;
}

/** A certificate and, where the key was made here, its key (PKCS#8 PEM). */
export interface Issued {
  readonly certificatePem: string;
  readonly keyPem: string | null;
}

/** From when on and how long, in days. */
export interface Validity {
  readonly now: Date;
  readonly days: number;
}

/** Names a server answers to. */
export interface ServerNames {
  readonly dns: readonly string[];
  /** IPv4 or IPv6 literals. */
  readonly ips: readonly string[];
}

/** Whom a client certificate is for. */
export interface ClientSubject {
  readonly displayName: string;
  /** 账号编号, carried in the SAN URI `urn:egov-center:account:<accountNo>`. */
  readonly accountNo: string;
}

/** One revoked certificate. */
export interface Revocation {
  readonly serial: string;
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
}

/** CRL reasons (RFC 5280 section 5.3.1) the center uses. */
export const revocationReasons = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const;
export type RevocationReason = (typeof revocationReasons)[number];

/** Reason of a revocation, a DER ENUMERATED (RFC 5280 5.3.1). */
const CRL_REASON = '2.5.29.21';
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
/** Clocks of workstations and of other servers run a little behind; a fresh certificate or list must hold there at once. */
const BACKDATE_MS = 5 * 60_000;

/** Makes a self-signed ECDSA P-256 CA that may sign end certificates only. */
export async function createAuthority(name: string, validity: Validity): Promise<Authority> {
  const { privateKey, publicKey } = newKey();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: commonName(name),
    keys: { privateKey: signingKey(privateKey), publicKey: verifyKey(publicKey) },
    ...dates(validity),
    serialNumber: newSerial(),
    signingAlgorithm: SIGNING,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(verifyKey(publicKey)),
    ],
  });
  return { certificatePem: certificate.toString('pem'), keyPem: pem(privateKey) };
}

/**
 * Issues a server certificate (serverAuth only).
 * @param former PKCS#8 PEM of the key to go on with, so that what clients pin stays; null makes a new one
 */
export async function issueServer(
  ca: Authority,
  names: ServerNames,
  validity: Validity,
  former: string | null,
): Promise<Issued> {
  const key = former === null ? newKey().privateKey : createPrivateKey(former);
  const alternatives = [
    ...names.dns.map((value) => ({ type: 'dns' as const, value })),
    ...names.ips.map((value) => ({ type: 'ip' as const, value })),
  ];
  const subject = names.dns[0] ?? names.ips[0] ?? '';
  const use = [x509.ExtendedKeyUsage.serverAuth];
  const own = verifyKey(createPublicKey(key));
  const certificatePem = await sign(ca, subject, own, use, alternatives, validity);
  return { certificatePem, keyPem: pem(key) };
}

/**
 * Issues a client certificate (clientAuth only, digitalSignature) with a new key.
 *
 * @throws CodedError `pki/bad-name`
 */
export async function issueClient(
  ca: Authority,
  subject: ClientSubject,
  validity: Validity,
): Promise<Issued> {
  const { privateKey, publicKey } = newKey();
  const certificatePem = await signClient(ca, subject, verifyKey(publicKey), validity);
  return { certificatePem, keyPem: pem(privateKey) };
}

/**
 * Issues a client certificate for the key of a PKCS#10 request (PEM or DER). Only the key is taken: subject and
 * extensions come from the center's own records, whatever the request asks for.
 *
 * @throws CodedError `pki/request-broken`, `pki/weak-key`, `pki/bad-name`
 */
export async function issueClientFor(
  ca: Authority,
  subject: ClientSubject,
  request: string | Uint8Array<ArrayBuffer>,
  validity: Validity,
): Promise<Issued> {
  const parsed = await readRequest(request);
  return { certificatePem: await signClient(ca, subject, parsed.publicKey, validity), keyPem: null };
}

/** A PKCS#10 request whose own signature holds, over a key that is strong enough. @throws CodedError `pki/request-broken`, `pki/weak-key` */
export async function readRequest(
  request: string | Uint8Array<ArrayBuffer>,
): Promise<x509.Pkcs10CertificateRequest> {
  const parsed = await genuineRequest(request);
  checkStrength(createPublicKey({ key: Buffer.from(parsed.publicKey.rawData), format: 'der', type: 'spki' }));
  return parsed;
}

async function genuineRequest(
  request: string | Uint8Array<ArrayBuffer>,
): Promise<x509.Pkcs10CertificateRequest> {
  let genuine = false;
  try {
    const parsed = new x509.Pkcs10CertificateRequest(request);
    genuine = await parsed.verify();
    if (genuine) return parsed;
  } catch (error) {
    throw requestBroken(error);
  }
  throw requestBroken();
}

function checkStrength(key: KeyObject): void {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec' && (namedCurve === 'prime256v1' || namedCurve === 'secp384r1')) return;
  if (key.asymmetricKeyType === 'rsa' && modulusLength !== undefined && modulusLength >= 2048) return;
  throw weakKey(`${key.asymmetricKeyType ?? 'unknown'} ${namedCurve ?? modulusLength ?? ''}`.trim());
}

/**
 * Signs a certificate revocation list.
 *
 * @param nextUpdate after it every TLS handshake fails, so it must be renewed well before
 * @returns PEM with the label OpenSSL wants, which the library's own writer gets wrong
 */
export async function createCrl(
  ca: Authority,
  revocations: readonly Revocation[],
  now: Date,
  nextUpdate: Date,
): Promise<string> {
  const issuer = new x509.X509Certificate(ca.certificatePem);
  const crl = await x509.X509CrlGenerator.create({
    issuer: issuer.subjectName,
    thisUpdate: new Date(now.getTime() - BACKDATE_MS),
    nextUpdate,
    signingAlgorithm: SIGNING,
    signingKey: signingKey(createPrivateKey(ca.keyPem)),
    entries: revocations.map((each) => ({
      serialNumber: each.serial,
      revocationDate: each.revokedAt,
      // By its own `reason` the library leaves an empty list of extensions for 0, which strict parsers refuse.
      extensions: [
        new x509.Extension(CRL_REASON, false, Buffer.from([10, 1, x509.X509CrlReason[each.reason]])),
      ],
    })),
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      // cRLNumber (RFC 5280 section 5.2.3) must grow with every list; the time of issue does.
      new x509.Extension('2.5.29.20', false, Integer.fromBigInt(BigInt(now.getTime())).toBER()),
    ],
  });
  return x509.PemConverter.encode(crl.rawData, 'X509 CRL');
}

async function signClient(
  ca: Authority,
  subject: ClientSubject,
  key: x509.PublicKeyType,
  validity: Validity,
): Promise<string> {
  const alternatives = [{ type: 'url' as const, value: accountUri(subject.accountNo) }];
  const use = [x509.ExtendedKeyUsage.clientAuth];
  return await sign(ca, subject.displayName, key, use, alternatives, validity);
}

async function sign(
  ca: Authority,
  subject: string,
  publicKey: x509.PublicKeyType,
  use: x509.ExtendedKeyUsage[],
  alternatives: { type: 'dns' | 'ip' | 'url'; value: string }[],
  validity: Validity,
): Promise<string> {
  const issuer = new x509.X509Certificate(ca.certificatePem);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: commonName(subject),
    issuer: issuer.subjectName,
    publicKey,
    signingKey: signingKey(createPrivateKey(ca.keyPem)),
    signingAlgorithm: SIGNING,
    serialNumber: newSerial(),
    ...dates(validity),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(use),
      new x509.SubjectAlternativeNameExtension(alternatives),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return certificate.toString('pem');
}

/** JSON form, so that commas and equals signs in a name stay part of it. */
function commonName(name: string): x509.Name {
  // RFC 5280 appendix A: ub-common-name is 64.
  if (name.trim() === '' || [...name].length > 64 || /\p{Cc}/u.test(name)) throw badName();
  return new x509.Name([{ CN: [{ utf8String: name }] }]);
}

function dates({ now, days }: Validity): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: new Date(now.getTime() - BACKDATE_MS),
    notAfter: new Date(now.getTime() + days * DAY_MS),
  };
}

/** 126 random bits; the leading bits 01 make it positive and of constant length. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function newKey(): { privateKey: KeyObject; publicKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function signingKey(key: KeyObject): webcrypto.CryptoKey {
  return key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}

function verifyKey(key: KeyObject): webcrypto.CryptoKey {
  return key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
