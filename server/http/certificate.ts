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
  /** Does its extended key usage name clientAuth. */
  readonly clientAuth: boolean;
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
  const certificate = read(raw, trust, socket.authorized);
  if (!socket.authorized) return { accepted: false, reason: String(socket.authorizationError), certificate };
  if (certificate === null) return { accepted: false, reason: 'UNREADABLE', certificate };
  // OpenSSL takes a certificate without any extended key usage for every purpose; the center does not.
  if (!certificate.clientAuth) return { accepted: false, reason: 'INVALID_PURPOSE', certificate };
  if (certificate.accountNo === null && trust.accountField(raw) !== 'fingerprint')
    return { accepted: false, reason: 'NO_ACCOUNT', certificate };
  return { accepted: true, certificate };
}

/** Nobody has vouched for a stranger's certificate: its extensions may be anything, and thousands of them. */
const STRANGER_BYTES = 8 * 1024;

/** What a certificate says; null where it cannot be read or is not worth reading. */
function read(raw: Buffer, trust: Judge, authorized: boolean): PeerCertificate | null {
  if (!authorized && raw.length > STRANGER_BYTES) return null;
  try {
    const identity = identityOf(raw, trust.accountField(raw));
    return {
      fingerprint: identity.fingerprint,
      subject: identity.displayName,
      validTo: identity.notAfter,
      accountNo: identity.accountNo,
      clientAuth: identity.clientAuth,
      own: trust.isOwn(raw),
      keyFingerprint: Buffer.from(identity.spki, 'base64').toString('hex'),
      pem: new X509Certificate(raw).toString(),
    };
  } catch {
    return null;
  }
}
