import 'reflect-metadata';
import { generateKeyPairSync } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A new key with a PKCS#10 request over it, as a workstation makes them; both PEM. */
export async function certificateRequest(): Promise<{ readonly key: string; readonly request: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=workstation',
    keys: {
      privateKey: privateKey.toCryptoKey(algorithm, false, ['sign']),
      publicKey: publicKey.toCryptoKey(algorithm, true, ['verify']),
    },
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    request: request.toString('pem'),
  };
}
