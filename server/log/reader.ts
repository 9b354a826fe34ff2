import { unborn, type ObjectState } from '../../shared/domain/object.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import type { Queryable } from '../db/database.ts';
import { columnOf, tableOf } from '../fold/tables.ts';

/**
 * Reads present states. Changes that are planned but not yet written are seen first, so that a follow-up
 * act decides on what its cause has just made.
 */
export class Reader {
  readonly db: Queryable;
  readonly #planned = new Map<string, ObjectState>();
  readonly #loaded: Map<string, ObjectState> | null;

  /** @param loaded where states read by id are kept; give it only where nobody else can write meanwhile. */
  constructor(db: Queryable, loaded: Map<string, ObjectState> | null = null) {
    this.db = db;
    this.#loaded = loaded;
  }

  plan(state: ObjectState): void {
    this.#planned.set(state.id, state);
  }

  /** A reader that sees the same plans but keeps its own further ones to itself. */
  fork(): Reader {
    const fork = new Reader(this.db, this.#loaded);
    for (const state of this.#planned.values()) fork.plan(state);
    return fork;
  }

  /** Present state, or the unborn state when no event has made the object yet. */
  async load(type: ObjectType, id: string): Promise<ObjectState> {
    const [state] = await this.loadMany(type, [id]);
    return state ?? unborn(id);
  }

  async loadMany(type: ObjectType, ids: readonly string[]): Promise<readonly ObjectState[]> {
    const known = ids.flatMap((id) => this.#planned.get(id) ?? this.#loaded?.get(id) ?? []);
    const missing = ids.filter((id) => !this.#planned.has(id) && this.#loaded?.has(id) !== true);
    if (missing.length === 0) return known;
    const { rows } = await this.db.query<{ body: ObjectState }>({
      name: `load-${type}`,
      text: `SELECT body FROM ${tableOf(type)} WHERE id = ANY($1)`,
      values: [missing],
    });
    for (const { body } of rows) this.#loaded?.set(body.id, body);
    return [...known, ...rows.map((row) => row.body)];
  }

  /** States whose list column equals one of the values (`has` for list columns). */
  async findBy(
    type: ObjectType,
    column: string,
    values: readonly string[],
    limit = 500,
  ): Promise<readonly ObjectState[]> {
    return this.#select(type, `${columnOf(column)} = ANY($1)`, [values, limit], `find-${type}-${column}`);
  }

  async findHaving(
    type: ObjectType,
    column: string,
    value: string,
    limit = 500,
  ): Promise<readonly ObjectState[]> {
    return this.#select(
      type,
      `${columnOf(column)} @> ARRAY[$1]::text[]`,
      [value, limit],
      `having-${type}-${column}`,
    );
  }

  async findByPerson(type: ObjectType, person: string): Promise<readonly ObjectState[]> {
    return this.#select(type, 'person = $1', [person, 500], `person-${type}`);
  }

  async findByUnit(type: ObjectType, unit: string, limit = 500): Promise<readonly ObjectState[]> {
    return this.#select(type, 'unit_id = $1', [unit, limit], `unit-${type}`);
  }

  async #select(
    type: ObjectType,
    where: string,
    values: unknown[],
    name: string,
  ): Promise<readonly ObjectState[]> {
    const { rows } = await this.db.query<{ body: ObjectState }>({
      name,
      text: `SELECT body FROM ${tableOf(type)} WHERE ${where} LIMIT $${values.length}`,
      values,
    });
    return rows.map((row) => this.#planned.get(row.body.id) ?? row.body);
  }
}
