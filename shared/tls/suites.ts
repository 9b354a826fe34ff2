/**
 * Suites of TLS 1.3, and for centers that still have to admit 1.2 those with forward secrecy and authenticated
 * encryption only (RFC 9325 4.2): no CBC, no RSA key exchange. In the order of preference, as OpenSSL names them.
 */
export const strictSuites = [
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
