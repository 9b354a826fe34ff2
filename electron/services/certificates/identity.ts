import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { ProblemError } from '../../../shared/errors/problem.ts';

/** What a client certificate says. */
export interface CertificateInfo {
  /** SHA-256 of the certificate's DER form, lower-case hex; what a session is bound to. */
  readonly fingerprint: string;
  readonly certificatePem: string;
  /** Common name, for display. */
  readonly subject: string;
  readonly accountNo: string;
  /** UTC ISO instants. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** A client certificate with its key, ready for TLS. In memory only. */
export interface Identity extends CertificateInfo {
  /** PKCS#8 PEM, unencrypted: Electron's TLS (BoringSSL) reads no encrypted keys. */
  readonly keyPem: string;
}

/** Reads a certificate. @throws the parser's error */
export function infoOf(certificatePem: string, accountNo: string): CertificateInfo {
  const certificate = new X509Certificate(certificatePem);
  return {
    fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
    certificatePem,
    subject: /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? certificate.subject,
    accountNo,
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
  };
}

/** Reads certificate and key. @throws the parser's error, or ProblemError `certificate/key-mismatch` */
export function identityOf(certificatePem: string, keyPem: string, accountNo: string): Identity {
  if (!new X509Certificate(certificatePem).checkPrivateKey(createPrivateKey(keyPem)))
    throw new ProblemError('certificate/key-mismatch');
  return { ...infoOf(certificatePem, accountNo), keyPem };
}

/** SHA-256 over a certificate's SubjectPublicKeyInfo, base64 (RFC 7469 section 2.4). */
export function spkiPin(certificate: X509Certificate): string {
  const der = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('base64');
}

/** SHA-256 of the key that a certificate is over (SPKI), lower-case hex. */
export function certifiedKey(certificatePem: string): string {
  return Buffer.from(spkiPin(new X509Certificate(certificatePem)), 'base64').toString('hex');
}

const ACCOUNT_URI = /(?:^|, )URI:urn:egov-center:account:([^,]+)/;

/** Account number that a certificate names, for display: which account it opens is the center's word. */
export function accountOf(certificatePem: string): string {
  const certificate = new X509Certificate(certificatePem);
  const [, encoded] = ACCOUNT_URI.exec(certificate.subjectAltName ?? '') ?? [];
  try {
    return encoded === undefined ? '' : decodeURIComponent(encoded);
  } catch {
    return '';
  }
}
