import type { Actor, EventCategory, EventResult, LogEvent, Source } from '../../shared/log/event.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import type { Center } from '../center.ts';
import { transaction, type Client } from '../db/database.ts';
import { append, lockHead } from './append.ts';

/** A line that changes no object: sign-in, reveal, export, refused connection. */
export interface Note {
  readonly category: EventCategory;
  readonly event: string;
  readonly result: EventResult;
  readonly actor: Actor;
  readonly source: Source;
  readonly requestId: string;
  readonly object?: LogEvent['object'];
  readonly facts?: JsonObject;
}

/** Writes a note in its own transaction, together with what has to stand or fall with it. */
export async function note<T>(
  center: Center,
  line: Note,
  along: (client: Client, seq: number) => Promise<T>,
): Promise<T>;
export async function note(center: Center, line: Note): Promise<void>;
export async function note<T>(
  center: Center,
  line: Note,
  along?: (client: Client, seq: number) => Promise<T>,
): Promise<T | undefined> {
  return transaction(center.pool, async (client) => {
    const head = await lockHead(client);
    await append(client, head, [
      {
        at: center.now(),
        category: line.category,
        event: line.event,
        result: line.result,
        object: line.object ?? null,
        actor: line.actor,
        source: line.source,
        change: null,
        caseId: null,
        proposer: null,
        facts: line.facts ?? {},
        requestId: line.requestId,
      },
    ]);
    return along?.(client, head.seq);
  });
}
