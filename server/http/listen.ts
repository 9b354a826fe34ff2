import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Center } from '../center.ts';
import { readTlsFiles } from '../pki/store.ts';
import { CodedError, systemCode } from '../codedError.ts';
import { buildApp } from './app.ts';
import { LiveConnections } from './liveConnections.ts';

/** A listening server. */
export interface Listening {
  readonly app: FastifyInstance<Server>;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Starts the HTTPS listener with the files of the center's CA. */
export async function listen(center: Center, pkiDir: string, host: string, port: number): Promise<Listening> {
  const app = await buildApp(center, readTlsFiles(pkiDir));
  const live = new LiveConnections(app.server, center, pkiDir);
  await app.listen({ host, port }).catch(async (error: unknown) => {
    await live.stop();
    throw systemCode(error) === 'EADDRINUSE' ? portInUse(host, port, error) : error;
  });
  const address = app.server.address();
  return {
    app,
    port: isAddress(address) ? address.port : port,
    close: async () => {
      await live.stop();
      await app.close();
    },
  };
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
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
