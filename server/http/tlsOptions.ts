import { constants } from 'node:crypto';
import type { ServerOptions } from 'node:https';
import { strictSuites } from '../../shared/tls/suites.ts';
import type { TlsMaterial } from '../pki/trust.ts';

/**
 * How the listener speaks TLS: 1.3 unless the center's policy admits 1.2. Every peer gets through the handshake, because
 * a refusal there reaches the client without its cause; the first hook of every request refuses instead.
 */
export function tlsOptions(
  { key, cert, ca, crl }: TlsMaterial,
  minVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3',
) {
  return {
    key,
    cert,
    ca: [...ca],
    crl: [...crl],
    requestCert: true,
    rejectUnauthorized: false,
    minVersion,
    ciphers: strictSuites,
    honorCipherOrder: true,
    // A resumed session is not judged anew, and a renegotiated one could change its certificate.
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
    // A slow or silent handshake holds a socket, not a thread; still it is not held for long.
    handshakeTimeout: 10_000,
  } as const satisfies ServerOptions;
}
