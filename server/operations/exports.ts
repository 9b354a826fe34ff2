import type { LedgerKind } from '../../shared/api/kinds.ts';
import type { OperationInput } from '../../shared/api/operations.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import { ledgerDefs } from '../../shared/ledgers/ledgers.ts';
import { querySchema, type ListType, type QuerySpec } from '../../shared/query/spec.ts';
import { transaction } from '../db/database.ts';
import { append, lockHead } from '../log/append.ts';
import { note } from '../log/note.ts';
import { Numbers, writeCounters } from '../log/numbers.ts';
import { freeze, ledgerPage, type FrozenExport } from '../query/ledgerRows.ts';
import type { Handler, SignedInCall } from './call.ts';
import { scopeOf } from './visibility.ts';

/** Who may take the permission ledger out: it is made from the log, but it is the permission managers' own book. */
const permissionReaders = ['AUD', 'P1', 'P2', 'SEC', 'DIR'];

/** The list a ledger is made from, and whose rows of it the person may see. */
function sourceOf(
  call: SignedInCall,
  ledger: LedgerKind,
): { readonly type: ListType; readonly unitId: string | null } {
  const def = ledgerDefs[ledger];
  if (ledger !== 'permissions') {
    const type = def.source === 'lines' ? 'event' : def.type;
    return { type, unitId: scopeOf(call.actor, type).unitId };
  }
  if (!permissionReaders.some((role) => call.actor.roles.some((held) => held === role)))
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

/**
 * Registers an export before its first row leaves: number, purpose, filter, and the line of the log up to which it
 * reaches. The registration is a line of the log itself.
 */
export const exportsOpen: Handler<'exports.open'> = async (call, input) => {
  const { center, actor } = call;
  const { type, unitId } = sourceOf(call, input.ledger);
  const query = queryFor(input.ledger, type, input.query);
  const id = center.newId();
  const now = center.now();
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
      { ...blank, at: now, actor, source: call.source, facts, requestId: call.requestId },
    ]);
    await writeCounters(client, numbers.taken);
    return { id, number, total, upToSeq, at: now, by: actor.name, unit: actor.unitName, lastHash };
  });
};

interface ExportRow {
  ledger: LedgerKind;
  query: unknown;
  up_to_seq: number;
  unit_id: string | null;
  number: string;
  at: string;
}

/** An export of this person that has not been closed. */
async function openExport(call: SignedInCall, id: string): Promise<ExportRow> {
  const { rows } = await call.center.pool.query<ExportRow>(
    'SELECT ledger, query, up_to_seq, unit_id, number, at FROM access.export WHERE id = $1 AND account_id = $2 AND closed_at IS NULL',
    [id, call.actor.id],
  );
  const [row] = rows;
  if (!row) throw new ProblemError('record/not-found');
  return row;
}

export const exportsPage: Handler<'exports.page'> = async (call, input) => {
  const row = await openExport(call, input.id);
  const frozen: FrozenExport = {
    id: input.id,
    ledger: row.ledger,
    query: querySchema.parse(row.query),
    scope: { unitId: row.unit_id, upToSeq: row.up_to_seq },
    now: row.at,
  };
  return ledgerPage(call.center.pool, frozen, input.after ?? null);
};

export const exportsClose: Handler<'exports.close'> = async (call, input) => {
  const row = await openExport(call, input.id);
  await note(
    call.center,
    {
      category: 'export',
      event: 'export.close',
      result: input.result === 'done' ? 'done' : 'failed',
      actor: call.actor,
      source: call.source,
      requestId: call.requestId,
      facts: { number: row.number, result: input.result, rows: input.rows, digest: input.digest ?? null },
    },
    async (client) => {
      await client.query('DELETE FROM access.export_item WHERE export_id = $1', [input.id]);
      await client.query('UPDATE access.export SET closed_at = $2 WHERE id = $1', [
        input.id,
        call.center.now(),
      ]);
    },
  );
  return {};
};
