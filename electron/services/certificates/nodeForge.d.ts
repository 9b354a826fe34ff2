/** The few functions in use of node-forge, which comes without types. Bytes are texts of one character each. */
declare module 'node-forge/lib/pbe.js' {
  export interface Pbe {
    getCipher(oid: string, parameters: unknown, password: string): Cipher;
  }
  export interface Asn1Reader {
    fromDer(bytes: string): unknown;
  }
  interface Cipher {
    update(input: unknown): void;
    /** False where the padding does not fit. */
    finish(): boolean;
    readonly output: { getBytes(): string };
  }
  const pbe: Pbe;
  export default pbe;
}
declare module 'node-forge/lib/asn1.js' {
  const asn1: { fromDer(bytes: string): unknown };
  export default asn1;
}
declare module 'node-forge/lib/util.js' {
  const util: { createBuffer(bytes: string): unknown };
  export default util;
}
