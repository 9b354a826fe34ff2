import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { INDEX, resolveAsset } from '../../services/assets/resolveAsset.ts';
import { contentSecurityPolicy, isolationHeaders } from '../../services/assets/securityHeaders.ts';
import { newToken, sameToken, type FailureLimit, type OnceToken } from './tokens.ts';

/** Who may come in: decided here for pages and for the socket alike. */
export interface Access {
  /** `127.0.0.1:<port>`, the only Host that is answered. */
  readonly host: string;
  readonly origin: string;
  /** True for the cookie that the boot page was given. */
  hasCookie(request: IncomingMessage): boolean;
  /** Token of the page served last; only its socket is let in. */
  pageToken(): string | null;
}

export interface LoopbackServer {
  readonly server: Server;
  readonly access: Access;
}

interface Options {
  readonly port: number;
  readonly rendererDir: string;
  readonly boot: OnceToken;
  readonly limit: FailureLimit;
}

/**
 * Serves the built renderer on 127.0.0.1 to one browser: exact Host (against DNS rebinding), cookie from a token
 * that works once, `Sec-Fetch-Site`, no CORS, strict headers. Any other request learns nothing but its status.
 */
export async function startHttpServer(options: Options): Promise<LoopbackServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 });
  await listen(server, options.port);
  const access = createAccess(portOf(server));
  server.on('request', (request, response) => {
    void answer(request, response, options, access).catch(() => refuse(response, 500));
  });
  return { server, access };
}

interface PrivateAccess extends Access {
  /** `Set-Cookie` of the boot answer. */
  readonly cookie: string;
  renewPageToken(): string;
}

function createAccess(port: number): PrivateAccess {
  // Cookies are shared by all ports of an address: the port stands in the name. `__Host-` pins path and Secure,
  // which Chromium accepts on the loopback address.
  const name = `__Host-bridge-${port}`;
  const value = newToken();
  let page: string | null = null;
  return {
    host: `127.0.0.1:${port}`,
    origin: `http://127.0.0.1:${port}`,
    cookie: `${name}=${value}; Path=/; HttpOnly; Secure; SameSite=Strict`,
    hasCookie: (request) => sameToken(cookieOf(request, name), value),
    pageToken: () => page,
    renewPageToken() {
      page = newToken();
      return page;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: Options,
  access: PrivateAccess,
): Promise<void> {
  setHeaders(response, access);
  if (request.headers.host !== access.host) return refuse(response, 421);
  if (request.method !== 'GET') return refuse(response, 405);
  if (options.limit.exceeded()) return refuse(response, 429);
  const url = new URL(request.url ?? '/', access.origin);
  if (url.pathname === '/enter') return enter(url, response, options, access);
  if (!isOwnNavigation(request) || !access.hasCookie(request)) {
    options.limit.failed();
    return refuse(response, 403);
  }
  return serveAsset(url.pathname, response, options.rendererDir, access);
}

/** Takes the one-time token and hands out the cookie. */
function enter(url: URL, response: ServerResponse, { boot, limit }: Options, access: PrivateAccess): void {
  if (!boot.take(url.searchParams.get('t'))) {
    limit.failed();
    return refuse(response, 403);
  }
  // 200 and a page that goes on by itself, not a redirect: after a redirect of a navigation that began at a file,
  // Chromium does not send a SameSite=Strict cookie.
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Set-Cookie': access.cookie,
    'Cache-Control': 'no-store',
  });
  response.end(
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>…</title>',
  );
}

async function serveAsset(
  path: string,
  response: ServerResponse,
  root: string,
  access: PrivateAccess,
): Promise<void> {
  const asset = await resolveAsset(root, path);
  if (asset === null) return refuse(response, 404);
  const content = await readFile(asset.file);
  const isPage = asset.file.endsWith(INDEX);
  const body = isPage ? withToken(content.toString('utf8'), access.renewPageToken()) : content;
  response.writeHead(200, {
    'Content-Type': asset.mime,
    'Cache-Control': asset.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
  });
  response.end(body);
}

/** The page shows this token when it opens its socket; every load gets a new one, which ends the older page's. */
function withToken(html: string, token: string): string {
  return html.replace('<head>', `<head>\n    <meta name="bridge-token" content="${token}" />`);
}

function setHeaders(response: ServerResponse, { host }: Access): void {
  for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
  response.setHeader('Content-Security-Policy', contentSecurityPolicy([`ws://${host}`]));
}

/** A request of the page itself, or the person's own navigation; never another site's. */
function isOwnNavigation({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'same-origin' || (site === 'none' && headers['sec-fetch-mode'] === 'navigate');
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response
    .writeHead(status, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' })
    .end(`${status}\n`);
}

function cookieOf({ headers }: IncomingMessage, name: string): string | null {
  const pair = headers.cookie?.split(/;\s*/).find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) ?? null;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the loopback server has no port');
  return address.port;
}
