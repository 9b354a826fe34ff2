import 'reflect-metadata';
import { createHash, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ACCOUNT_URI = 'urn:egov-center:account:';
/** X.520 serialNumber in a subject, by which CAs number people. */
const SERIAL_NUMBER = '2.5.4.5';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

/** What in a certificate carries the account number; `fingerprint`: nothing, the account it is tied to is looked up. */
export const accountFields = [
  'san-uri',
  'san-email',
  'subject-cn',
  'subject-serialNumber',
  'fingerprint',
] as const;
export type AccountField = (typeof accountFields)[number];

/** What the server needs to know of a certificate. Nothing here says that it is trusted: TLS does. */
export interface CertificateIdentity {
  /** Lower-case hexadecimal, as in the CRL and the file names of the store. */
  readonly serial: string;
  /** SHA-256 of the whole certificate, lower-case hexadecimal; what a session is bound to. */
  readonly fingerprint: string;
  /** SHA-256 of the public key (SPKI), base64; what a client pins. */
  readonly spki: string;
  /** 账号编号 from the field that carries it; null without exactly one. */
  readonly accountNo: string | null;
  /** Common name, for display only. */
  readonly displayName: string;
  /** UTC ISO instants. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whether the extended key usage names clientAuth; a certificate without one does not. */
  readonly clientAuth: boolean;
}

/** SAN URI that carries an account number, percent-encoded (RFC 8141). */
export function accountUri(accountNo: string): string {
  return ACCOUNT_URI + encodeURIComponent(accountNo);
}

/**
 * Reads a certificate in DER or PEM.
 *
 * @throws the parser's error when it is no certificate
 */
export function identityOf(
  certificate: Uint8Array | string,
  field: AccountField = 'san-uri',
): CertificateIdentity {
  const node = new X509Certificate(certificate);
  const parsed = new x509.X509Certificate(node.raw);
  return {
    serial: node.serialNumber.toLowerCase(),
    fingerprint: createHash('sha256').update(node.raw).digest('hex'),
    spki: spkiPin(node),
    accountNo: accountOf(parsed, field),
    displayName: parsed.subjectName.getField('CN')[0] ?? '',
    notBefore: parsed.notBefore.toISOString(),
    notAfter: parsed.notAfter.toISOString(),
    clientAuth: node.keyUsage?.includes(CLIENT_AUTH) ?? false,
  };
}

/** SHA-256 over the SubjectPublicKeyInfo, base64 (RFC 7469 section 2.4). */
export function spkiPin(certificate: X509Certificate): string {
  const der = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('base64');
}

/** Reads the parsed extension: the printed form lets one name pretend to be two. */
function accountOf(certificate: x509.X509Certificate, field: AccountField): string | null {
  const names = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
  const of = (type: string) => names.filter((name) => name.type === type).map(({ value }) => value);
  switch (field) {
    case 'san-uri':
      return decoded(only(of('url').filter((value) => value.startsWith(ACCOUNT_URI))));
    case 'san-email':
      return only(of('email'));
    case 'subject-cn':
      return only(certificate.subjectName.getField('CN'));
    case 'subject-serialNumber':
      return only(certificate.subjectName.getField(SERIAL_NUMBER));
    case 'fingerprint':
      return null;
  }
}

/** Two names are none: nobody may choose between them. */
function only(values: readonly string[]): string | null {
  return values.length === 1 ? values[0] || null : null;
}

function decoded(uri: string | null): string | null {
  try {
    return uri === null ? null : decodeURIComponent(uri.slice(ACCOUNT_URI.length)) || null;
  } catch {
    return null;
  }
}
