import { dayOf } from '../../shared/calendar/legalDay.ts';
import type { LedgerKind } from '../../shared/api/kinds.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { ListType, QuerySpec } from '../../shared/query/spec.ts';
import { querySchema } from '../../shared/query/spec.ts';
import { transaction } from '../db/database.ts';
import { lockHead, append } from '../log/append.ts';
import { note } from '../log/note.ts';
import { Numbers, writeCounters } from '../log/numbers.ts';
import { countOf, ledgerRows } from '../query/ledgerRows.ts';
import type { Handler, SignedInCall } from './call.ts';
import { scopeOf } from './visibility.ts';

/** The list each ledger is made from. */
export const listOfLedger: Readonly<Record<LedgerKind, ListType>> = {
  staff: 'staffFiling',
  permissions: 'event',
  domains: 'domainRecord',
  addresses: 'ipRecord',
  units: 'unit',
  sites: 'site',
  cases: 'case',
  audit: 'event',
};

/** Who may take the permission ledger out: it is made from the log, but it is the permission managers' own book. */
const permissionReaders = ['AUD', 'P1', 'P2', 'SEC', 'DIR'];

function checkMayExport(call: SignedInCall, ledger: LedgerKind): void {
  if (ledger === 'permissions') {
    if (!permissionReaders.some((role) => call.actor.roles.some((held) => held === role)))
      throw new ProblemError('access/role');
  } else scopeOf(call.actor, listOfLedger[ledger]);
}

/**
 * Registers an export before its first row leaves: number, purpose, filter, and the line of the log up to which it
 * reaches, so that rows written meanwhile do not shift its pages. The registration is a line of the log itself.
 */
export const exportsOpen: Handler<'exports.open'> = async (call, input) => {
  const { center, actor } = call;
  checkMayExport(call, input.ledger);
  const query: QuerySpec = { ...input.query, type: listOfLedger[input.ledger] };
  const id = center.newId();
  const now = center.now();
  return transaction(center.pool, async (client) => {
    const head = await lockHead(client);
    const upToSeq = head.seq;
    const lastHash = head.hash;
    const numbers = new Numbers(client, center.area, dayOf(now));
    const [number = ''] = (await numbers.take({ export: 1 })).export ?? [];
    const total = await countOf(center.pool, input.ledger, query, {
      unitId: unitScope(call, input.ledger),
      upToSeq,
    });
    await append(client, head, [
      {
        at: now,
        category: 'export',
        event: 'export.open',
        result: 'done',
        object: null,
        actor,
        source: call.source,
        change: null,
        caseId: null,
        proposer: null,
        facts: {
          counters: { ...numbers.taken },
          number,
          ledger: input.ledger,
          purpose: input.purpose,
          letter: input.letter ?? null,
          format: input.format,
          total,
          upToSeq,
          query: JSON.parse(JSON.stringify(query)),
        },
        requestId: call.requestId,
      },
    ]);
    await writeCounters(client, numbers.taken);
    await client.query(
      'INSERT INTO access.export (id, number, account_id, ledger, query, up_to_seq, total) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [id, number, actor.id, input.ledger, JSON.stringify(query), upToSeq, total],
    );
    return { id, number, total, upToSeq, at: now, by: actor.name, unit: actor.unitName, lastHash };
  });
};

function unitScope(call: SignedInCall, ledger: LedgerKind): string | null {
  return ledger === 'permissions' ? null : scopeOf(call.actor, listOfLedger[ledger]).unitId;
}

interface ExportRow {
  ledger: LedgerKind;
  query: unknown;
  up_to_seq: number;
  number: string;
}

/** An export of this person that has not been closed. */
async function openExport(call: SignedInCall, id: string): Promise<ExportRow> {
  const { rows } = await call.center.pool.query<ExportRow>(
    'SELECT ledger, query, up_to_seq, number FROM access.export WHERE id = $1 AND account_id = $2 AND closed_at IS NULL',
    [id, call.actor.id],
  );
  const [row] = rows;
  if (!row) throw new ProblemError('record/not-found');
  return row;
}

export const exportsPage: Handler<'exports.page'> = async (call, input) => {
  const row = await openExport(call, input.id);
  const scope = { unitId: unitScope(call, row.ledger), upToSeq: row.up_to_seq };
  return ledgerRows(call.center.pool, row.ledger, querySchema.parse(row.query), scope, input.after ?? null);
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
    async (client) =>
      client.query('UPDATE access.export SET closed_at = $2 WHERE id = $1', [input.id, call.center.now()]),
  );
  return {};
};
