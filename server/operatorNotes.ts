import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Center } from './center.ts';
import { note } from './log/note.ts';
import { systemActor } from './log/systemActor.ts';
import { replaceFile } from './replaceFile.ts';

/** What the operator may do on the center's files alone, beside a running server (运维操作). */
type OperatorEvent =
  | 'certificate.revoke'
  | 'server.certificate-renewed'
  | 'profile.issue'
  | 'profile.next-key'
  | 'profile.switch-key';

const noteSchema = z.strictObject({
  version: z.literal(1),
  id: z.uuid(),
  /** UTC ISO instant. */
  at: z.iso.datetime(),
  event: z.string().min(1),
  /** Name of the system account that ran the command. */
  operator: z.string(),
  facts: z.record(z.string(), z.json()),
});
type OperatorNote = z.infer<typeof noteSchema>;

/** How often a running server looks for notes. */
const EVERY_MS = 5_000;

const folderOf = (dataDir: string) => join(dataDir, 'operator-notes');

/**
 * Runs an act of the command line and leaves a note of it for the log, which is the server's alone to write. The note
 * comes first: what could not be written down does not happen; an act that fails takes its note back.
 */
export async function noted<T>(
  dataDir: string,
  event: OperatorEvent,
  facts: OperatorNote['facts'],
  act: () => Promise<T> | T,
): Promise<T> {
  const id = randomUUID();
  const at = new Date().toISOString();
  const left: OperatorNote = { version: 1, id, at, event, operator: userInfo().username, facts };
  mkdirSync(folderOf(dataDir), { recursive: true, mode: 0o700 });
  const file = join(folderOf(dataDir), `${at.replaceAll(':', '-')}-${id}.json`);
  replaceFile(file, `${JSON.stringify(left, null, 2)}\n`);
  try {
    return await act();
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/** Takes the notes that lie there into the log, oldest first, each once, whichever server of the center is first. */
export async function takeUpNotes(center: Center, dataDir: string): Promise<void> {
  const folder = folderOf(dataDir);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  for (const name of names.toSorted()) {
    const file = join(folder, name);
    const read = readNote(file);
    if (read === null) {
      center.log.error({ event: 'operator-note-unreadable', file });
      continue;
    }
    await write(center, read);
    rmSync(file, { force: true });
  }
}

/** Takes them up at once and from now on. */
export function followNotes(center: Center, dataDir: string): { stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const look = () => {
    running = running
      .then(() => takeUpNotes(center, dataDir))
      .catch((error: unknown) => center.log.error({ event: 'operator-notes-failed', err: error }));
  };
  look();
  const timer = setInterval(look, EVERY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function write(center: Center, { id, at, event, operator, facts }: OperatorNote): Promise<void> {
  const key = `operator-note/${id}`;
  const { rowCount } = await center.pool.query('SELECT 1 FROM log.idempotency WHERE key = $1', [key]);
  // Noted before a crash that left the file behind.
  if (rowCount !== 0) return;
  const line = {
    category: 'sensitive',
    event,
    result: 'done',
    actor: { ...systemActor, name: operator },
    source: { ip: null, certificate: null, session: null, client: 'center' },
    requestId: id,
    facts: { ...facts, operator, doneAt: at },
  } as const;
  await note(center, line, (client) =>
    client.query(
      `INSERT INTO log.idempotency (key, actor_id, request, answer, at) VALUES ($1, 'system', '', '{}', $2)`,
      [key, center.now()],
    ),
  );
}

function readNote(file: string): OperatorNote | null {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
