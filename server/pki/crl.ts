import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** Serial numbers on a revocation list (RFC 5280 5), lower-case hexadecimal as in `identityOf`. */
export function revokedSerials(pem: string): ReadonlySet<string> {
  return new Set(new x509.X509Crl(pem).entries.map(({ serialNumber }) => serialNumber.toLowerCase()));
}
