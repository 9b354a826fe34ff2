import { TLSSocket } from 'node:tls';
import { identityOf } from '../pki/identity.ts';
import type { Trust } from '../pki/trust.ts';

/** What the server saw of the peer's certificate. */
interface PeerCertificate {
  /** SHA-256 of the DER form, lower-case hex. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly validTo: string;
  /** Account the certificate names; null when it names none and where only its fingerprint tells whose it is. */
  readonly accountNo: string | null;
}

export type Judgement =
  | { readonly accepted: true; readonly certificate: PeerCertificate }
  | { readonly accepted: false; readonly reason: string; readonly certificate: PeerCertificate | null };

/**
 * Judges the certificate of a connection. TLS itself lets every peer through (`rejectUnauthorized: false`),
 * because a refusal inside the handshake reaches the client without its cause; this is the place that refuses.
 */
export function judge(socket: unknown, trust: Pick<Trust, 'accountField'>): Judgement {
  if (!(socket instanceof TLSSocket)) return { accepted: false, reason: 'NOT_TLS', certificate: null };
  // What a handshake found does not change, and every request asks; a revoked certificate loses its connection.
  const known = judged.get(socket) ?? judgePeer(socket, trust);
  judged.set(socket, known);
  return known;
}

const judged = new WeakMap<TLSSocket, Judgement>();

function judgePeer(socket: TLSSocket, trust: Pick<Trust, 'accountField'>): Judgement {
  const { raw } = socket.getPeerCertificate();
  // Without a peer certificate Node answers an empty object, whatever its type says.
  if (!Buffer.isBuffer(raw)) return { accepted: false, reason: 'CERTIFICATE_REQUIRED', certificate: null };
  const field = trust.accountField(raw);
  const { fingerprint, displayName, notAfter, accountNo, clientAuth } = identityOf(raw, field);
  const certificate = { fingerprint, subject: displayName, validTo: notAfter, accountNo };
  if (!socket.authorized) return { accepted: false, reason: String(socket.authorizationError), certificate };
  // OpenSSL takes a certificate without any extended key usage for every purpose; the center does not.
  if (!clientAuth) return { accepted: false, reason: 'INVALID_PURPOSE', certificate };
  if (accountNo === null && field !== 'fingerprint')
    return { accepted: false, reason: 'NO_ACCOUNT', certificate };
  return { accepted: true, certificate };
}
