import { TLSSocket } from 'node:tls';
import { identityOf } from '../pki/identity.ts';

/** What the server saw of the peer's certificate. */
interface PeerCertificate {
  /** SHA-256 of the DER form, lower-case hex. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly validTo: string;
  /** Account named in the certificate's URI name; null when it names none. */
  readonly accountNo: string | null;
}

export type Judgement =
  | { readonly accepted: true; readonly certificate: PeerCertificate & { readonly accountNo: string } }
  | { readonly accepted: false; readonly reason: string; readonly certificate: PeerCertificate | null };

/**
 * Judges the certificate of a connection. TLS itself lets every peer through (`rejectUnauthorized: false`),
 * because a refusal inside the handshake reaches the client without its cause; this is the place that refuses.
 */
export function judge(socket: unknown): Judgement {
  if (!(socket instanceof TLSSocket)) return { accepted: false, reason: 'NOT_TLS', certificate: null };
  // What a handshake found does not change, and every request asks; a revoked certificate loses its connection.
  const known = judged.get(socket) ?? judgePeer(socket);
  judged.set(socket, known);
  return known;
}

const judged = new WeakMap<TLSSocket, Judgement>();

function judgePeer(socket: TLSSocket): Judgement {
  const { raw } = socket.getPeerCertificate();
  // Without a peer certificate Node answers an empty object, whatever its type says.
  if (!Buffer.isBuffer(raw)) return { accepted: false, reason: 'CERTIFICATE_REQUIRED', certificate: null };
  const { fingerprint, displayName, notAfter, accountNo, clientAuth } = identityOf(raw);
  const certificate = { fingerprint, subject: displayName, validTo: notAfter, accountNo };
  if (!socket.authorized) return { accepted: false, reason: String(socket.authorizationError), certificate };
  // OpenSSL takes a certificate without any extended key usage for every purpose; the center does not.
  if (!clientAuth) return { accepted: false, reason: 'INVALID_PURPOSE', certificate };
  if (accountNo === null) return { accepted: false, reason: 'NO_ACCOUNT', certificate };
  return { accepted: true, certificate: { ...certificate, accountNo } };
}
