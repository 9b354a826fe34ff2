import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Center } from '../center.ts';
import { type ConnectionNotes, noteQuietly } from './refusals.ts';

/**
 * What happens to connections before anybody has asked anything: no address holds more of them than it may, and a
 * handshake that failed (old version, weak suite) is written down.
 */
export function guardConnections(server: Server, center: Center, note: ConnectionNotes): void {
  const { connectionsPerAddress } = center.access;
  const open = new Map<string, number>();
  const write = (ip: string | null, reason: string) => {
    void noteQuietly(note({ ip, reason, judgement: null }, 'repeated'), center.log);
  };
  server.on('connection', (socket: Socket) => {
    const ip = socket.remoteAddress;
    if (ip === undefined || connectionsPerAddress === null) return;
    const held = open.get(ip) ?? 0;
    if (held >= connectionsPerAddress) {
      socket.destroy();
      write(ip, 'TOO_MANY_CONNECTIONS');
      return;
    }
    open.set(ip, held + 1);
    socket.once('close', () => {
      const left = (open.get(ip) ?? 1) - 1;
      if (left === 0) open.delete(ip);
      else open.set(ip, left);
    });
  });
  server.on('tlsClientError', (error: Error & { code?: string }, socket) => {
    // What merely hangs up, such as a look whether the port is there, was not refused.
    if (error.code?.startsWith('ERR_SSL_')) write(socket.remoteAddress ?? null, error.code);
  });
}
