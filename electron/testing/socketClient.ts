import { request, type IncomingMessage } from 'node:http';
import WebSocket from 'ws';
import * as z from 'zod';
import {
  answerSchema,
  eventNameSchema,
  type Answer,
  type Bridge,
  type BridgeEvent,
} from '../../shared/bridge/contract.ts';
import { problemOf } from '../../shared/errors/problem.ts';

/** An answer of the loopback server. */
export interface Page {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** One GET as a browser window of the client sends it, unless headers say otherwise. */
export function getPage(url: string, headers: Record<string, string> = {}): Promise<Page> {
  const own = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', ...headers };
  return new Promise((resolve, reject) => {
    request(url, { headers: own, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += String(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** Cookie and page token after the one-time URL was used. */
export interface Entered {
  readonly origin: string;
  readonly cookie: string;
  readonly token: string;
}

export async function enter(url: string): Promise<Entered> {
  const { origin } = new URL(url);
  const first = await getPage(url, { 'sec-fetch-site': 'none' });
  const cookie = (first.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
  return { origin, cookie, token: await loadPage(origin, cookie) };
}

/** Loads the page again. @returns its token */
export async function loadPage(origin: string, cookie: string): Promise<string> {
  const page = await getPage(`${origin}/`, { cookie });
  return /name="bridge-token" content="([^"]+)"/.exec(page.body)?.[1] ?? '';
}

export function openSocket({ origin, cookie }: Entered, headers: Record<string, string> = {}): WebSocket {
  return new WebSocket(`${origin.replace('http', 'ws')}/bridge`, { headers: { origin, cookie, ...headers } });
}

const fromHost = z.union([
  z.strictObject({ ready: z.literal(true) }),
  z.strictObject({ id: z.string(), answer: answerSchema }),
  z.strictObject({ event: eventNameSchema, payload: z.json() }),
]);

/** Bridge over a raw socket; `seen` gathers every message of the host as it stood on the wire. */
export async function connectBridge(
  entered: Entered,
): Promise<{ bridge: Bridge; seen: string[]; socket: WebSocket }> {
  const socket = openSocket(entered);
  const seen: string[] = [];
  const pending = new Map<string, (answer: Answer<unknown>) => void>();
  const listeners = new Map<BridgeEvent, Set<(payload: unknown) => void>>();
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`closed: ${code}`)));
    socket.once('open', () => socket.send(JSON.stringify({ hello: entered.token })));
    socket.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      seen.push(text);
      const message = fromHost.parse(JSON.parse(text));
      if ('ready' in message) resolve();
      else if ('answer' in message) pending.get(message.id)?.(message.answer);
      else for (const listener of listeners.get(message.event) ?? []) listener(message.payload);
    });
  });
  socket.on('close', () => {
    for (const settle of pending.values()) settle({ ok: false, problem: problemOf('bridge/host-lost') });
  });
  const bridge: Bridge = {
    call: (method, input, { id }) =>
      new Promise((resolve) => {
        pending.set(id, resolve);
        socket.send(JSON.stringify({ id, method, input }));
      }),
    cancel: (id) => socket.send(JSON.stringify({ cancel: id })),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
  };
  return { bridge, seen, socket };
}
