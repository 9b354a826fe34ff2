import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { listBroken, listOfStranger } from './errors.ts';

/** A list of revoked certificates (吊销列表, RFC 5280 5) whose signature was checked. */
export interface RevocationList {
  readonly pem: string;
  /** Name of the CA that signed it. */
  readonly issuer: string;
  /** Milliseconds since 1970; past `nextUpdate` nobody of that CA gets in. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** `issuer` and serial number of each, as `chainKey` writes them. */
  readonly revoked: ReadonlySet<string>;
}

/** The parser's own limit would end at some two thousand revoked certificates; the bytes are limited before. */
const LIMITS = { berOptions: { maxNodes: 10_000_000 } };

/** One certificate among those of all CAs: numbers are given by each CA for itself (RFC 5280 4.1.2.2). */
export function chainKey(issuer: string, serial: string): string {
  return `${issuer}\n${serial.toLowerCase().replace(/^(00)+(?=..)/, '')}`;
}

/**
 * Reads the lists in a file, PEM or DER, and checks the signature of each.
 *
 * @throws CodedError `pki/list-broken`, `pki/list-issuer`
 */
export async function readLists(
  what: string,
  bytes: Uint8Array,
  issuers: readonly x509.X509Certificate[],
): Promise<readonly RevocationList[]> {
  const lists = parse(what, bytes);
  return Promise.all(lists.map((list) => checked(what, list, issuers)));
}

function parse(what: string, bytes: Uint8Array): readonly x509.X509Crl[] {
  try {
    const text = Buffer.from(bytes).toString('latin1');
    const ders = text.includes('-----BEGIN') ? x509.PemConverter.decode(text) : [new Uint8Array(bytes)];
    if (ders.length === 0) throw new RangeError('no list');
    return ders.map((der) => new x509.X509Crl(der, LIMITS));
  } catch (error) {
    throw listBroken(what, error);
  }
}

async function checked(
  what: string,
  list: x509.X509Crl,
  issuers: readonly x509.X509Certificate[],
): Promise<RevocationList> {
  const { issuer, thisUpdate, nextUpdate } = list;
  if (nextUpdate === undefined) throw listBroken(what);
  for (const authority of issuers) {
    if (authority.subject !== issuer) continue;
    const genuine = await list.verify({ publicKey: authority.publicKey }).catch(() => false);
    if (!genuine) continue;
    return {
      pem: x509.PemConverter.encode(list.rawData, 'X509 CRL'),
      issuer,
      thisUpdate: thisUpdate.getTime(),
      nextUpdate: nextUpdate.getTime(),
      revoked: new Set(list.entries.map(({ serialNumber }) => chainKey(issuer, serialNumber))),
    };
  }
  throw listOfStranger(what, issuer);
}

/** When a list was signed, until when it is good, and how many certificates stand on it. */
export function crlFacts(pem: string): {
  readonly thisUpdate: string;
  readonly nextUpdate: string;
  readonly entries: number;
} {
  const { thisUpdate, nextUpdate = thisUpdate, entries } = new x509.X509Crl(pem, LIMITS);
  return {
    thisUpdate: thisUpdate.toISOString(),
    nextUpdate: nextUpdate.toISOString(),
    entries: entries.length,
  };
}
