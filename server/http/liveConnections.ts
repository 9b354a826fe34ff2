import { statSync } from 'node:fs';
import type { Server } from 'node:https';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import type { Center } from '../center.ts';
import { note } from '../log/note.ts';
import { systemActor } from '../log/systemActor.ts';
import { revokedSerials } from '../pki/crl.ts';
import { identityOf } from '../pki/identity.ts';
import { readTlsFiles } from '../pki/store.ts';
import { tlsOptions } from './tlsOptions.ts';

/** How often the list of revoked certificates and the ended sessions are looked at; the law of a second holds twice over. */
const EVERY_MS = 250;

interface Peer {
  readonly serial: string;
  readonly fingerprint: string;
  readonly accountNo: string | null;
}

/**
 * Keeps the open connections of a listener in step with what was decided since their handshake: a revoked certificate,
 * and a session ended by an act, lose their connections within a second, whichever process decided it. The client
 * connects anew and learns the cause from the gate.
 */
export class LiveConnections {
  readonly #server: Server;
  readonly #center: Center;
  readonly #pkiDir: string;
  readonly #peers = new Map<TLSSocket, Peer>();
  readonly #timer: NodeJS.Timeout;
  #listVersion: string;
  /** Serials on the list that was last taken up while running. */
  #revoked: ReadonlySet<string> = new Set();
  #lookedAt: string;
  /** Ends of sessions that the last look has dealt with, by certificate: each closes connections once. */
  #ended: ReadonlyMap<string, string> = new Map();
  #running: Promise<void> = Promise.resolve();

  constructor(server: Server, center: Center, pkiDir: string) {
    this.#server = server;
    this.#center = center;
    this.#pkiDir = pkiDir;
    this.#listVersion = versionOf(pkiDir);
    this.#lookedAt = center.now();
    server.on('secureConnection', (socket) => this.#add(socket));
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#look()).catch((error: unknown) => this.#failed(error));
    }, EVERY_MS).unref();
  }

  /** Ends the watch; connections stay as they are. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #add(socket: TLSSocket): void {
    const { raw } = socket.getPeerCertificate();
    // Without a peer certificate Node answers an empty object, whatever its type says.
    if (!Buffer.isBuffer(raw)) return;
    const { serial, fingerprint, accountNo } = identityOf(raw);
    // Its handshake began under the list of before; under the new one it would only reach the gate.
    if (socket.authorized && this.#revoked.has(serial)) {
      socket.destroy();
      return;
    }
    this.#peers.set(socket, { serial, fingerprint, accountNo });
    socket.once('close', () => this.#peers.delete(socket));
  }

  async #look(): Promise<void> {
    await this.#lookAtList();
    await this.#lookAtSessions();
  }

  async #lookAtList(): Promise<void> {
    const version = versionOf(this.#pkiDir);
    if (version === this.#listVersion) return;
    const files = readTlsFiles(this.#pkiDir);
    this.#server.setSecureContext(tlsOptions(files));
    this.#listVersion = version;
    this.#revoked = revokedSerials(files.crl);
    const closed = this.#close((peer) => this.#revoked.has(peer.serial));
    for (const peer of new Map(closed.map((each) => [each.serial, each])).values())
      await this.#noteRevoked(peer);
  }

  async #lookAtSessions(): Promise<void> {
    const from = this.#lookedAt;
    const now = this.#center.now();
    this.#lookedAt = now;
    if (this.#peers.size === 0) return;
    const { rows } = await this.#center.pool.query<{ certificate: string; at: string }>({
      name: 'ended-sessions',
      text: `SELECT certificate, max(ended_at) AS at FROM access.session
WHERE ended_at >= $1::timestamptz - interval '5 seconds' AND end_reason <> 'signed out' AND certificate = ANY($2) GROUP BY certificate`,
      values: [from, [...new Set([...this.#peers.values()].map(({ fingerprint }) => fingerprint))]],
    });
    const known = this.#ended;
    this.#ended = new Map(rows.map(({ certificate, at }) => [certificate, at]));
    const news = new Set(
      rows.flatMap(({ certificate, at }) => (known.get(certificate) === at ? [] : [certificate])),
    );
    this.#close(({ fingerprint }) => news.has(fingerprint));
  }

  #close(isOver: (peer: Peer) => boolean): readonly Peer[] {
    const over = [...this.#peers].filter(([, peer]) => isOver(peer));
    for (const [socket] of over) socket.destroy();
    return over.map(([, peer]) => peer);
  }

  async #noteRevoked({ serial, fingerprint, accountNo }: Peer): Promise<void> {
    const center = this.#center;
    await note(center, {
      category: 'sign-in',
      event: 'gate.revoked',
      result: 'done',
      actor: systemActor,
      source: { ip: null, certificate: fingerprint, session: null, client: null },
      requestId: center.newId(),
      facts: { serial, accountNo: accountNo ?? '' },
    });
  }

  #failed(error: unknown): void {
    this.#center.log.error({ event: 'live-connections-failed', err: error });
  }
}

/** A text that changes with the revocation list; the file is replaced as a whole, never written in place. */
function versionOf(pkiDir: string): string {
  const { mtimeMs, size, ino } = statSync(join(pkiDir, 'crl.pem'));
  return `${mtimeMs} ${size} ${ino}`;
}
