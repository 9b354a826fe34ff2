import { createHash } from 'node:crypto';
import { startOfDay } from '../../../../shared/calendar/legalDay.ts';
import { copyRows, type ColumnValue } from '../../../db/copyRows.ts';
import { transaction, type Pool } from '../../../db/database.ts';
import { lockHead, type Head } from '../../../log/append.ts';
import { chainHash, eventColumns } from '../../../log/eventRow.ts';
import type { Random } from '../random.ts';
import { daysFrom, fill, type Slots, type Splice } from './splice.ts';
import type { Template, TemplateLine } from './template.ts';

/** One copy to be written. */
export interface Copy {
  readonly template: Template;
  readonly slots: Slots;
}

/** Milliseconds between two lines. */
const PACE = 60;
const OPENING = 9 * 3_600_000;

/**
 * Writes copies after the head of the log, chained line by line as any other, one day's copies in one transaction.
 * The append-only trigger stays on; `at` runs forward over the copies.
 */
export class BulkWriter {
  readonly #pool: Pool;
  readonly #random: Random;
  readonly #counters = new Map<string, number>();
  #lines = 0;
  #instant = 0;

  constructor(pool: Pool, random: Random) {
    this.#pool = pool;
    this.#random = random;
  }

  /** Lines written so far. */
  get lines(): number {
    return this.#lines;
  }

  /** Goes on from the numbers that are taken. */
  async readCounters(): Promise<void> {
    const { rows } = await this.#pool.query<{ series: string; value: number }>(
      'SELECT series, value FROM fold.counter',
    );
    for (const { series, value } of rows) this.#counters.set(series, value);
  }

  /** Does the work without the log's secondary indexes, which are made anew over all its lines afterwards. */
  async withoutIndexes(work: () => Promise<void>): Promise<void> {
    const { rows } = await this.#pool.query<{ name: string; sql: string }>(
      `SELECT indexname AS name, indexdef AS sql FROM pg_indexes WHERE schemaname = 'log' AND tablename = 'event' AND indexname <> 'event_pkey'`,
    );
    for (const { name } of rows) await this.#pool.query(`DROP INDEX log."${name}"`);
    try {
      await work();
    } finally {
      await transaction(this.#pool, async (client) => {
        await client.query("SET LOCAL statement_timeout = 0; SET LOCAL maintenance_work_mem = '256MB'");
        for (const { sql } of rows) await client.query(sql);
        await client.query('ANALYZE log.event');
      });
    }
  }

  /** Writes the copies of one day, from nine o'clock on. */
  async writeDay(day: string, area: string, copies: Iterable<Copy>): Promise<void> {
    await transaction(this.#pool, async (client) => {
      await client.query('SET LOCAL synchronous_commit = off');
      const head = await lockHead(client);
      const rows = this.#rows(day, area, copies, head);
      await copyRows(client, 'log.event', eventColumns, rows);
      await client.query('UPDATE log.head SET seq = $1, hash = $2', [head.seq, head.hash]);
    });
  }

  *#rows(day: string, area: string, copies: Iterable<Copy>, head: Head): Generator<readonly ColumnValue[]> {
    const dayAt = daysFrom(day);
    const year = day.slice(0, 4);
    this.#instant = Math.max(this.#instant, Date.parse(startOfDay(day)) + OPENING);
    for (const { template, slots: own } of copies) {
      const slots: Record<string, string> = { ...own, year };
      for (let i = 0; i < template.ids; i += 1) slots[`id${i}`] ??= this.#random.uuid();
      this.#takeNumbers(template, slots, area, year);
      for (const { slot, effect } of template.digests)
        slots[slot] = createHash('sm3')
          .update(fill(effect, slots, dayAt))
          .digest('hex');
      for (const line of template.lines) yield this.#row(line, slots, dayAt, head);
    }
  }

  /** The next line's row; moves the head on. */
  #row(
    line: TemplateLine,
    slots: Record<string, string>,
    dayAt: (offset: number) => string,
    head: Head,
  ): readonly ColumnValue[] {
    this.#instant += PACE;
    this.#lines += 1;
    head.seq += 1;
    slots['at'] = new Date(this.#instant).toISOString();
    slots['request'] = this.#random.uuid();
    slots['seq'] = String(head.seq);
    const body = fill(line.body, slots, dayAt);
    head.hash = chainHash(head.hash, body);
    const { event } = line;
    const text = (splice: Splice | null) => (splice === null ? null : fill(splice, slots, dayAt));
    return [
      head.seq,
      slots['at'],
      event.category,
      event.event,
      event.result,
      event.object?.type ?? null,
      text(line.objectId),
      text(line.objectTitle),
      event.actor.id,
      event.actor.name,
      event.actor.unitName,
      event.actor.roles,
      event.source.ip,
      text(line.reason),
      text(line.caseId),
      slots['request'],
      body,
      head.hash,
    ];
  }

  #takeNumbers(template: Template, slots: Record<string, string>, area: string, year: string): void {
    for (const [series, count] of Object.entries(template.numbers)) {
      const prefix = series === 'BA' ? `BA-${area}-${year}` : `${series}-${year}`;
      const first = this.#counters.get(prefix) ?? 0;
      for (let i = 0; i < count; i += 1)
        slots[`${series}${i}`] = `${prefix}-${String(first + i + 1).padStart(series === 'BA' ? 5 : 6, '0')}`;
      this.#counters.set(prefix, first + count);
      slots[`last-${series}`] = String(first + count);
    }
  }
}
