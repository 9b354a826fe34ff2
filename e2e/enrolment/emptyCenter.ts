import { createHash, X509Certificate } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { Child } from '../support/child.ts';

const program = join(import.meta.dirname, '..', '..', 'dist', 'server', 'main.js');
const START_MS = 120_000;
const readySchema = z.looseObject({ port: z.int() });
const bootstrapSchema = z.strictObject({ code: z.string() });

/** A center as it is after its installation: no account, no data. */
export interface EmptyCenter {
  /** What its start printed for whoever sets it up. */
  readonly bootstrapCode: string;
  /** Folder with a profile that names no certificate. */
  readonly profileDir: string;
  close(): Promise<void>;
}

export async function openEmptyCenter(): Promise<EmptyCenter> {
  const dataDir = mkdtempSync(join(tmpdir(), 'egov-empty-'));
  const child = new Child([process.execPath, program, 'start', '--data', dataDir, '--port', '0']);
  const close = async () => {
    await child.stop('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { code, port } = await firstWords(child);
    return { bootstrapCode: code, profileDir: profileOf(dataDir, port), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function firstWords(child: Child): Promise<{ code: string; port: number }> {
  let code = '';
  let port = 0;
  return child.says((line) => {
    const [word = '', json = ''] = line.split(/ (.*)/s);
    if (word === 'bootstrap') code = bootstrapSchema.parse(JSON.parse(json)).code;
    if (word === 'ready') port = readySchema.parse(JSON.parse(json)).port;
    return code !== '' && port !== 0 ? { code, port } : null;
  }, START_MS);
}

function profileOf(dataDir: string, port: number): string {
  const folder = join(dataDir, 'profile');
  mkdirSync(folder);
  copyFileSync(join(dataDir, 'pki', 'ca.crt'), join(folder, 'ca.crt'));
  const certificate = new X509Certificate(readFileSync(join(dataDir, 'pki', 'server.crt')));
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  const server = {
    host: '127.0.0.1',
    port,
    servername: 'localhost',
    caFile: 'ca.crt',
    pins: [createHash('sha256').update(key).digest('base64')],
  };
  const profile = { version: 1, name: '新设中心', area: '320400', server, certificates: [] };
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(profile));
  return folder;
}
