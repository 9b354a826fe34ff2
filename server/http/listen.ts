import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Center } from '../center.ts';
import { readTlsFiles } from '../pki/store.ts';
import { buildApp } from './app.ts';

/** A listening server. */
export interface Listening {
  readonly app: FastifyInstance<Server>;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Starts the HTTPS listener with the files of the center's CA. */
export async function listen(center: Center, pkiDir: string, host: string, port: number): Promise<Listening> {
  const { key, cert, ca, crl } = readTlsFiles(pkiDir);
  const app = buildApp(center, { key, cert, ca: [ca], crl: [crl] });
  await app.listen({ host, port });
  const address = app.server.address();
  return { app, port: isAddress(address) ? address.port : port, close: async () => app.close() };
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
