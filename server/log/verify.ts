import { transaction, type Client, type Pool } from '../db/database.ts';
import { chainHash, genesis } from './eventRow.ts';

export interface ChainVerdict {
  readonly ok: boolean;
  readonly lines: number;
  readonly lastSeq: number;
  readonly lastHash: string;
  /** First line whose number or digest does not follow from the one before; null when all do. */
  readonly brokenAt: number | null;
}

const PAGE = 5000;

/** Recomputes every digest from the stored bodies: numbers without a gap, digests that follow, head that agrees. */
export async function verifyChain(pool: Pool): Promise<ChainVerdict> {
  // Lines and head of one moment: a line committed between two looks would make a whole chain seem broken.
  return transaction(pool, verify, 'snapshot');
}

async function verify(client: Client): Promise<ChainVerdict> {
  let seq = 0;
  let hash = genesis;
  for (;;) {
    const { rows } = await client.query<{ seq: number; body: string; hash: string }>(
      'SELECT seq, body, hash FROM log.event WHERE seq > $1 ORDER BY seq LIMIT $2',
      [seq, PAGE],
    );
    for (const row of rows) {
      hash = chainHash(hash, row.body);
      if (row.seq !== seq + 1 || row.hash !== hash)
        return { ok: false, lines: seq, lastSeq: seq, lastHash: hash, brokenAt: row.seq };
      seq = row.seq;
    }
    if (rows.length < PAGE) break;
  }
  const { rows } = await client.query<{ seq: number; hash: string }>('SELECT seq, hash FROM log.head');
  const ok = rows[0]?.seq === seq && rows[0].hash === hash;
  return { ok, lines: seq, lastSeq: seq, lastHash: hash, brokenAt: ok ? null : seq };
}
