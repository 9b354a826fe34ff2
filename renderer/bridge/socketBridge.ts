import * as z from 'zod';
import {
  answerSchema,
  lightNames,
  type Answer,
  type Bridge,
  type BridgeEvent,
  type Method,
  eventNameSchema,
} from '../../shared/bridge/contract.ts';
import { problems } from '../../shared/errors/catalog.ts';
import { problemOf } from '../../shared/errors/problem.ts';

/** The part of a browser's WebSocket that the bridge needs. */
export interface Socket {
  send(text: string): void;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  /** Told with the close code. */
  onclose: ((code: number) => void) | null;
}

const fromHost = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.string(), answer: answerSchema }),
  z.object({ event: eventNameSchema, payload: z.unknown() }),
]);

/** Close codes after which this page stays closed: its token is old, or another page has taken over. */
const final: ReadonlySet<number> = new Set([4001, 4002]);

const lost: Answer<unknown> = { ok: false, problem: problemOf('bridge/host-lost') };

/** What the screens see of the gate while the local host does not answer. */
const lostGate = {
  open: false,
  checkedAt: null,
  lights: lightNames.map((name) => ({
    name,
    state: 'unknown',
    cause: problems['bridge/host-lost'].text,
    remedy: null,
  })),
};

/**
 * Bridge over a WebSocket to the loopback host. A lost socket answers every pending call with
 * `bridge/host-lost` (a hanging table is worse than an error), closes the gate on the screen and connects
 * again; once back, the true gate and session are asked for and told to the listeners.
 * @param connect opens a new socket.
 * @param token shown first on every connection.
 * @param wait milliseconds before the n-th reconnect.
 */
export function socketBridge(
  connect: () => Socket,
  token: string,
  wait: (attempt: number) => number = (attempt) => Math.min(250 * 2 ** attempt, 5000),
): Bridge {
  return new SocketBridge(connect, token, wait);
}

class SocketBridge implements Bridge {
  private readonly connect: () => Socket;
  private readonly token: string;
  private readonly wait: (attempt: number) => number;
  private readonly pending = new Map<string, (answer: Answer<unknown>) => void>();
  private readonly listeners = new Map<BridgeEvent, Set<(payload: unknown) => void>>();
  /** Messages that wait until the host is ready. */
  private queue: string[] = [];
  private ready = false;
  private attempt = 0;
  private lostOnce = false;
  private socket: Socket;

  constructor(connect: () => Socket, token: string, wait: (attempt: number) => number) {
    this.connect = connect;
    this.token = token;
    this.wait = wait;
    this.socket = this.open();
  }

  call(method: Method, input: unknown, { id }: { readonly id: string }): Promise<Answer<unknown>> {
    return this.ask(method, input, id);
  }

  cancel(id: string): void {
    if (this.pending.has(id)) this.post({ cancel: id });
  }

  on(event: BridgeEvent, listener: (payload: unknown) => void): () => void {
    const set = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, set.add(listener));
    return () => set.delete(listener);
  }

  private open(): Socket {
    const next = this.connect();
    next.onopen = () => next.send(JSON.stringify({ hello: this.token }));
    next.onmessage = (event) => this.receive(event.data);
    next.onclose = (code) => this.lose(code);
    return next;
  }

  private lose(code: number): void {
    this.ready = false;
    this.lostOnce = true;
    this.queue = [];
    for (const settle of this.pending.values()) settle(lost);
    this.pending.clear();
    this.tell('gate', lostGate);
    // Two pages would else push each other out for ever; a page with an old token has to be opened anew.
    if (final.has(code)) return;
    setTimeout(
      () => {
        this.socket = this.open();
      },
      this.wait(this.attempt++),
    );
  }

  private receive(data: unknown): void {
    const parsed = typeof data === 'string' ? fromHost.safeParse(parse(data)) : null;
    if (!parsed?.success) return;
    const message = parsed.data;
    if ('ready' in message) this.welcome();
    else if ('answer' in message) {
      this.pending.get(message.id)?.(message.answer);
      this.pending.delete(message.id);
    } else this.tell(message.event, message.payload);
  }

  private welcome(): void {
    this.ready = true;
    this.attempt = 0;
    for (const text of this.queue.splice(0)) this.socket.send(text);
    if (this.lostOnce) void this.refresh();
  }

  private async refresh(): Promise<void> {
    const [gate, session] = await Promise.all([this.ask('gate.get'), this.ask('session.get')]);
    if (gate.ok) this.tell('gate', gate.value);
    if (session.ok) this.tell('session', session.value);
  }

  private tell(event: BridgeEvent, payload: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(payload);
  }

  private post(message: unknown): void {
    const text = JSON.stringify(message);
    if (this.ready) this.socket.send(text);
    else this.queue.push(text);
  }

  private ask(
    method: Method,
    input: unknown = {},
    id: string = crypto.randomUUID(),
  ): Promise<Answer<unknown>> {
    return new Promise((resolve) => {
      this.pending.set(id, resolve);
      this.post({ id, method, input });
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
