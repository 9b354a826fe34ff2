import { createServer, type LookupFunction, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reach } from './reach.ts';

let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});
afterAll(() => {
  server.close();
});

test('who answers is reached, by address and by name', async () => {
  expect(await reach('127.0.0.1', port)).toBeNull();
  const lookup: LookupFunction = (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
  expect(await reach('center.test', port, { lookup })).toBeNull();
});

test('a resolver that never answers is told apart from a server that never does', async () => {
  const silent = () => undefined;
  expect(await reach('center.test', port, { lookup: silent, timeoutMs: 50 })).toBe('name-lookup');
});
