import type { ProblemCode } from '../../../shared/errors/catalog.ts';
import { systemCode } from '../files/systemCode.ts';

/** What went wrong on the way to the center, told apart as far as a client can. */
export type Fault =
  | 'name-lookup'
  | 'refused'
  | 'unroutable'
  | 'timeout'
  | 'reset'
  | 'vpn-route'
  | 'vpn-source'
  | 'untrusted-ca'
  | 'server-expired'
  | 'server-not-yet-valid'
  | 'server-revoked'
  | 'server-list-ended'
  | 'server-purpose'
  | 'name-mismatch'
  | 'pin-mismatch'
  | 'not-tls'
  | 'protocol'
  | 'client-certificate'
  | 'unknown';

interface FaultDef {
  readonly code: ProblemCode;
  /** The light of the gate it belongs to. */
  readonly light: 'network' | 'vpn' | 'server' | 'certificate';
  /** Codes of Node.js and OpenSSL. */
  readonly codes: readonly string[];
  /** Words of OpenSSL and BoringSSL, where the code says nothing. */
  readonly words?: RegExp;
}

const network = { code: 'center/unreachable', light: 'network' } as const;
const vpn = { code: 'center/vpn', light: 'vpn' } as const;
const server = { code: 'center/identity', light: 'server' } as const;

/** The one table from errors of Node.js, OpenSSL (plain Node) and BoringSSL (Electron) to faults. */
const faults: Readonly<Record<Exclude<Fault, 'unknown'>, FaultDef>> = {
  'name-lookup': { ...network, codes: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'] },
  refused: { ...network, codes: ['ECONNREFUSED'] },
  unroutable: {
    ...network,
    codes: ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL'],
  },
  timeout: { ...network, codes: ['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT'] },
  'vpn-route': { ...vpn, codes: ['ERR_VPN_ROUTE'] },
  'vpn-source': { ...vpn, codes: ['ERR_VPN_SOURCE'] },
  'untrusted-ca': {
    ...server,
    codes: [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_SIGNATURE_FAILURE',
      'CERT_UNTRUSTED',
      'INVALID_CA',
    ],
    words: /CERTIFICATE_VERIFY_FAILED|KEY_USAGE_BIT_INCORRECT|self.signed certificate/i,
  },
  'server-expired': { ...server, codes: ['CERT_HAS_EXPIRED'] },
  'server-not-yet-valid': { ...server, codes: ['CERT_NOT_YET_VALID'] },
  'server-revoked': { ...server, codes: ['CERT_REVOKED'] },
  'server-list-ended': { ...server, codes: ['ERR_SERVER_LIST_ENDED'] },
  'server-purpose': { ...server, codes: ['INVALID_PURPOSE'] },
  'name-mismatch': { ...server, codes: ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'] },
  'pin-mismatch': { ...server, codes: ['ERR_PIN_MISMATCH'] },
  'client-certificate': {
    code: 'auth/certificate-refused',
    light: 'certificate',
    codes: [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED',
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
      'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
    ],
    words: /alert.*certificate|certificate.*alert|CERTIFICATE_REQUIRED|KEY_VALUES_MISMATCH/i,
  },
  'not-tls': {
    ...server,
    codes: ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST'],
    words: /WRONG_VERSION_NUMBER|wrong version number|packet length too long/i,
  },
  protocol: {
    ...server,
    codes: ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'ERR_SSL_UNSUPPORTED_PROTOCOL'],
    // What of EPROTO has no better name; its cause stands in the message only.
    words: /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE|handshake failure|EPROTO/i,
  },
  reset: { ...network, codes: ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'] },
};

/** The fault behind an error of axios, Node or the TLS library. */
export function faultOf(error: unknown): Fault {
  const chain = [error, causeOf(error)];
  for (const byWords of [false, true]) {
    for (const each of chain) {
      const fault = byWords ? faultByWords(each) : faultByCode(each);
      if (fault !== null) return fault;
    }
  }
  return 'unknown';
}

/** Catalogue code and light of a fault. */
export function faultDef(fault: Fault): Pick<FaultDef, 'code' | 'light'> {
  return fault === 'unknown' ? network : faults[fault];
}

/** True where the request may have reached the server although no answer came back. */
export function mayHaveArrived(fault: Fault): boolean {
  return fault === 'reset' || fault === 'timeout' || fault === 'unknown';
}

function faultByCode(error: unknown): Fault | null {
  const code = systemCode(error);
  return code === null ? null : entry((def) => def.codes.includes(code));
}

function faultByWords(error: unknown): Fault | null {
  const text = error instanceof Error ? error.message : '';
  return text === '' ? null : entry((def) => def.words?.test(text) === true);
}

function entry(fits: (def: FaultDef) => boolean): Fault | null {
  for (const fault of faultNames()) if (fits(faults[fault])) return fault;
  return null;
}

function faultNames(): readonly Exclude<Fault, 'unknown'>[] {
  return Object.keys(faults).filter((name): name is Exclude<Fault, 'unknown'> => name in faults);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : null;
}
