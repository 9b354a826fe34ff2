import { X509Certificate } from 'node:crypto';
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
  /** Was it issued by the center's own CA. */
  readonly own: boolean;
  /** SHA-256 of its key (SPKI), lower-case hex: what people compare. */
  readonly keyFingerprint: string;
  readonly pem: string;
}

export type Judgement =
  | { readonly accepted: true; readonly certificate: PeerCertificate }
  | { readonly accepted: false; readonly reason: string; readonly certificate: PeerCertificate | null };

/**
 * Judges the certificate of a connection. TLS itself lets every peer through (`rejectUnauthorized: false`),
 * because a refusal inside the handshake reaches the client without its cause; this is the place that refuses.
 */
export function judge(socket: unknown, trust: Judge): Judgement {
  if (!(socket instanceof TLSSocket)) return { accepted: false, reason: 'NOT_TLS', certificate: null };
  // What a handshake found does not change, and every request asks; a revoked certificate loses its connection.
  const known = judged.get(socket) ?? judgePeer(socket, trust);
  judged.set(socket, known);
  return known;
}

type Judge = Pick<Trust, 'accountField' | 'isOwn'>;

const judged = new WeakMap<TLSSocket, Judgement>();

function judgePeer(socket: TLSSocket, trust: Judge): Judgement {
  const { raw } = socket.getPeerCertificate();
  // Without a peer certificate Node answers an empty object, whatever its type says.
  if (!Buffer.isBuffer(raw)) return { accepted: false, reason: 'CERTIFICATE_REQUIRED', certificate: null };
  const field = trust.accountField(raw);
  const { fingerprint, spki, displayName, notAfter, accountNo, clientAuth } = identityOf(raw, field);
  const certificate = {
    fingerprint,
    subject: displayName,
    validTo: notAfter,
    accountNo,
    own: trust.isOwn(raw),
    keyFingerprint: Buffer.from(spki, 'base64').toString('hex'),
    pem: new X509Certificate(raw).toString(),
  };
  if (!socket.authorized) return { accepted: false, reason: String(socket.authorizationError), certificate };
  // OpenSSL takes a certificate without any extended key usage for every purpose; the center does not.
  if (!clientAuth) return { accepted: false, reason: 'INVALID_PURPOSE', certificate };
  if (accountNo === null && field !== 'fingerprint')
    return { accepted: false, reason: 'NO_ACCOUNT', certificate };
  return { accepted: true, certificate };
}
