import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Center } from '../center.ts';
import { endSessionsWith } from '../access/session.ts';
import type { CodedError } from '../codedError.ts';
import { columnOf, tableOf } from '../fold/tables.ts';
import { note } from '../log/note.ts';
import { systemActor } from '../log/systemActor.ts';
import { chainKeys, type TlsMaterial, type Trust } from '../pki/trust.ts';
import { carriedSession } from './carriedSession.ts';
import { judge } from './certificate.ts';
import { tlsOptions } from './tlsOptions.ts';

/** How often the lists of revoked certificates and the ended sessions are looked at; the law of a second holds twice over. */
const EVERY_MS = 250;

/** How long a call under way may still take when its connection is to end. */
const ANSWER_MS = 400;

interface Ended {
  readonly id: string;
  readonly certificate: string;
  /** Is another session of the certificate open. */
  readonly another: boolean;
}

interface Peer {
  /** Its certificate and those of the CAs above it, as revocation lists name them. */
  readonly chain: readonly string[];
  readonly fingerprint: string;
  readonly accountNo: string | null;
  readonly own: boolean;
  /** End of its certificate, ms. */
  readonly validTo: number;
}

/**
 * Keeps the open connections of a listener in step with what was decided since their handshake: a revoked certificate,
 * one whose list has ended, and a session ended by an act, lose their connections within a second, whichever process
 * decided it. The client connects anew and learns the cause from the gate.
 */
export class LiveConnections {
  readonly #center: Center;
  readonly #trust: Trust;
  readonly #peers = new Map<TLSSocket, Peer>();
  /** Sockets with a call under way, and those that end with it. */
  readonly #busy = new WeakSet<Socket>();
  readonly #doomed = new WeakSet<Socket>();
  #server: Server | null = null;
  #timer: NodeJS.Timeout | undefined;
  #version: string;
  #inForce: TlsMaterial['lists'] = [];
  #anchors: TlsMaterial['anchors'] = '';
  /** What is on the lists that were last taken up while running. */
  #revoked: ReadonlySet<string> = new Set();
  /** CAs whose last list has ended, each dealt with once. */
  #ended: ReadonlySet<string> = new Set();
  #lookedAt: string;
  /** Ended sessions that the last look has dealt with: each closes connections once. */
  #endedSessions: ReadonlySet<string> = new Set();
  /** The looks under way. */
  #lists: Promise<void> = Promise.resolve();
  #sessions: Promise<void> = Promise.resolve();
  /** What the looks have left to write. */
  #written: Promise<void> = Promise.resolve();

  constructor(center: Center, trust: Trust) {
    this.#center = center;
    this.#trust = trust;
    this.#version = trust.version();
    this.#lookedAt = center.now();
  }

  /** What TLS is given now; a list that cannot be used is logged. @throws CodedError `pki/server-pair` */
  async material(): Promise<TlsMaterial> {
    const material = await this.#trust.read((file, error) => this.#refused(file, error));
    this.#inForce = material.lists;
    if (this.#server === null) this.#anchors = material.anchors;
    return material;
  }

  /** Watches the connections of a listener from now on. */
  watch(server: Server): void {
    this.#server = server;
    server.on('secureConnection', (socket) => this.#add(socket));
    server.on('request', ({ socket }, response) => {
      this.#busy.add(socket);
      response.once('close', () => {
        this.#busy.delete(socket);
        if (this.#doomed.has(socket)) socket.destroy();
      });
    });
    this.#timer = setInterval(() => {
      // Each in its own row: a database that does not answer must not hold a revocation up.
      this.#lists = this.#inTurn(this.#lists, () => this.#lookAtLists());
      this.#sessions = this.#inTurn(this.#sessions, () => this.#lookAtSessions());
      this.#lookAtEnds();
    }, EVERY_MS).unref();
  }

  #inTurn(before: Promise<void>, look: () => Promise<void>): Promise<void> {
    return before.then(look).catch((error: unknown) => this.#failed(error));
  }

  /** Ends the watch; connections stay as they are. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([this.#lists, this.#sessions]);
    await this.#written;
  }

  #add(socket: TLSSocket): void {
    // A stranger reaches nothing but the gate; there is nothing to take away.
    const { accepted, certificate } = judge(socket, this.#trust);
    if (!accepted) return;
    const { fingerprint, accountNo, own, validTo } = certificate;
    const chain = chainKeysOf(socket);
    if (chain === null) {
      socket.destroy();
      return;
    }
    // Its handshake began under the lists of before; under the new ones it would only reach the gate.
    if (chain.some((key) => this.#revoked.has(key))) {
      socket.destroy();
      return;
    }
    this.#peers.set(socket, { chain, fingerprint, accountNo, own, validTo: Date.parse(validTo) });
    socket.once('close', () => this.#peers.delete(socket));
  }

  async #lookAtLists(): Promise<void> {
    const version = this.#trust.version();
    if (version === this.#version) return;
    // What was looked at once is not looked at again: a broken file is one line in the log, not four a second.
    this.#version = version;
    const material = await this.material();
    this.#revoked = new Set(material.lists.flatMap(({ revoked }) => [...revoked]));
    this.#server?.setSecureContext(tlsOptions(material, this.#trust.settings.minVersion));
    const isRevoked = (key: string) => this.#revoked.has(key);
    const closed = this.#close(({ chain }) => chain.some(isRevoked));
    // Whom the anchors vouched for is judged by the new ones at the next handshake.
    if (material.anchors !== this.#anchors) this.#close(({ own }) => !own);
    this.#anchors = material.anchors;
    this.#written = this.#inTurn(this.#written, () => this.#writeDown(closed));
  }

  /** What follows for the database; what one part fails with must not lose the others. */
  async #writeDown(closed: readonly Peer[]): Promise<void> {
    const each = new Map(closed.map((peer) => [peer.fingerprint, peer])).values();
    const done = await Promise.allSettled([
      this.#endSessions(closed),
      ...[...each].map((peer) => this.#noteRevoked(peer)),
    ]);
    for (const one of done) if (one.status === 'rejected') this.#failed(one.reason);
  }

  /** Sessions stand and fall with the certificate they were opened with, also those that hold no connection now. */
  async #endSessions(closed: readonly Peer[]): Promise<void> {
    const { pool } = this.#center;
    const { rows } = await pool.query<{ certificate: string; serial: string }>(
      `SELECT DISTINCT certificate, body ->> 'certSerial' AS serial FROM access.session
JOIN ${tableOf('account')} AS account ON account.id = account_id AND ${columnOf('certFingerprint')} = certificate
WHERE ended_at IS NULL AND absolute_until > $1`,
      [this.#center.now()],
    );
    const serials = new Set([...this.#revoked].map((key) => key.split('\n').at(-1)));
    const over = [
      ...closed.map(({ fingerprint }) => fingerprint),
      ...rows.filter(({ serial }) => serials.has(serial)).map(({ certificate }) => certificate),
    ];
    await endSessionsWith(this.#center, over, 'certificate revoked');
  }

  /**
   * OpenSSL refuses new handshakes past the end of a list, or of a certificate, by itself; the open connections end here.
   */
  #lookAtEnds(): void {
    const now = Date.now();
    this.#close(({ validTo }) => validTo <= now);
    const inForce = new Set(
      this.#inForce.filter((list) => list.nextUpdate > now).map(({ issuer }) => issuer),
    );
    const ended = new Set(this.#inForce.map(({ issuer }) => issuer).filter((issuer) => !inForce.has(issuer)));
    const news = [...ended].filter((issuer) => !this.#ended.has(issuer));
    this.#ended = ended;
    for (const issuer of news) {
      this.#center.log.error({ event: 'revocation-list-ended', issuer });
      this.#close(({ chain }) => chain.some((key) => key.startsWith(`${issuer}\n`)));
    }
  }

  async #lookAtSessions(): Promise<void> {
    const from = this.#lookedAt;
    const now = this.#center.now();
    if (this.#peers.size === 0) {
      this.#lookedAt = now;
      return;
    }
    const { rows } = await this.#center.pool.query<Ended>({
      name: 'ended-sessions',
      text: `SELECT id, certificate, EXISTS (SELECT 1 FROM access.session AS other
WHERE other.certificate = session.certificate AND other.ended_at IS NULL
AND least(other.idle_until, other.absolute_until) > $1) AS another FROM access.session
WHERE ended_at >= $1::timestamptz - interval '2 minutes' AND end_reason NOT IN ('signed out', 'expired') AND certificate = ANY($2)`,
      values: [from, [...new Set([...this.#peers.values()].map(({ fingerprint }) => fingerprint))]],
    });
    this.#lookedAt = now;
    const known = this.#endedSessions;
    this.#endedSessions = new Set(rows.map(({ id }) => id));
    const news = rows.filter(({ id }) => !known.has(id));
    const ended = new Set(news.map(({ id }) => id));
    // Connections that have carried no call yet end with the last session of their certificate.
    const idle = new Set(news.flatMap(({ certificate, another }) => (another ? [] : [certificate])));
    this.#closeGently(({ fingerprint }, socket) => {
      const session = carriedSession.of(socket);
      return session === null ? idle.has(fingerprint) : ended.has(session);
    });
  }

  /**
   * Ends what belongs to ended sessions; a call under way, such as the very sign-in that follows, gets its answer first.
   * What takes longer is cut: an ended session is out within a second.
   */
  #closeGently(isOver: (peer: Peer, socket: TLSSocket) => boolean): void {
    for (const [socket, peer] of this.#peers) {
      if (!isOver(peer, socket)) continue;
      if (!this.#busy.has(socket)) {
        socket.destroy();
        continue;
      }
      this.#doomed.add(socket);
      setTimeout(() => socket.destroy(), ANSWER_MS).unref();
    }
  }

  #close(isOver: (peer: Peer) => boolean): readonly Peer[] {
    const over = [...this.#peers].filter(([, peer]) => isOver(peer));
    for (const [socket] of over) socket.destroy();
    return over.map(([, peer]) => peer);
  }

  async #noteRevoked({ chain, fingerprint, accountNo }: Peer): Promise<void> {
    const center = this.#center;
    const serial = chain[0]?.split('\n').at(-1) ?? '';
    await note(center, {
      category: 'configuration',
      event: 'gate.revoked',
      result: 'done',
      actor: systemActor,
      source: { ip: null, certificate: fingerprint, session: null, client: null },
      requestId: center.newId(),
      facts: { serial, accountNo: accountNo ?? '' },
    });
  }

  #refused(file: string, error: CodedError): void {
    this.#center.log.error({ event: 'revocation-list-refused', file, code: error.code, err: error });
  }

  #failed(error: unknown): void {
    this.#center.log.error({ event: 'live-connections-failed', err: error });
  }
}

/** The chain as revocation lists name it; null where it cannot be read. */
function chainKeysOf(socket: TLSSocket): readonly string[] | null {
  try {
    return chainKeys(chainOf(socket));
  } catch {
    return null;
  }
}

/** A peer's certificate and what OpenSSL built above it, from the peer's own words and the anchors. */
function chainOf(socket: TLSSocket): readonly Uint8Array[] {
  const chain: Uint8Array[] = [];
  let at: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (at !== undefined && chain.length < 10) {
    chain.push(at.raw);
    // A root is its own issuer; Node leaves the field out where the issuer is not known, whatever its type says.
    const next: DetailedPeerCertificate | undefined = at.issuerCertificate;
    at = next?.fingerprint256 === at.fingerprint256 ? undefined : next;
  }
  return chain;
}
