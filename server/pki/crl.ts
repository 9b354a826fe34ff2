import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** When a list was signed, until when it is good, and how many certificates stand on it. */
export function crlFacts(pem: string): {
  readonly thisUpdate: string;
  readonly nextUpdate: string;
  readonly entries: number;
} {
  const { thisUpdate, nextUpdate = thisUpdate, entries } = new x509.X509Crl(pem);
  return {
    thisUpdate: thisUpdate.toISOString(),
    nextUpdate: nextUpdate.toISOString(),
    entries: entries.length,
  };
}

/** Serial numbers on a revocation list (RFC 5280 5), lower-case hexadecimal as in `identityOf`. */
export function revokedSerials(pem: string): ReadonlySet<string> {
  return new Set(new x509.X509Crl(pem).entries.map(({ serialNumber }) => serialNumber.toLowerCase()));
}
