import type { LedgerKind } from '../../shared/api/kinds.ts';
import type { OperationInput, OperationOutput } from '../../shared/api/operations.ts';
import type { Actor, Source } from '../../shared/log/event.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { ledgerDefs } from '../../shared/ledgers/ledgers.ts';
import { querySchema, type ListType, type QuerySpec } from '../../shared/query/spec.ts';
import { transaction } from '../db/database.ts';
import { append, lockHead } from '../log/append.ts';
import { note } from '../log/note.ts';
import { Numbers, writeCounters } from '../log/numbers.ts';
import { idsIn, titlesOf } from '../query/list.ts';
import { freeze, ledgerPage, type FrozenExport } from './ledgerRows.ts';
import { scopeOf } from '../operations/visibility.ts';
import type { Center } from '../center.ts';

/** Who may take the permission ledger out: it is made from the log, but it is the permission managers' own book. */
const permissionReaders = ['AUD', 'P1', 'P2', 'SEC', 'DIR'];

/** The list a ledger is made from, and whose rows of it the person may see. */
function sourceOf(
  actor: Actor,
  ledger: LedgerKind,
): { readonly type: ListType; readonly unitId: string | null } {
  const def = ledgerDefs[ledger];
  if (ledger !== 'permissions') {
    const type = def.source === 'lines' ? 'event' : def.type;
    return { type, unitId: scopeOf(actor, type).unitId };
  }
  if (!permissionReaders.some((role) => actor.roles.some((held) => held === role)))
    throw new ProblemError('access/role');
  return { type: 'event', unitId: null };
}

/** A permission ledger is asked for from the list of accounts: of its query only the period can apply to log lines. */
function queryFor(ledger: LedgerKind, type: ListType, asked: QuerySpec): QuerySpec {
  if (ledger !== 'permissions') return { ...asked, type };
  const filters = asked.type === 'event' ? asked.filters : [];
  return {
    ...asked,
    type,
    text: asked.type === 'event' ? asked.text : '',
    sort: [],
    filters: [...filters, { column: 'objectType', op: 'in', values: ['account'] }],
  };
}

/** The parts of the registering line that are the same for every export. */
const blank = {
  category: 'export',
  event: 'export.open',
  result: 'done',
  object: null,
  change: null,
  caseId: null,
  proposer: null,
} as const;

interface Registered {
  readonly number: string;
  readonly total: number;
  readonly upToSeq: number;
  readonly query: QuerySpec;
  readonly counters: Readonly<Record<string, number>>;
}

/** What the log keeps of an export: what was asked for, why, and how much left. */
function factsOf(input: OperationInput<'exports.open'>, made: Registered): JsonObject {
  const { ledger, purpose, letter = null, format } = input;
  const { counters, query, ...rest } = made;
  return {
    ...rest,
    counters: { ...counters },
    ledger,
    purpose,
    letter,
    format,
    query: JSON.parse(JSON.stringify(query)),
  };
}

/** Who exports, and from where. */
export interface ExportBy {
  readonly actor: Actor;
  readonly source: Source;
  readonly requestId: string;
}

/**
 * Registers an export before its first row leaves: number, purpose, filter, and the line of the log up to which it
 * reaches. The registration is a line of the log itself.
 */
export async function registerExport(
  center: Center,
  by: ExportBy,
  input: OperationInput<'exports.open'>,
): Promise<OperationOutput<'exports.open'>> {
  const { actor } = by;
  const { type, unitId } = sourceOf(actor, input.ledger);
  const query = queryFor(input.ledger, type, input.query);
  const id = center.newId();
  const now = center.now();
  const names = await titlesOf(center.pool, idsIn(query));
  return transaction(center.pool, async (client) => {
    const head = await lockHead(client);
    const { seq: upToSeq, hash: lastHash } = head;
    const numbers = new Numbers(client, center.area, dayOf(now));
    const [number = ''] = (await numbers.take({ export: 1 })).export ?? [];
    await client.query(
      'INSERT INTO access.export (id, number, account_id, ledger, query, up_to_seq, total, unit_id, at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)',
      [id, number, actor.id, input.ledger, JSON.stringify(query), upToSeq, unitId, now],
    );
    const total = await freeze(client, center.pool, {
      id,
      ledger: input.ledger,
      query,
      scope: { unitId, upToSeq },
      now,
    });
    const facts = factsOf(input, { number, total, upToSeq, query, counters: numbers.taken });
    await append(client, head, [
      { ...blank, at: now, actor, source: by.source, facts, requestId: by.requestId },
    ]);
    await writeCounters(client, numbers.taken);
    return { id, number, total, upToSeq, at: now, by: actor.name, unit: actor.unitName, lastHash, names };
  });
}

interface ExportRow {
  ledger: LedgerKind;
  query: unknown;
  up_to_seq: number;
  unit_id: string | null;
  number: string;
  at: string;
}

/** An export of this person that has not been closed. */
async function openExport(center: Center, { actor }: ExportBy, id: string): Promise<ExportRow> {
  const { rows } = await center.pool.query<ExportRow>(
    'SELECT ledger, query, up_to_seq, unit_id, number, at FROM access.export WHERE id = $1 AND account_id = $2 AND closed_at IS NULL',
    [id, actor.id],
  );
  const [row] = rows;
  if (!row) throw new ProblemError('record/not-found');
  return row;
}

/** The next rows of an open export. */
export async function exportPage(
  center: Center,
  by: ExportBy,
  id: string,
  after: string | null,
): Promise<OperationOutput<'exports.page'>> {
  const row = await openExport(center, by, id);
  const frozen: FrozenExport = {
    id,
    ledger: row.ledger,
    query: querySchema.parse(row.query),
    scope: { unitId: row.unit_id, upToSeq: row.up_to_seq },
    now: row.at,
  };
  return ledgerPage(center.pool, frozen, after);
}

/** Writes down how an export ended; its frozen set is no longer needed. */
export async function closeExport(
  center: Center,
  by: ExportBy,
  input: OperationInput<'exports.close'>,
): Promise<void> {
  const row = await openExport(center, by, input.id);
  await note(
    center,
    {
      category: 'export',
      event: 'export.close',
      result: input.result === 'done' ? 'done' : 'failed',
      ...by,
      facts: { number: row.number, result: input.result, rows: input.rows, digest: input.digest ?? null },
    },
    async (client) => {
      await client.query('DELETE FROM access.export_item WHERE export_id = $1', [input.id]);
      await client.query('UPDATE access.export SET closed_at = $2 WHERE id = $1', [input.id, center.now()]);
    },
  );
}
