import 'reflect-metadata';
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const SIGNING = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

/** A CA as others run them, with what it signs. */
export interface ForeignCa {
  readonly certificatePem: string;
  /** A CA below it. */
  below(name: string): Promise<ForeignCa>;
  issue(subject: x509.JsonNameParams, more?: Leaf): Promise<{ readonly cert: string; readonly key: string }>;
  /** Its list, DER; signed in the order of `at`, in minutes from now. */
  list(revoked: readonly string[], at: number, days?: number): Promise<Uint8Array>;
}

interface Leaf {
  readonly use?: 'server' | 'client';
  readonly names?: x509.JsonGeneralNames;
  /** Added as they are, well-formed or not. */
  readonly raw?: readonly x509.Extension[];
}

interface Signer {
  readonly certificate: x509.X509Certificate;
  readonly key: KeyObject;
}

/** Makes a root. */
export async function foreignCa(name: string): Promise<ForeignCa> {
  return caOf(await caCertificate(name, null));
}

function caOf({ certificate, key }: Signer): ForeignCa {
  const signingKey = signer(key);
  return {
    certificatePem: certificate.toString('pem'),
    below: async (name) => caOf(await caCertificate(name, { certificate, key })),
    async issue(subject, { use = 'client', names = [], raw = [] } = {}) {
      const own = newPair();
      const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
      const leaf = await x509.X509CertificateGenerator.create({
        subject: new x509.Name(subject),
        issuer: certificate.subjectName,
        publicKey: verifier(own.publicKey),
        signingKey,
        signingAlgorithm: SIGNING,
        ...lifetime(),
        extensions: [
          new x509.ExtendedKeyUsageExtension([use === 'client' ? clientAuth : serverAuth]),
          ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
          ...raw,
        ],
      });
      return { cert: leaf.toString('pem'), key: pem(own.privateKey) };
    },
    async list(revoked, at, days = 1) {
      const thisUpdate = new Date(Date.now() + at * 60_000);
      const list = await x509.X509CrlGenerator.create({
        issuer: certificate.subjectName,
        thisUpdate,
        nextUpdate: new Date(thisUpdate.getTime() + days * DAY_MS),
        signingAlgorithm: SIGNING,
        signingKey,
        entries: revoked.map((serialNumber) => ({ serialNumber, revocationDate: thisUpdate })),
      });
      return new Uint8Array(list.rawData);
    },
  };
}

async function caCertificate(name: string, above: Signer | null): Promise<Signer> {
  const { privateKey, publicKey } = newPair();
  const subject = new x509.Name([{ CN: [{ utf8String: name }] }]);
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: above === null ? subject : above.certificate.subjectName,
    publicKey: verifier(publicKey),
    signingKey: signer(above?.key ?? privateKey),
    signingAlgorithm: SIGNING,
    ...lifetime(),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return { certificate, key: privateKey };
}

function lifetime() {
  const at = (days: number) => new Date(Date.now() + days * DAY_MS);
  // The leading bits 10 make DER write a zero before it, as many CAs' numbers have.
  const serialNumber = Buffer.concat([Buffer.from([0x90]), randomBytes(15)]).toString('hex');
  return { notBefore: at(-2), notAfter: at(90), serialNumber };
}

function newPair(): { privateKey: KeyObject; publicKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function signer(key: KeyObject) {
  return key.toCryptoKey(SIGNING, false, ['sign']);
}

function verifier(key: KeyObject) {
  return key.toCryptoKey(SIGNING, true, ['verify']);
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
