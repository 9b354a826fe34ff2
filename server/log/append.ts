import type { LogEvent } from '../../shared/log/event.ts';
import type { Client } from '../db/database.ts';
import { eventColumns, eventRow } from './eventRow.ts';

/** The head of the log as the holder of its lock sees it. */
export interface Head {
  seq: number;
  hash: string;
}

/**
 * Locks the log's head row for the rest of the transaction. Whoever holds it is the only writer, so whatever
 * is read after this call cannot change before the act is written, and `seq` is gap-free (DESIGN 2).
 */
export async function lockHead(client: Client): Promise<Head> {
  const { rows } = await client.query<Head>({
    name: 'lock-head',
    text: 'SELECT seq, hash FROM log.head FOR UPDATE',
  });
  const [head] = rows;
  if (!head) throw new Error('the log has no head row; run the migrations');
  return { seq: head.seq, hash: head.hash };
}

const insert = {
  name: 'append-event',
  text: `INSERT INTO log.event (${eventColumns.join(', ')}) VALUES (${eventColumns.map((_, i) => `$${i + 1}`).join(', ')})`,
};

/** Appends lines after the head and moves it; the caller holds the head's lock. */
export async function append(
  client: Client,
  head: Head,
  events: readonly Omit<LogEvent, 'seq' | 'v'>[],
): Promise<readonly LogEvent[]> {
  const written: LogEvent[] = [];
  for (const event of events) {
    const line: LogEvent = { ...event, seq: head.seq + 1, v: 1 };
    const { values, hash } = eventRow(line, head.hash);
    await client.query({ ...insert, values: [...values] });
    head.seq = line.seq;
    head.hash = hash;
    written.push(line);
  }
  await client.query({
    name: 'move-head',
    text: 'UPDATE log.head SET seq = $1, hash = $2',
    values: [head.seq, head.hash],
  });
  return written;
}
