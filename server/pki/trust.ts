import 'reflect-metadata';
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { CodedError } from '../codedError.ts';
import { chainKey, readLists, type RevocationList } from './crl.ts';
import { anchorsBroken, fileBroken, listBroken, listOutdated, serverPair } from './errors.ts';
import type { AccountField } from './identity.ts';
import { certificatesIn } from './pem.ts';

/** CAs of others whose client certificates are taken (外部 CA). */
export interface ForeignTrust {
  /** PEM bundle: roots and the CAs between. */
  readonly anchorsFile: string;
  readonly crlFiles: readonly string[];
  readonly crlUrls: readonly string[];
  /** What in the certificate carries the account number. */
  readonly account: AccountField;
}

/** How the listener proves itself, and whom it believes. */
export interface TrustSettings {
  /** Directory of the center's own CA. */
  readonly pkiDir: string;
  /** Certificate and key of the server; those of the center's own CA where absent. */
  readonly server?: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly foreign?: ForeignTrust | undefined;
  /** Are client certificates of the center's own CA taken. */
  readonly builtIn?: boolean;
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
}

type Pair = Pick<TlsMaterial, 'key' | 'cert'>;

/** What TLS is given; read anew whenever a file has changed. */
export interface TlsMaterial {
  readonly key: string;
  readonly cert: string;
  readonly ca: readonly string[];
  readonly crl: readonly string[];
  readonly lists: readonly RevocationList[];
  /** The anchors of other CAs, PEM, one after the other. */
  readonly anchors: string;
}

/** Where the list of an address is kept between fetches and over a restart. */
export function listCache(pkiDir: string, url: string): string {
  return join(pkiDir, 'lists', `${createHash('sha256').update(url).digest('hex').slice(0, 32)}.pem`);
}

/** Whom the listener believes, from files that may change beside it. */
export class Trust {
  readonly settings: TrustSettings;
  readonly #own: X509Certificate;
  #anchors: readonly string[];
  /** Every CA whose lists count. */
  #issuers: readonly x509.X509Certificate[];
  #serverList: { readonly pem: string; readonly digest: string } | null = null;
  #keptPair: Pair | null = null;
  /** The newest good list of each file and CA: a bad or older one does not replace it. */
  readonly #kept = new Map<string, RevocationList>();

  /** @throws CodedError `pki/anchors`, `pki/file-broken` */
  constructor(settings: TrustSettings) {
    this.settings = settings;
    const own = read(join(settings.pkiDir, 'ca.crt'));
    this.#own = new X509Certificate(own);
    this.#anchors = settings.foreign === undefined ? [] : readAnchors(settings.foreign.anchorsFile);
    this.#issuers = this.#issuersNow();
  }

  #issuersNow(): readonly x509.X509Certificate[] {
    return [this.#own.toString(), ...this.#anchors].map((pem) => new x509.X509Certificate(pem));
  }

  /** Takes the anchors up when their file was replaced; broken ones leave those of before in force. */
  #takeUpAnchors(refused: (file: string, error: CodedError) => void): void {
    const file = this.foreign?.anchorsFile;
    if (file === undefined) return;
    try {
      this.#anchors = readAnchors(file);
      this.#issuers = this.#issuersNow();
    } catch (error) {
      refused(file, error instanceof CodedError ? error : anchorsBroken(file, error));
    }
  }

  /** The newest list of the CA that issued the server's certificate; null where none is known. */
  get serverList(): { readonly pem: string; readonly digest: string } | null {
    return this.#serverList;
  }

  get foreign(): ForeignTrust | null {
    return this.settings.foreign ?? null;
  }

  /** What carries the account: certificates of the center's own CA name it in their URI, whatever other CAs do. */
  accountField(raw: Uint8Array): AccountField {
    const field = this.foreign?.account ?? 'san-uri';
    return field !== 'san-uri' && this.isOwn(raw) ? 'san-uri' : field;
  }

  /** Was it issued by the center's own CA. */
  isOwn(raw: Uint8Array): boolean {
    const leaf = new X509Certificate(raw);
    return leaf.checkIssued(this.#own) && leaf.verify(this.#own.publicKey);
  }

  /** A text that changes with the files TLS is made of; files are replaced as a whole, never written in place. */
  version(): string {
    const { certFile, keyFile } = this.#pair();
    const anchors = this.foreign === null ? [] : [this.foreign.anchorsFile];
    return [certFile, keyFile, ...anchors, ...this.#listFiles()].map(versionOf).join(' ');
  }

  /**
   * Takes up every list that is good, and the server's certificate if it fits its key; what is wrong with the others is
   * told to `refused`, and what was good before goes on.
   *
   * @throws CodedError `pki/server-pair` where there has been no good pair yet
   */
  async read(refused: (file: string, error: CodedError) => void): Promise<TlsMaterial> {
    this.#takeUpAnchors(refused);
    for (const file of this.#listFiles()) await this.#takeUp(file, refused);
    const lists = [...this.#kept.values()].filter(({ issuer }) =>
      this.#issuers.some((ca) => ca.subject === issuer),
    );
    const pair = this.#takeUpPair(refused);
    this.#serverList = listFor(pair.cert, lists);
    // The own list is always given, if only because without any list OpenSSL would look for none.
    const ca = this.settings.builtIn === false ? [] : [this.#own.toString()];
    return {
      ...pair,
      ca: [...ca, ...this.#anchors],
      crl: lists.map(({ pem }) => pem),
      lists,
      anchors: this.#anchors.join(''),
    };
  }

  /** Checks a list that came from elsewhere. @throws CodedError `pki/list-...` */
  async check(what: string, bytes: Uint8Array, now: number): Promise<readonly RevocationList[]> {
    const lists = await readLists(what, bytes, this.#issuers);
    for (const list of lists) {
      const known = [...this.#kept.values()].filter(({ issuer }) => issuer === list.issuer);
      const isOlder = known.some(({ thisUpdate }) => thisUpdate > list.thisUpdate);
      if (isOlder || list.nextUpdate <= now) throw listOutdated(what);
    }
    return lists;
  }

  #pair(): { readonly certFile: string; readonly keyFile: string } {
    const { pkiDir, server } = this.settings;
    return server ?? { certFile: join(pkiDir, 'server.crt'), keyFile: join(pkiDir, 'server.key') };
  }

  #listFiles(): readonly string[] {
    const { pkiDir } = this.settings;
    const { crlFiles = [], crlUrls = [] } = this.foreign ?? {};
    return [join(pkiDir, 'crl.pem'), ...crlFiles, ...crlUrls.map((url) => listCache(pkiDir, url))];
  }

  #takeUpPair(refused: (file: string, error: CodedError) => void): Pair {
    const files = this.#pair();
    try {
      this.#keptPair = readPair(files);
    } catch (error) {
      // A revocation has to take effect even while somebody replaces the server's certificate.
      if (this.#keptPair === null || !(error instanceof CodedError)) throw error;
      refused(files.certFile, error);
    }
    return this.#keptPair;
  }

  async #takeUp(file: string, refused: (file: string, error: CodedError) => void): Promise<void> {
    if (!existsSync(file)) return;
    try {
      for (const list of await readLists(file, readFileSync(file), this.#issuers)) {
        const key = `${file}\n${list.issuer}`;
        if ((this.#kept.get(key)?.thisUpdate ?? 0) > list.thisUpdate) throw listOutdated(file);
        this.#kept.set(key, list);
      }
    } catch (error) {
      refused(file, error instanceof CodedError ? error : listBroken(file, error));
    }
  }
}

/** The certificates of a chain as lists name them, from the end certificate up to its root. */
export function chainKeys(chain: readonly Uint8Array[]): readonly string[] {
  return chain.map((raw) => {
    const { issuer, serialNumber } = new x509.X509Certificate(Uint8Array.from(raw));
    return chainKey(issuer, serialNumber);
  });
}

function listFor(cert: string, lists: readonly RevocationList[]) {
  const { issuer } = new x509.X509Certificate(cert);
  const [newest] = lists
    .filter((list) => list.issuer === issuer)
    .toSorted((a, b) => b.thisUpdate - a.thisUpdate);
  return newest ? { pem: newest.pem, digest: createHash('sha256').update(newest.pem).digest('hex') } : null;
}

function readAnchors(file: string): readonly string[] {
  try {
    const anchors = certificatesIn(read(file));
    if (anchors.length === 0 || !anchors.every(({ ca }) => ca)) throw anchorsBroken(file);
    return anchors.map(String);
  } catch (error) {
    throw anchorsBroken(file, error);
  }
}

function readPair({ certFile, keyFile }: Readonly<Record<'certFile' | 'keyFile', string>>): Pair {
  try {
    const [cert, key] = [read(certFile), read(keyFile)];
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return { cert, key };
  } catch (error) {
    throw serverPair(certFile, keyFile, error);
  }
  throw serverPair(certFile, keyFile);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fileBroken(file, error);
  }
}

function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '-' : `${found.mtimeMs} ${found.size} ${found.ino}`;
}
