import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';

/** A client certificate with its key, ready for TLS. In memory only. */
export interface Identity {
  /** SHA-256 of the certificate's DER form, lower-case hex; what a session is bound to. */
  readonly fingerprint: string;
  readonly certificatePem: string;
  /** PKCS#8 PEM, unencrypted: Electron's TLS (BoringSSL) reads no encrypted keys. */
  readonly keyPem: string;
  /** Common name, for display. */
  readonly subject: string;
  readonly accountNo: string;
  /** UTC ISO instants. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** Reads certificate and key. @throws the parser's error, or TypeError when they do not belong together */
export function identityOf(certificatePem: string, keyPem: string, accountNo: string): Identity {
  const certificate = new X509Certificate(certificatePem);
  if (!certificate.checkPrivateKey(createPrivateKey(keyPem)))
    throw new TypeError('key of another certificate');
  return {
    fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
    certificatePem,
    keyPem,
    subject: /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? certificate.subject,
    accountNo,
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
  };
}

/** SHA-256 over a certificate's SubjectPublicKeyInfo, base64 (RFC 7469 section 2.4). */
export function spkiPin(certificate: X509Certificate): string {
  const der = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('base64');
}
