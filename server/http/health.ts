import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Center } from '../center.ts';

/** Can the center answer from its database. */
export async function isReady(center: Center): Promise<boolean> {
  return center.pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
}

/**
 * A second listener for supervisors and balancers that hold no certificate: plain HTTP, `GET /healthz` and
 * `GET /readyz`, and nothing else. It tells neither version nor data and belongs on a management address.
 */
export function healthListener(center: Center): Server {
  const server = createServer({ maxHeaderSize: 4_096, requestTimeout: 5_000 }, (request, response) => {
    request.resume();
    const path = request.method === 'GET' ? request.url : null;
    if (path === '/healthz') send(response, 200, { ok: true });
    else if (path === '/readyz')
      void isReady(center).then((ready) => send(response, ready ? 200 : 503, { ready }));
    else send(response, 404, {});
  });
  server.keepAliveTimeout = 5_000;
  server.maxConnections = 64;
  return server;
}

function send(response: ServerResponse, status: number, value: object): void {
  const body = JSON.stringify(value);
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' };
  response.writeHead(status, headers).end(body);
}
