import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type WebSocket from 'ws';
import { createDispatcher, type Dispatcher } from '../../bridge/dispatch.ts';
import { createPublisher } from '../../bridge/events.ts';
import { createHandlers } from '../../bridge/handlers.ts';
import { createServices, type Services } from '../../services/createServices.ts';
import { recordingLogger } from '../../testing/quiet.ts';
import {
  connectBridge,
  enter,
  getPage,
  loadPage,
  openSocket,
  type Entered,
} from '../../testing/socketClient.ts';
import { createWorkstation, type Workstation } from '../../testing/workstation.ts';
import { startHttpServer, type LoopbackServer } from './httpServer.ts';
import { createFailureLimit, createOnceToken, type OnceToken } from './tokens.ts';
import { closeCodes, startWsTransport, type WsTransport } from './wsTransport.ts';

let folder = '';
let now = Date.now();
const clock = { now: () => new Date(now) };
let workstation: Workstation;
let services: Services;
let dispatcher: Dispatcher;
let boot: OnceToken;
let limit: ReturnType<typeof createFailureLimit>;
let loopback: LoopbackServer;
let transport: WsTransport;
let connections: number[] = [];

beforeEach(async () => {
  now = Date.now();
  connections = [];
  folder = mkdtempSync(join(tmpdir(), 'egov-loopback-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html><head><title>x</title></head></html>');
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'export {}');
  workstation = await createWorkstation();
  services = await createServices(workstation.ports);
  dispatcher = createDispatcher(createHandlers(services), recordingLogger().log);
  boot = createOnceToken(clock, 10_000);
  limit = createFailureLimit(clock);
  loopback = await startHttpServer({ port: 0, rendererDir: folder, boot, limit });
  transport = startTransport();
});
afterEach(async () => {
  dispatcher.close();
  transport.close();
  loopback.server.close();
  loopback.server.closeAllConnections();
  await services.close();
  await workstation.close();
  rmSync(folder, { recursive: true, force: true });
});

function startTransport(short: { handshakeMs?: number; heartbeatMs?: number } = {}): WsTransport {
  const heard = connections;
  return startWsTransport({
    ...loopback,
    limit,
    dispatcher,
    publisher: createPublisher(),
    connected: (count) => heard.push(count),
    ...short,
  });
}

/** Patience is the product's own, save in the cases about its end: a busy machine is no silent page. */
function becomeImpatient(short: { handshakeMs?: number; heartbeatMs?: number }): void {
  transport.close();
  transport = startTransport(short);
}

const bootUrl = () => `${loopback.access.origin}/enter?t=${boot.renew()}`;
const page = (path: string, headers: Record<string, string> = {}) =>
  getPage(`${loopback.access.origin}${path}`, headers);

/** Status of a refused upgrade, or the code it was closed with. */
function outcome(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('close', (code) => resolve(code));
    socket.on('error', () => undefined);
  });
}

describe('coming in', () => {
  test('it listens on the loopback address only', () => {
    expect(loopback.server.address()).toMatchObject({ address: '127.0.0.1' });
  });

  test('the one-time token works once', async () => {
    const url = bootUrl();
    expect((await getPage(url)).status).toBe(200);
    expect((await getPage(url)).status).toBe(403);
  });

  test('the one-time token works for ten seconds', async () => {
    const url = bootUrl();
    now += 10_001;
    expect((await getPage(url)).status).toBe(403);
  });

  test('a wrong guess neither enters nor uses the token up', async () => {
    const url = bootUrl();
    expect((await page('/enter?t=guess')).status).toBe(403);
    expect((await page('/enter')).status).toBe(403);
    expect((await getPage(url)).status).toBe(200);
  });

  test('the answer is a page, not a redirect, with a strict cookie named by its port', async () => {
    const { status, headers, body } = await getPage(bootUrl());
    const { port } = new URL(loopback.access.origin);
    expect(status).toBe(200);
    expect(body).toContain('url=/');
    expect(headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^__Host-bridge-${port}=[\\w-]{43}; Path=/; HttpOnly; Secure; SameSite=Strict$`),
    );
  });

  test('thirty failures in a minute close the door for everybody', async () => {
    for (let count = 0; count < 30; count += 1) await page('/enter?t=guess');
    expect((await getPage(bootUrl())).status).toBe(429);
    now += 60_001;
    expect((await getPage(bootUrl())).status).toBe(200);
  });
});

describe('pages', () => {
  let entered: Entered;
  beforeEach(async () => {
    entered = await enter(bootUrl());
  });

  test.each([
    ['no cookie', {}, 403],
    ['another cookie', { cookie: '__Host-bridge-1=x' }, 403],
    ['another Host (DNS rebinding)', { host: 'evil.example' }, 421],
    ['localhost instead of the address', { host: 'localhost' }, 421],
    ['a request of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a request of the same site, another origin', { 'sec-fetch-site': 'same-site' }, 403],
    ['a script of nowhere', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'cors' }, 403],
  ])('%s is refused', async (_name, headers, status) => {
    const known = 'cookie' in headers || Object.keys(headers).length === 0 ? {} : { cookie: entered.cookie };
    const answer = await page('/', { ...known, ...headers });
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('bridge-token');
  });

  test('the page comes with strict headers and a token of its own', async () => {
    const { status, headers, body } = await page('/staff/1', { cookie: entered.cookie });
    expect(status).toBe(200);
    expect(body).toMatch(/<meta name="bridge-token" content="[\w-]{43}" \/>/);
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws://${loopback.access.host}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'`,
    );
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['cache-control']).toBe('no-store');
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('assets are served, what is not there is not', async () => {
    const script = await page('/assets/main-1a2b.js', { cookie: entered.cookie });
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await page('/assets/none.js', { cookie: entered.cookie })).status).toBe(404);
    expect((await page('/%2e%2e/%2e%2e/etc/passwd.txt', { cookie: entered.cookie })).status).toBe(404);
  });
});

describe('the socket', () => {
  let entered: Entered;
  beforeEach(async () => {
    entered = await enter(bootUrl());
  });

  test.each([
    ['no cookie', { cookie: '' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['localhost as origin', { origin: 'http://localhost' }],
    ['another Host', { host: 'evil.example' }],
    ['a request of another site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', async (_name, headers) => {
    expect(await outcome(openSocket(entered, headers))).toBe(403);
  });

  test.each([
    ['a wrong token', JSON.stringify({ hello: 'x'.repeat(43) })],
    ['a call before the token', JSON.stringify({ id: '1', method: 'host.info', input: {} })],
    ['something else', 'hello'],
  ])('%s is shown the door', async (_name, text) => {
    const socket = openSocket(entered);
    socket.once('open', () => socket.send(text));
    expect(await outcome(socket)).toBe(closeCodes.badHello);
  });

  test('silence is shown the door', async () => {
    becomeImpatient({ handshakeMs: 150 });
    expect(await outcome(openSocket(entered))).toBe(closeCodes.badHello);
  });

  test('a page loaded again takes over; the older one cannot come back', async () => {
    const first = await connectBridge(entered);
    const left = outcome(first.socket);
    const token = await loadPage(entered.origin, entered.cookie);
    const second = await connectBridge({ ...entered, token });
    expect(await left).toBe(closeCodes.takenOver);
    expect(await second.bridge.call('host.info', {}, { id: '1' })).toMatchObject({ ok: true });
    await expect(connectBridge(entered)).rejects.toThrow('closed: 4001');
    expect(connections).toEqual([1, 1]);
  });

  test('the calls of a page that is gone are cancelled', async () => {
    await services.gate.check();
    workstation.center.hang('workbench.get');
    const { bridge, socket } = await connectBridge(entered);
    void bridge.call('center.call', { op: 'workbench.get', input: {} }, { id: '1' });
    await expect.poll(() => workstation.center.received.at(-1)?.op).toBe('workbench.get');
    socket.terminate();
    await workstation.center.received.at(-1)?.closed;
    await expect.poll(() => connections).toEqual([1, 0]);
  });

  test('a message beyond a megabyte ends the connection', async () => {
    const { socket } = await connectBridge(entered);
    socket.send(JSON.stringify({ id: '1', method: 'host.info', input: 'x'.repeat(2 ** 20) }));
    expect(await outcome(socket)).toBe(1009);
  });

  test('a message that is no call ends the connection', async () => {
    const { socket } = await connectBridge(entered);
    socket.send('{"event":"gate"}');
    expect(await outcome(socket)).toBe(closeCodes.badMessage);
  });

  test('a page that answers no ping is given up', async () => {
    becomeImpatient({ heartbeatMs: 300 });
    const { socket } = await connectBridge(entered);
    socket.pause();
    await expect.poll(() => connections).toEqual([1, 0]);
    socket.terminate();
  });
});
