import 'reflect-metadata';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A key made on this workstation with the request for its certificate. In memory only. */
export interface KeyAndRequest {
  /** PKCS#8 PEM. */
  readonly keyPem: string;
  /** PKCS#10 (RFC 2986), PEM. */
  readonly requestPem: string;
}

/**
 * Makes a P-256 key and a request over it. The subject is for the eye only: the center takes the key and nothing else.
 * The key never leaves this process unsealed.
 */
export async function newKeyAndRequest(): Promise<KeyAndRequest> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=workstation',
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const keyPem = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
  key.fill(0);
  return { keyPem, requestPem: request.toString('pem') };
}

/** SHA-256 of the public half of a key (SPKI), lower-case hex: what the approver compares. */
export function keyFingerprint(keyPem: string): string {
  const der = createPublicKey(keyPem).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex');
}
