import { createHash } from 'node:crypto';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Center } from '../center.ts';
import { transaction } from '../db/database.ts';
import { tableOf } from '../fold/tables.ts';
import type { Handler, SignedInCall } from './call.ts';

const MAX_BYTES = 20 * 1024 * 1024;
const CHUNK = 512 * 1024;

/** First bytes of the scans the center takes. */
const kinds: readonly { readonly mime: string; readonly magic: readonly number[] }[] = [
  { mime: 'application/pdf', magic: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mime: 'image/jpeg', magic: [0xff, 0xd8, 0xff] },
  { mime: 'image/png', magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
];

/** Type of a scan by its first bytes, whatever its name says; null for every other. */
function mimeOf(bytes: Uint8Array): string | null {
  return kinds.find(({ magic }) => magic.every((byte, i) => bytes[i] === byte))?.mime ?? null;
}

/**
 * Stores a scan under the SM3 digest of its bytes; storing it again changes nothing.
 * @throws ProblemError `file/too-large`, `file/type`
 */
export async function storeFile(
  center: Center,
  bytes: Uint8Array,
): Promise<{ readonly digest: string; readonly size: number; readonly mime: string }> {
  if (bytes.length > MAX_BYTES) throw new ProblemError('file/too-large');
  const mime = mimeOf(bytes);
  if (mime === null) throw new ProblemError('file/type');
  const digest = createHash('sm3').update(bytes).digest('hex');
  await transaction(center.pool, async (client) => {
    const made = await client.query(
      'INSERT INTO log.file (digest, size, mime, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [digest, bytes.length, mime, center.now()],
    );
    if (made.rowCount === 0) return;
    for (let n = 0; n * CHUNK < bytes.length; n += 1) {
      await client.query('INSERT INTO log.file_chunk (digest, n, bytes) VALUES ($1, $2, $3)', [
        digest,
        n,
        bytes.subarray(n * CHUNK, (n + 1) * CHUNK),
      ]);
    }
  });
  return { digest, size: bytes.length, mime };
}

/** Takes a scan whose digest the sender has stated. */
export const filesPut: Handler<'files.put'> = async (call, input) => {
  const bytes = Buffer.from(input.base64, 'base64');
  const digest = createHash('sm3').update(bytes).digest('hex');
  if (digest !== input.digest) throw new ProblemError('file/digest');
  return storeFile(call.center, bytes);
};

/** Roles that read the center's filings and with them their scans. */
const readers: ReadonlySet<string> = new Set(['C1', 'C2', 'DIR', 'AUD', 'P1', 'P2', 'SEC', 'INS']);

/** Whoever sees only one unit's records gets only the scans that stand on them; to know a digest is no right. */
async function mayRead({ center, actor }: SignedInCall, digest: string): Promise<boolean> {
  if (actor.roles.some((role) => readers.has(role))) return true;
  if (actor.unitId === null) return false;
  const { rows } = await center.pool.query<{ found: boolean }>(
    `SELECT ${withFiles.map((type) => `EXISTS (SELECT 1 FROM ${tableOf(type)} WHERE unit_id = $1 AND body::text LIKE $2)`).join(' OR ')} AS found`,
    [actor.unitId, `%"${digest}"%`],
  );
  return rows[0]?.found ?? false;
}

/** Objects that carry scans. */
const withFiles = ['staffFiling', 'site', 'unit', 'domainRecord', 'ipRecord', 'account'] as const;

export const filesGet: Handler<'files.get'> = async (call, input) => {
  if (!(await mayRead(call, input.digest))) throw new ProblemError('record/not-found');
  const file = await call.center.pool.query<{ size: number; mime: string }>(
    'SELECT size, mime FROM log.file WHERE digest = $1',
    [input.digest],
  );
  const [found] = file.rows;
  if (!found) throw new ProblemError('record/not-found');
  const chunks = await call.center.pool.query<{ bytes: Buffer }>(
    'SELECT bytes FROM log.file_chunk WHERE digest = $1 ORDER BY n',
    [input.digest],
  );
  const bytes = Buffer.concat(chunks.rows.map((row) => row.bytes));
  return { digest: input.digest, size: found.size, mime: found.mime, base64: bytes.toString('base64') };
};
