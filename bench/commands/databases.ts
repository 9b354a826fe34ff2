import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import * as z from 'zod';
import { ADMIN_USER } from '../../server/db/embedded/cluster.ts';
import { connectionUrl, openEmbedded } from '../../server/db/embedded/openEmbedded.ts';

/** Where a benchmark's database runs. */
export const backends = ['embedded', 'debian'] as const;
export type Backend = (typeof backends)[number];

const DEBIAN = '/usr/lib/postgresql/15/bin';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A PostgreSQL in which a benchmark may make databases; everything made is removed at the end. */
export interface BenchCluster {
  /** Data directory for the center's CA and keys. */
  readonly dataDir: string;
  /** `PostgreSQL 18.4`, for the report. */
  readonly version: string;
  /** Makes a database, empty or as a copy of another one that nobody is connected to. @returns its URL */
  create(name: string, template?: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens one: the given server (whose user may create databases), or a fresh durable cluster of these binaries. */
export async function openCluster(given: {
  readonly databaseUrl?: string | undefined;
  readonly backend: Backend;
}): Promise<BenchCluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'center-bench-'));
  // PostgreSQL's own account has to pass through, or the cluster would be put elsewhere.
  chmodSync(dataDir, 0o711);
  const embedded =
    given.databaseUrl === undefined
      ? await openEmbedded({
          dataDir,
          log: silent,
          ...(given.backend === 'debian' && { binDir: DEBIAN }),
        })
      : null;
  const adminUrl = given.databaseUrl ?? adminUrlOf(dataDir, embedded?.port ?? 0);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const made: string[] = [];
  const { rows } = await admin.query<{ server_version: string }>('SHOW server_version');
  return {
    dataDir,
    version: `PostgreSQL ${rows[0]?.server_version.split(' ')[0] ?? ''}`,
    create: async (name, template) => {
      const from = template === undefined ? '' : ` TEMPLATE ${admin.escapeIdentifier(template)}`;
      await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}${from}`);
      made.push(name);
      const url = new URL(adminUrl);
      url.pathname = `/${name}`;
      return url.href;
    },
    close: async () => {
      for (const name of made)
        await admin.query(`DROP DATABASE ${admin.escapeIdentifier(name)} WITH (FORCE)`);
      await admin.end();
      await embedded?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function adminUrlOf(dataDir: string, port: number): string {
  const text = readFileSync(join(dataDir, 'database.json'), 'utf8');
  const { adminPassword } = z.object({ adminPassword: z.string() }).parse(JSON.parse(text));
  return connectionUrl(ADMIN_USER, adminPassword, port, 'postgres');
}
