import { once } from 'node:events';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Center } from '../center.ts';
import type { Trust } from '../pki/trust.ts';
import { CodedError, systemCode } from '../codedError.ts';
import { buildApp } from './app.ts';
import { healthListener } from './health.ts';
import { guardConnections } from './guardConnections.ts';
import { LiveConnections } from './liveConnections.ts';
import { connectionNotes } from './refusals.ts';

/** An address to listen on. */
interface Address {
  readonly host: string;
  readonly port: number;
}

/** A listening server. */
export interface Listening {
  readonly app: FastifyInstance<Server>;
  readonly port: number;
  /** Port of the listener for health alone; null where there is none. */
  readonly healthPort: number | null;
  readonly close: () => Promise<void>;
}

/**
 * Starts the HTTPS listener, and the plain one for health where an address is given for it.
 * @throws CodedError `server/port-in-use`, `pki/...`
 */
export async function listen(
  center: Center,
  trust: Trust,
  address: Address,
  health: Address | null = null,
): Promise<Listening> {
  const live = new LiveConnections(center, trust);
  const note = connectionNotes(center);
  const place = health === null ? 'here' : 'elsewhere';
  const app = await buildApp(center, trust, await live.material(), note, place);
  const plain = health === null ? null : healthListener(center);
  const close = async () => {
    plain?.close();
    await live.stop();
    await app.close();
  };
  live.watch(app.server);
  guardConnections(app.server, center, note);
  try {
    await app.listen(address).catch((error: unknown) => refuse(address, error));
    if (plain !== null && health !== null) {
      plain.listen(health);
      await once(plain, 'listening').catch((error: unknown) => refuse(health, error));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { app, port: portOf(app.server), healthPort: plain && portOf(plain), close };
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function refuse({ host, port }: Address, error: unknown): never {
  throw systemCode(error) === 'EADDRINUSE' ? portInUse(host, port, error) : error;
}

function portInUse(host: string, port: number, cause: unknown): CodedError {
  return new CodedError(
    'server/port-in-use',
    {
      zh: `${host}:${port} 已被其他程序占用,服务未启动。请关闭该程序,或用 --port 另选端口。`,
      en: `${host}:${port} is in use by another program; the server did not start. Close that program or choose another --port.`,
    },
    cause,
  );
}
