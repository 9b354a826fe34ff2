import type { LedgerKind } from '../../shared/api/kinds.ts';
import type { OperationOutput } from '../../shared/api/operations.ts';
import { dayOf } from '../../shared/calendar/legalDay.ts';
import { unborn, type ObjectState } from '../../shared/domain/object.ts';
import type { LedgerCell, LedgerLine, LineLedger, StateLedger } from '../../shared/ledgers/ledger.ts';
import { ledgerDefs } from '../../shared/ledgers/ledgers.ts';
import type { QuerySpec } from '../../shared/query/spec.ts';
import type { Client, Pool, Queryable } from '../db/database.ts';
import { tableOf } from '../fold/tables.ts';
import { caseNumbers } from './caseNumbers.ts';
import { fold, stateAt } from '../log/history.ts';
import { readEvent } from '../log/readEvent.ts';
import { compile, compileEventPage, compileFrozen, type Scope } from '../query/compile.ts';
import { ledgerNames } from './ledgerNames.ts';
import { kyselyOf } from '../query/list.ts';

type Page = OperationOutput<'exports.page'>;

/** One registered export: what it holds and up to which line of the log. */
export interface FrozenExport {
  readonly id: string;
  readonly ledger: LedgerKind;
  readonly query: QuerySpec;
  readonly scope: Scope & { readonly upToSeq: number };
  readonly now: string;
}

const PAGE = 500;

/**
 * Freezes what an export holds and counts its rows. For a register the ids are written down in their order, so that
 * acts done meanwhile neither shift nor change its pages; a ledger of lines is frozen by its last line.
 */
export async function freeze(client: Client, pool: Pool, given: FrozenExport): Promise<number> {
  const def = ledgerDefs[given.ledger];
  // Over the same connection: whoever holds the head of the log must not wait for a second one.
  if (def.source === 'lines') return countLines({ db: client, pool }, given, def);
  const { sql, parameters } = compileFrozen(given.query, given.scope, given.id).compile(kyselyOf(pool));
  const { rowCount } = await client.query(sql, [...parameters]);
  return rowCount ?? 0;
}

/** Where a ledger of lines is read, and the pool whose compiler writes its statements. */
interface Lines {
  readonly db: Queryable;
  readonly pool: Pool;
}

async function countLines({ db, pool }: Lines, given: FrozenExport, def: LineLedger): Promise<number> {
  if (given.ledger === 'audit') {
    const total = compile(given.query, given.scope).total.compile(kyselyOf(pool));
    const { rows } = await db.query<{ total: number }>(total.sql, [...total.parameters]);
    return rows[0]?.total ?? 0;
  }
  let count = 0;
  for (let after: string | null = '0 0'; after !== null; ) {
    const page: Page = await linePage({ db, pool }, given, def, after);
    count += page.rows.length;
    after = page.next;
  }
  return count;
}

/** The next rows of a frozen export, as ledger cells. */
export async function ledgerPage(pool: Pool, given: FrozenExport, after: string | null): Promise<Page> {
  const def = ledgerDefs[given.ledger];
  return def.source === 'lines'
    ? linePage({ db: pool, pool }, given, def, after ?? '0 0')
    : statePage(pool, given, def, Number(after ?? 0));
}

async function statePage(pool: Pool, given: FrozenExport, def: StateLedger, after: number): Promise<Page> {
  const { rows } = await pool.query<{ n: number; id: string; seq: number | null; body: ObjectState | null }>(
    `SELECT i.n, i.object_id AS id, o.seq, o.body FROM access.export_item i LEFT JOIN ${tableOf(def.type)} o ON o.id = i.object_id
WHERE i.export_id = $1 AND i.n > $2 ORDER BY i.n LIMIT $3`,
    [given.id, after, PAGE],
  );
  const states = await Promise.all(
    rows.map(async (row) =>
      row.body !== null && (row.seq ?? 0) <= given.scope.upToSeq
        ? row.body
        : stateAt(pool, row.id, given.scope.upToSeq),
    ),
  );
  const context = { names: await ledgerNames(pool, states), today: dayOf(given.now) };
  const cells = states.map((state, i) => [...def.cells(state, context, rows[i]?.n ?? 0)]);
  return { rows: cells, next: rows.length < PAGE ? null : String(rows.at(-1)?.n ?? 0) };
}

/** One page of a ledger of lines; the cursor is the last line and the number of rows given so far. */
async function linePage(
  { db, pool }: Lines,
  given: FrozenExport,
  def: LineLedger,
  cursor: string,
): Promise<Page> {
  const [seq = 0, count = 0] = cursor.split(' ').map(Number);
  const page = compileEventPage(given.query, given.scope, seq, PAGE).compile(kyselyOf(pool));
  const { rows } = await db.query<{ seq: number; body: string; hash: string }>(page.sql, [
    ...page.parameters,
  ]);
  const taken = rows
    .map((row) => ({ event: readEvent(row.body), hash: row.hash }))
    .filter(({ event }) => def.takes(event));
  const lines = await withStates(db, taken);
  const context = { names: await ledgerNames(db, lines), today: dayOf(given.now) };
  const cells: LedgerCell[][] = [];
  for (const line of lines)
    cells.push(...def.rows(line, context, count + cells.length + 1).map((row) => [...row]));
  const last = rows.at(-1);
  return {
    rows: cells,
    next: last === undefined || rows.length < PAGE ? null : `${last.seq} ${count + cells.length}`,
  };
}

/** Adds to each line its object's state before and after, folded once for all lines of the page. */
async function withStates(
  db: Queryable,
  lines: readonly Pick<LedgerLine, 'event' | 'hash'>[],
): Promise<readonly LedgerLine[]> {
  const first = lines[0]?.event.seq ?? 0;
  const ids = [...new Set(lines.flatMap(({ event }) => event.change?.id ?? []))];
  const { rows } = await db.query<{ object_id: string; body: string }>(
    `SELECT object_id, body FROM log.event WHERE object_id = ANY($1) AND seq < $2 AND result = 'done' ORDER BY seq`,
    [ids, first],
  );
  const states = new Map<string, ObjectState>();
  for (const row of rows)
    states.set(row.object_id, fold(states.get(row.object_id) ?? unborn(row.object_id), readEvent(row.body)));
  const cases = await caseNumbers(
    db,
    lines.flatMap(({ event }) => event.caseId ?? []),
  );
  return lines.map(({ event, hash }): LedgerLine => {
    const id = event.change?.id;
    const before = id === undefined ? null : (states.get(id) ?? unborn(id));
    const after = before === null ? null : fold(before, event);
    if (after !== null) states.set(after.id, after);
    return { event, hash, before, after, case: cases.get(event.caseId ?? '') ?? null };
  });
}
