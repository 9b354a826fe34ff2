import { X509Certificate } from 'node:crypto';
import { Agent } from 'node:https';
import { isIP } from 'node:net';
import { PassThrough, type Duplex } from 'node:stream';
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls';
import { strictSuites } from '../../../shared/tls/suites.ts';
import type { VpnCheck } from '../connection/vpnCheck.ts';
import { spkiPin, type Identity } from '../certificates/identity.ts';

/** Whom to dial and how to know that it is the center. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly servername: string;
  /** PEM; the only trust anchors. */
  readonly ca: string;
  /** Accepted SPKI pins; empty = every key the CA certifies. */
  readonly pins: readonly string[];
  readonly minTlsVersion?: '1.2' | '1.3';
}

/** Looks at the way to the center, before anything is dialled and at the socket itself. @throws an error that `faultOf` knows */
type RouteCheck = Pick<VpnCheck, 'before' | 'after'>;

/** The server showed a key that is not pinned. */
class PinMismatch extends Error {
  readonly code = 'ERR_PIN_MISMATCH';
  constructor() {
    super('the key of the server is not among the pinned ones');
  }
}

/** The handshake did not end in time. */
class HandshakeTimeout extends Error {
  readonly code = 'ETIMEDOUT';
}

/** The connection was lost while it was looked at. */
class CutOff extends Error {
  readonly code = 'ECONNRESET';
}

/** The agent was let go of before the connection was handed out: not a byte of the request has left. */
export class AgentOver extends Error {
  constructor() {
    super('the agent is over');
  }
}

/** An agent that says whether it was let go of: what failed over it then says nothing of the way. */
export interface CenterAgent extends Agent {
  readonly isOver: boolean;
}

/** What an agent does beside dialling. */
interface AgentOptions {
  /** Connections at the same time. */
  readonly connections?: number;
  readonly routeCheck?: RouteCheck | null;
  /** Looks at the server's certificate beside CA, name and pin. @throws an error that `faultOf` knows */
  readonly checkServer?: (raw: Uint8Array) => Promise<void>;
  /** A connection that had been made is gone, and not because this side let go of it. */
  readonly onLost?: () => void;
  /** Takes a server certificate that is out of date by this machine's clock; the key still has to be a pinned one. */
  readonly datesAside?: boolean;
}

/** What a wrong clock makes of a good certificate. */
const dateFaults: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

const CONNECT_MS = 10_000;

/**
 * HTTPS agent of one endpoint and one certificate. Every new connection passes route check, handshake, name and
 * pin before it is handed out, so that not one byte of a request goes to the wrong peer.
 * Sessions are never resumed: a resumed one is not checked again.
 */
export function tlsAgent(
  endpoint: Endpoint,
  identity: Identity | null,
  options: AgentOptions = {},
): CenterAgent {
  return new CheckedAgent(endpoint, identity, options);
}

class CheckedAgent extends Agent implements CenterAgent {
  readonly #endpoint: Endpoint;
  readonly #identity: Identity | null;
  readonly #options: AgentOptions;
  readonly #dialling = new Set<TLSSocket>();
  #isOver = false;

  constructor(endpoint: Endpoint, identity: Identity | null, options: AgentOptions) {
    const { connections = 8 } = options;
    super({ keepAlive: true, maxSockets: connections, maxCachedSessions: 0, timeout: 60_000 });
    this.#endpoint = endpoint;
    this.#identity = identity;
    this.#options = options;
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    void this.#open().then(
      (socket) => callback?.(null, socket),
      // Node reads only the error then; its own type wants a stream all the same.
      (error: unknown) =>
        callback?.(error instanceof Error ? error : new Error('connect'), new PassThrough().destroy()),
    );
    return undefined;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Node lets go of connections only: requests in the queue, and those waiting for one being dialled, end here. */
  override destroy(): void {
    this.#isOver = true;
    for (const [name, queue = []] of Object.entries(this.requests)) {
      Reflect.deleteProperty(this.requests, name);
      for (const request of queue) request.emit('error', new AgentOver());
    }
    for (const socket of this.#dialling) socket.destroy();
    super.destroy();
  }

  async #open(): Promise<TLSSocket> {
    const { host } = this.#endpoint;
    const { routeCheck, onLost } = this.#options;
    this.#refuseOver();
    await routeCheck?.before(host);
    this.#refuseOver();
    const socket = connect(this.#tlsOptions());
    // A connection that is cut while it is looked at has no other listener, and would end the process.
    socket.on('error', () => undefined);
    this.#dialling.add(socket);
    try {
      await this.#prove(socket);
      socket.once('close', () => {
        if (!this.#isOver) onLost?.();
      });
      return socket;
    } catch (error) {
      socket.destroy();
      throw this.#isOver ? new AgentOver() : error;
    } finally {
      this.#dialling.delete(socket);
    }
  }

  async #prove(socket: TLSSocket): Promise<void> {
    const { host } = this.#endpoint;
    const { routeCheck, checkServer } = this.#options;
    await handshake(socket);
    await routeCheck?.after(host, socket.localAddress);
    this.#checkTrust(socket);
    this.#checkPin(socket);
    await checkServer?.(socket.getPeerCertificate().raw);
    this.#refuseOver();
    if (socket.destroyed) throw new CutOff('cut off before it was used');
  }

  #refuseOver(): void {
    if (this.#isOver) throw new AgentOver();
  }

  #tlsOptions() {
    const { host, port, servername, ca, minTlsVersion = '1.3' } = this.#endpoint;
    return {
      host,
      port,
      ca,
      minVersion: `TLSv${minTlsVersion}` as const,
      ciphers: strictSuites,
      rejectUnauthorized: this.#options.datesAside !== true,
      // SNI carries names only (RFC 6066 section 3); an address is checked all the same.
      ...(isIP(servername) === 0 && { servername }),
      checkServerIdentity: (_name: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
        checkServerIdentity(servername, certificate),
      ...(this.#identity && { cert: this.#identity.certificatePem, key: this.#identity.keyPem }),
    };
  }

  /** With the dates aside Node lets everything pass; what else it found, and the name, are judged here. */
  #checkTrust(socket: TLSSocket): void {
    if (socket.authorized) return;
    // Its type says Error, its value is the code.
    const code = String(socket.authorizationError);
    const { servername, pins } = this.#endpoint;
    if (!dateFaults.has(code) || pins.length === 0) throw Object.assign(new Error(code), { code });
    const wrongName = checkServerIdentity(servername, socket.getPeerCertificate());
    if (wrongName) throw wrongName;
  }

  #checkPin(socket: TLSSocket): void {
    if (this.#endpoint.pins.length === 0) return;
    const { raw } = socket.getPeerCertificate();
    if (!this.#endpoint.pins.includes(spkiPin(new X509Certificate(raw)))) throw new PinMismatch();
  }
}

function handshake(socket: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(new HandshakeTimeout('no handshake in time')), CONNECT_MS);
    const onSecure = () => settle(null);
    const onClose = () => settle(new Error('closed during the handshake'));
    function settle(error: Error | null): void {
      clearTimeout(timer);
      socket.off('secureConnect', onSecure).off('error', settle).off('close', onClose);
      if (error === null) resolve();
      else reject(error);
    }
    socket.on('secureConnect', onSecure).on('error', settle).on('close', onClose);
  });
}
