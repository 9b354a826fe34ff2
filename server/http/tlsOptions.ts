import type { ServerOptions } from 'node:https';
import type { TlsFiles } from '../pki/store.ts';

/**
 * How the listener speaks TLS. 1.3 alone: its three suites need no list of exceptions (RFC 8446 B.4).
 * Every peer gets through the handshake, because a refusal there reaches the client without its cause; the first hook
 * of every request refuses instead.
 */
export function tlsOptions({ key, cert, ca, crl }: TlsFiles) {
  return {
    key,
    cert,
    ca: [ca],
    crl: [crl],
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.3',
    // A slow or silent handshake holds a socket, not a thread; still it is not held for long.
    handshakeTimeout: 10_000,
  } as const satisfies ServerOptions;
}
