import type { Socket } from 'node:net';

const carried = new WeakMap<Socket, string>();

/** The session whose calls a connection carries: what ends with it is this connection, not the person's others. */
export const carriedSession = {
  note: (socket: Socket, session: string): void => void carried.set(socket, session),
  of: (socket: Socket): string | null => carried.get(socket) ?? null,
};
