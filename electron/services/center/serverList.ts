import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBER } from 'asn1js';
import * as pkijs from 'pkijs';
import { atomicWrite } from '../files/atomicWrite.ts';
import type { Logger } from '../log/logger.ts';

/**
 * The revocation list of the CA that issued the server's certificate (吊销列表, RFC 5280 5). The center offers it, the
 * client checks its signature and keeps the newest it has seen, so that a server whose certificate was revoked cannot
 * hide behind an older one.
 */
export interface ServerList {
  /** At each handshake. @throws an error that `faultOf` knows, for a revoked certificate */
  check(raw: Uint8Array): Promise<void>;
  /**
   * After the gate's answer: takes the offered list if it is another than the kept one, and judges the server by what is
   * kept then. A CA whose list was never seen is not asked about.
   * @throws an error that `faultOf` knows, for a revoked certificate and for a list that has ended
   */
  follow(offered: string | null, ask: () => Promise<string | null>, now: number): Promise<void>;
}

/** The server's certificate stands on the list of its CA. */
class RevokedServer extends Error {
  readonly code = 'CERT_REVOKED';
}

/** The list of the server's CA has ended and there is no newer one. */
class EndedList extends Error {
  readonly code = 'ERR_SERVER_LIST_ENDED';
}

interface KeptList {
  readonly pem: string;
  readonly issuer: string;
  /** cRLNumber, which grows with every list (RFC 5280 5.2.3). */
  readonly number: bigint;
  readonly nextUpdate: number;
  readonly revoked: ReadonlySet<string>;
}

interface Ports {
  /** Where the newest lists are kept, a file for each center's CA. */
  readonly folder: string;
  /** PEM of the CAs whose lists count. */
  readonly ca: string;
  readonly log: Logger;
}

export function createServerList(ports: Ports): ServerList {
  return new ListKeeper(ports);
}

class ListKeeper implements ServerList {
  readonly #ports: Ports;
  readonly #file: string;
  readonly #kept: Promise<Map<string, KeptList>>;
  /** The certificate that was looked at last. */
  #server: { readonly issuer: string; readonly serial: string } | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#file = join(ports.folder, `${digestOf(ports.ca).slice(0, 32)}.json`);
    this.#kept = this.#load();
  }

  async check(raw: Uint8Array): Promise<void> {
    const { issuer } = pkijs.Certificate.fromBER(exact(raw));
    const serial = plain(new X509Certificate(raw).serialNumber);
    this.#server = { issuer: nameOf(issuer), serial };
    const list = (await this.#kept).get(this.#server.issuer);
    if (list?.revoked.has(serial)) throw new RevokedServer('the certificate of the server was revoked');
  }

  async follow(offered: string | null, ask: () => Promise<string | null>, now: number): Promise<void> {
    if (this.#server === null) return;
    const { issuer, serial } = this.#server;
    const kept = await this.#kept;
    const before = kept.get(issuer);
    if (offered !== null && offered !== (before && digestOf(before.pem)))
      await this.#take(issuer, await ask()).catch((error: unknown) =>
        this.#ports.log.warn({ event: 'server-list-refused', err: error }),
      );
    const list = kept.get(issuer);
    if (list?.revoked.has(serial)) throw new RevokedServer('the certificate of the server was revoked');
    if (list && list.nextUpdate <= now) throw new EndedList('the list has ended');
  }

  async #take(issuer: string, pem: string | null): Promise<void> {
    if (pem === null) return;
    const list = await readList(pem, this.#ports.ca);
    const kept = await this.#kept;
    if (list.issuer !== issuer) throw new RangeError('the list is of another CA');
    if (list.number < (kept.get(issuer)?.number ?? 0n)) throw new RangeError('the list is older');
    kept.set(issuer, list);
    await mkdir(this.#ports.folder, { recursive: true, mode: 0o700 });
    await atomicWrite(this.#file, JSON.stringify([...kept.values()].map((each) => each.pem)));
  }

  /** Absent or damaged counts as none; a list that lies there is checked like one that comes. */
  async #load(): Promise<Map<string, KeptList>> {
    const { ca, log } = this.#ports;
    const kept = new Map<string, KeptList>();
    const text = await readFile(this.#file, 'utf8').catch(() => '[]');
    try {
      const pems: unknown = JSON.parse(text);
      for (const pem of Array.isArray(pems) ? pems : []) {
        const list = await readList(String(pem), ca);
        kept.set(list.issuer, list);
      }
    } catch (error) {
      log.warn({ event: 'server-list-unreadable', err: error });
    }
    return kept;
  }
}

const CRL_NUMBER = '2.5.29.20';
/** The parser's own limit would end at some two thousand entries. */
const MAX_NODES = 10_000_000;

/** Reads one list. @throws Error when it is none, names no end, or none of the CAs has signed it */
async function readList(pem: string, ca: string): Promise<KeptList> {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----/g, ''), 'base64');
  const { offset, result } = fromBER(exact(der), { maxNodes: MAX_NODES });
  if (offset === -1) throw new TypeError('no list');
  const list = new pkijs.CertificateRevocationList({ schema: result });
  await checkSignature(list, ca);
  if (list.nextUpdate === undefined) throw new TypeError('a list without end');
  const number = list.crlExtensions?.extensions.find(({ extnID }) => extnID === CRL_NUMBER);
  return {
    pem,
    issuer: nameOf(list.issuer),
    number: integerOf(number?.extnValue.valueBlock.valueHexView),
    nextUpdate: list.nextUpdate.value.getTime(),
    revoked: new Set(
      list.revokedCertificates?.map(({ userCertificate }) =>
        plain(Buffer.from(userCertificate.valueBlock.valueHexView).toString('hex')),
      ),
    ),
  };
}

async function checkSignature(list: pkijs.CertificateRevocationList, ca: string): Promise<void> {
  for (const pem of ca.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []) {
    const issuerCertificate = pkijs.Certificate.fromBER(exact(new X509Certificate(pem).raw));
    if (nameOf(issuerCertificate.subject) !== nameOf(list.issuer)) continue;
    if (await list.verify({ issuerCertificate }).catch(() => false)) return;
  }
  throw new TypeError('a list of a CA that is not trusted');
}

function nameOf(name: pkijs.RelativeDistinguishedNames): string {
  return Buffer.from(name.toSchema().toBER()).toString('hex');
}

/** Value of a DER INTEGER; a list without a number counts as the oldest. */
function integerOf(der: Uint8Array | undefined): bigint {
  const hex = Buffer.from(der ?? [])
    .toString('hex')
    .slice(4);
  return hex === '' ? 0n : BigInt(`0x${hex}`);
}

/** A serial number without the zeros that DER or OpenSSL put before it. */
function plain(hex: string): string {
  return hex.toLowerCase().replace(/^(00)+(?=..)/, '');
}

function digestOf(pem: string): string {
  return createHash('sha256').update(pem).digest('hex');
}

/** The bytes alone, in a buffer of their own: a Node.js Buffer is often a window into a larger one. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
