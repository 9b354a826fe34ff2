import { constants } from 'node:crypto';
import type { ServerOptions } from 'node:https';
import type { TlsMaterial } from '../pki/trust.ts';

/**
 * Suites of TLS 1.3, and for centers that still have to admit 1.2 those with forward secrecy and authenticated
 * encryption only (RFC 9325 4.2): no CBC, no RSA key exchange.
 */
const SUITES = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

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
    ciphers: SUITES,
    honorCipherOrder: true,
    // A resumed session is not judged anew, and a renegotiated one could change its certificate.
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
    // A slow or silent handshake holds a socket, not a thread; still it is not held for long.
    handshakeTimeout: 10_000,
  } as const satisfies ServerOptions;
}
