import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

interface Weak {
  readonly name: 'RSASSA-PKCS1-v1_5';
  readonly modulusLength: number;
}

/** A new key with a PKCS#10 request over it, as a workstation makes them; both PEM. P-256 unless said otherwise. */
export async function certificateRequest(
  weak?: Weak,
): Promise<{ readonly key: string; readonly request: string }> {
  const hash = 'SHA-256';
  const algorithm = weak
    ? { ...weak, publicExponent: new Uint8Array([1, 0, 1]), hash }
    : { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=workstation',
    keys,
    signingAlgorithm: weak ? { name: weak.name, hash } : { name: 'ECDSA', hash },
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), request: request.toString('pem') };
}
