import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileBroken } from './errors.ts';

/**
 * The certificates of a PEM bundle in their order; what stands around them does not count.
 * @throws the parser's error where one of them is none
 */
export function certificatesIn(bundle: string): readonly X509Certificate[] {
  const pems = bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return pems.map((pem) => new X509Certificate(pem));
}

/** The same from a file; at least one. @throws CodedError `pki/file-broken` */
export function readCertificates(file: string): readonly X509Certificate[] {
  try {
    const found = certificatesIn(readFileSync(file, 'utf8'));
    if (found.length > 0) return found;
  } catch (error) {
    throw fileBroken(file, error);
  }
  throw fileBroken(file);
}
