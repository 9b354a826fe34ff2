import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import * as z from 'zod';
import type { Dispatcher } from '../../bridge/dispatch.ts';
import type { Publisher } from '../../bridge/events.ts';
import type { Access } from './httpServer.ts';
import { sameToken, type FailureLimit } from './tokens.ts';

interface Options {
  readonly server: Server;
  readonly access: Access;
  readonly limit: FailureLimit;
  readonly dispatcher: Dispatcher;
  readonly publisher: Publisher;
  /** Told how many pages are connected: one or none. */
  readonly connected: (count: 0 | 1) => void;
  readonly handshakeMs?: number;
  readonly heartbeatMs?: number;
}

/** The bridge over one WebSocket. */
export interface WsTransport {
  close(): void;
}

const MAX_MESSAGE = 2 ** 20;
const HANDSHAKE_MS = 5_000;
const HEARTBEAT_MS = 15_000;

/** Close codes of our own (RFC 6455 7.4.2: 4000-4999 are private). */
export const closeCodes = { badHello: 4001, takenOver: 4002, badMessage: 4003 } as const;

const hello = z.strictObject({ hello: z.string().max(100) });
const fromPage = z.union([
  z.strictObject({ id: z.string(), method: z.string(), input: z.unknown() }),
  z.strictObject({ cancel: z.string() }),
]);

/**
 * Lets exactly one page in: exact Host and Origin, cookie, and within five seconds the token of the page served
 * last. A newly served page takes over; the older one is told so. A lost page's calls are cancelled.
 */
export function startWsTransport(options: Options): WsTransport {
  return new Transport(options);
}

class Transport implements WsTransport {
  readonly #options: Options;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
  });
  readonly #unsubscribe: () => void;
  #current: WebSocket | null = null;

  constructor(options: Options) {
    this.#options = options;
    options.server.on('upgrade', this.#upgrade);
    this.#unsubscribe = options.publisher.subscribe((message) => {
      if (this.#current !== null) send(this.#current, message);
    });
  }

  close(): void {
    // Nobody is told of pages that are gone because the host goes.
    this.#current = null;
    this.#unsubscribe();
    this.#options.server.off('upgrade', this.#upgrade);
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
  }

  readonly #upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => undefined);
    if (!mayUpgrade(request, this.#options)) {
      this.#options.limit.failed();
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, stream, head, (socket) => void this.#greet(socket));
  };

  async #greet(socket: WebSocket): Promise<void> {
    socket.on('error', () => undefined);
    const first = await firstMessage(socket, this.#options.handshakeMs ?? HANDSHAKE_MS);
    const token = hello.safeParse(first);
    if (!token.success || !sameToken(token.data.hello, this.#options.access.pageToken())) {
      this.#options.limit.failed();
      socket.close(closeCodes.badHello);
      return;
    }
    this.#takeOver(socket);
  }

  #takeOver(socket: WebSocket): void {
    const before = this.#current;
    this.#current = socket;
    if (before !== null) {
      before.close(closeCodes.takenOver);
      this.#options.dispatcher.cancelAll();
    }
    keepAlive(socket, this.#options.heartbeatMs ?? HEARTBEAT_MS);
    socket.on('message', (data) => this.#receive(socket, data));
    socket.on('close', () => this.#leave(socket));
    this.#options.connected(1);
    send(socket, { ready: true });
  }

  #leave(socket: WebSocket): void {
    if (this.#current !== socket) return;
    this.#current = null;
    this.#options.dispatcher.cancelAll();
    this.#options.connected(0);
  }

  #receive(socket: WebSocket, data: RawData): void {
    const { dispatcher } = this.#options;
    const message = fromPage.safeParse(parse(data));
    // A page that was taken over has no say any more, though its last words may still arrive.
    if (this.#current !== socket) return;
    if (!message.success) return socket.close(closeCodes.badMessage);
    if ('cancel' in message.data) return dispatcher.cancel(message.data.cancel);
    const { id, method, input } = message.data;
    void dispatcher.call(method, input, id).then((answer) => send(socket, { id, answer }));
  }
}

function mayUpgrade(request: IncomingMessage, { access, limit }: Options): boolean {
  const { headers, url } = request;
  const site = headers['sec-fetch-site'];
  return (
    !limit.exceeded() &&
    url === '/bridge' &&
    headers.host === access.host &&
    headers.origin === access.origin &&
    (site === undefined || site === 'same-origin') &&
    access.hasCookie(request)
  );
}

function send(socket: WebSocket, message: unknown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

function parse(data: RawData): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
  } catch {
    return null;
  }
}

/** The first message, or null when none comes in time or the socket closes. */
function firstMessage(socket: WebSocket, withinMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(null), withinMs);
    const end = (value: unknown) => {
      clearTimeout(timer);
      socket.off('message', onMessage).off('close', onClose);
      resolve(value);
    };
    const onMessage = (data: RawData) => end(parse(data));
    const onClose = () => end(null);
    socket.on('message', onMessage).on('close', onClose);
  });
}

/** A page that does not answer a ping until the next is gone: sleep and crashes leave half-open sockets. */
function keepAlive(socket: WebSocket, everyMs: number): void {
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, everyMs);
  timer.unref();
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('close', () => clearInterval(timer));
}
