import * as z from 'zod';
import {
  answerSchema,
  lightNames,
  type Answer,
  type Bridge,
  type BridgeEvent,
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
  z.object({ event: z.enum(['gate', 'session', 'job']), payload: z.unknown() }),
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
  const pending = new Map<string, (answer: Answer<unknown>) => void>();
  const listeners = new Map<BridgeEvent, Set<(payload: unknown) => void>>();
  let queue: string[] = [];
  let ready = false;
  let attempt = 0;
  let lostOnce = false;
  let socket = open();

  function open(): Socket {
    const next = connect();
    next.onopen = () => next.send(JSON.stringify({ hello: token }));
    next.onmessage = (event) => receive(event.data);
    next.onclose = lose;
    return next;
  }

  function lose(code: number): void {
    ready = false;
    lostOnce = true;
    queue = [];
    for (const settle of pending.values()) settle(lost);
    pending.clear();
    tell('gate', lostGate);
    // Two pages would else push each other out for ever; a page with an old token has to be opened anew.
    if (final.has(code)) return;
    setTimeout(() => {
      socket = open();
    }, wait(attempt++));
  }

  function receive(data: unknown): void {
    const parsed = typeof data === 'string' ? fromHost.safeParse(parse(data)) : null;
    if (!parsed?.success) return;
    const message = parsed.data;
    if ('ready' in message) welcome();
    else if ('answer' in message) {
      pending.get(message.id)?.(message.answer);
      pending.delete(message.id);
    } else tell(message.event, message.payload);
  }

  function welcome(): void {
    ready = true;
    attempt = 0;
    for (const text of queue.splice(0)) socket.send(text);
    if (lostOnce) void refresh();
  }

  async function refresh(): Promise<void> {
    const [gate, session] = await Promise.all([ask('gate.get'), ask('session.get')]);
    if (gate.ok) tell('gate', gate.value);
    if (session.ok) tell('session', session.value);
  }

  function tell(event: BridgeEvent, payload: unknown): void {
    for (const listener of listeners.get(event) ?? []) listener(payload);
  }

  function post(message: unknown): void {
    const text = JSON.stringify(message);
    if (ready) socket.send(text);
    else queue.push(text);
  }

  function ask(method: string, input: unknown = {}, id: string = crypto.randomUUID()) {
    return new Promise<Answer<unknown>>((resolve) => {
      pending.set(id, resolve);
      post({ id, method, input });
    });
  }

  return {
    call: (method, input, { id }) => ask(method, input, id),
    cancel: (id) => {
      if (pending.has(id)) post({ cancel: id });
    },
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
