import type { NumberKind } from '../../shared/domain/object.ts';
import type { Queryable } from '../db/database.ts';

/** Shape of each series: prefix, whether the area is part of it, digits of the serial (domain.md 2.3, 2.4). */
const series: Readonly<Record<NumberKind, { prefix: string; area: boolean; digits: number }>> = {
  filing: { prefix: 'BA', area: true, digits: 5 },
  grant: { prefix: 'QX', area: false, digits: 6 },
  case: { prefix: 'AJ', area: false, digits: 6 },
  export: { prefix: 'SJ', area: false, digits: 4 },
  report: { prefix: 'BB', area: true, digits: 5 },
};

/** One number handed out, as a case keeps it until its approval. */
export interface GivenNumber {
  readonly kind: NumberKind;
  readonly number: string;
}

/**
 * Hands out numbers within one transaction, gap-free per series and year. Every number taken is written into
 * the facts of the log line that took it, so that the counters can be rebuilt from the log.
 */
export class Numbers {
  readonly #db: Queryable;
  readonly #area: string;
  readonly #year: string;
  readonly #taken = new Map<string, number>();
  readonly #given: GivenNumber[] = [];
  readonly #preset: GivenNumber[];

  /** @param preset numbers handed out when the act was proposed; its approval uses the same ones. */
  constructor(db: Queryable, area: string, today: string, preset: readonly GivenNumber[] = []) {
    this.#preset = [...preset];
    this.#db = db;
    this.#area = area;
    this.#year = today.slice(0, 4);
  }

  async take(
    wanted: Readonly<Partial<Record<NumberKind, number>>>,
  ): Promise<Partial<Record<NumberKind, readonly string[]>>> {
    const given: Partial<Record<NumberKind, readonly string[]>> = {};
    for (const kind of numberKinds) {
      const count = wanted[kind] ?? 0;
      if (count > 0) given[kind] = await this.#takeKind(kind, count);
    }
    return given;
  }

  /** Last value of every series touched; empty when none was. */
  get taken(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#taken);
  }

  /** Every number handed out so far, in order. */
  get given(): readonly GivenNumber[] {
    return this.#given;
  }

  async #takeKind(kind: NumberKind, count: number): Promise<readonly string[]> {
    const numbers: string[] = [];
    while (numbers.length < count) numbers.push(this.#fromPreset(kind) ?? (await this.#next(kind)));
    this.#given.push(...numbers.map((number) => ({ kind, number })));
    return numbers;
  }

  #fromPreset(kind: NumberKind): string | undefined {
    const at = this.#preset.findIndex((given) => given.kind === kind);
    return at < 0 ? undefined : this.#preset.splice(at, 1)[0]?.number;
  }

  async #next(kind: NumberKind): Promise<string> {
    const { prefix, area, digits } = series[kind];
    const key = [prefix, ...(area ? [this.#area] : []), this.#year].join('-');
    const last = this.#taken.get(key) ?? (await this.#last(key));
    this.#taken.set(key, last + 1);
    return `${key}-${String(last + 1).padStart(digits, '0')}`;
  }

  async #last(key: string): Promise<number> {
    const { rows } = await this.#db.query<{ value: number }>({
      name: 'counter',
      text: 'SELECT value FROM fold.counter WHERE series = $1',
      values: [key],
    });
    return rows[0]?.value ?? 0;
  }
}

const numberKinds: readonly NumberKind[] = ['filing', 'grant', 'case', 'export', 'report'];

/** Moves the counters to the values taken. */
export async function writeCounters(db: Queryable, taken: Readonly<Record<string, number>>): Promise<void> {
  for (const [key, value] of Object.entries(taken)) {
    await db.query({
      name: 'move-counter',
      text: 'INSERT INTO fold.counter (series, value) VALUES ($1, $2) ON CONFLICT (series) DO UPDATE SET value = greatest(fold.counter.value, excluded.value)',
      values: [key, value],
    });
  }
}
