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
  readonly #planned = new Map<string, { readonly type: ObjectType; readonly state: ObjectState }>();
  readonly #loaded: Map<string, ObjectState> | null;

  /**
   * @param loaded where states read by id are kept, under `keyOf`; give it only where nobody else can write meanwhile.
   */
  constructor(db: Queryable, loaded: Map<string, ObjectState> | null = null) {
    this.db = db;
    this.#loaded = loaded;
  }

  plan(type: ObjectType, state: ObjectState): void {
    this.#planned.set(state.id, { type, state });
  }

  /** Does the id belong to an object of another type: what points to an id must never meet two objects. */
  async isOfAnother(type: ObjectType, id: string): Promise<boolean> {
    const planned = this.#planned.get(id);
    if (planned) return planned.type !== type;
    const { rowCount } = await this.db.query({
      name: 'id-of-another',
      text: 'SELECT 1 FROM fold.directory WHERE id = $1 AND type <> $2',
      values: [id, type],
    });
    return rowCount !== 0;
  }

  /** A reader that sees the same plans but keeps its own further ones to itself. */
  fork(): Reader {
    const fork = new Reader(this.db, this.#loaded);
    for (const { type, state } of this.#planned.values()) fork.plan(type, state);
    return fork;
  }

  /** Present state, or the unborn state when no event has made the object yet. */
  async load(type: ObjectType, id: string): Promise<ObjectState> {
    const [state] = await this.loadMany(type, [id]);
    return state ?? unborn(id);
  }

  async loadMany(type: ObjectType, ids: readonly string[]): Promise<readonly ObjectState[]> {
    const found = (id: string) => this.#plannedOf(type, id) ?? this.#loaded?.get(keyOf(type, id));
    const known = ids.flatMap((id) => found(id) ?? []);
    const missing = ids.filter((id) => found(id) === undefined);
    if (missing.length === 0) return known;
    const { rows } = await this.db.query<{ body: ObjectState }>({
      name: `load-${type}`,
      text: `SELECT body FROM ${tableOf(type)} WHERE id = ANY($1)`,
      values: [missing],
    });
    for (const { body } of rows) this.#loaded?.set(keyOf(type, body.id), body);
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
    return rows.map((row) => this.#plannedOf(type, row.body.id) ?? row.body);
  }

  #plannedOf(type: ObjectType, id: string): ObjectState | undefined {
    const planned = this.#planned.get(id);
    return planned?.type === type ? planned.state : undefined;
  }
}

function keyOf(type: ObjectType, id: string): string {
  return `${type} ${id}`;
}
