import { objectDefs } from '../../shared/domain/registry.ts';
import type { Column, ObjectDef, ObjectState } from '../../shared/domain/object.ts';
import { objectTypeNames, type ObjectType } from '../../shared/domain/objectType.ts';
import { sm3Hex } from '../../shared/log/canonical.ts';

/** `staffFiling` -> `fold.staff_filing`. */
export function tableOf(type: ObjectType, schema: FoldSchema = 'fold'): string {
  return `${schema}.${quote(type.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`))}`;
}

/** Where folds live: the live ones, or the second set that `rebuild --check` compares them with. */
export type FoldSchema = 'fold' | 'fold_check';

/** Name of a list column in its table; the prefix keeps it apart from the fixed columns. */
export function columnOf(key: string): string {
  return quote(`c_${key}`);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const sqlTypes: Readonly<Record<Column<ObjectState>['kind'], string>> = {
  text: 'text',
  enum: 'text',
  ref: 'text',
  day: 'date',
  instant: 'timestamptz',
  integer: 'bigint',
  boolean: 'boolean',
  list: 'text[]',
};

function tableSql(def: ObjectDef<ObjectState, unknown>, schema: FoldSchema): string {
  const table = tableOf(def.type, schema);
  const columns = Object.entries(def.columns);
  const lines = columns.map(([key, column]) => `${columnOf(key)} ${sqlTypes[column.kind]}`);
  const indexes = columns.map(([key, column]) =>
    column.kind === 'list'
      ? `CREATE INDEX ON ${table} USING gin (${columnOf(key)});`
      : `CREATE INDEX ON ${table} (${columnOf(key)}, id);`,
  );
  return `CREATE TABLE ${table} (
  id uuid PRIMARY KEY, rev integer NOT NULL, state text NOT NULL, unit_id text, person text, seq bigint NOT NULL, body jsonb NOT NULL
  ${lines.map((line) => `, ${line}`).join('')});
CREATE INDEX ON ${table} (state, id);
CREATE INDEX ON ${table} (unit_id, id);
CREATE INDEX ON ${table} (person) WHERE person IS NOT NULL;
${indexes.join('\n')}`;
}

/** The whole schema of the folds: derived data, dropped and rebuilt whenever its shape changes. */
function foldSql(schema: FoldSchema = 'fold'): string {
  return `DROP SCHEMA IF EXISTS ${schema} CASCADE;
CREATE SCHEMA ${schema};
CREATE TABLE ${schema}.directory (type text NOT NULL, id uuid PRIMARY KEY, title text NOT NULL, words text NOT NULL, grams text[] NOT NULL, unit_id text, seq bigint NOT NULL);
CREATE INDEX ON ${schema}.directory USING gin (grams);
CREATE TABLE ${schema}.deadline (type text NOT NULL, id uuid NOT NULL, key text NOT NULL, rule text, due date NOT NULL, roles text[] NOT NULL, text jsonb NOT NULL, unit_id text, PRIMARY KEY (id, key));
CREATE INDEX ON ${schema}.deadline (due, id);
CREATE TABLE ${schema}.counter (series text PRIMARY KEY, value bigint NOT NULL);
${objectTypeNames.map((type) => tableSql(objectDefs[type], schema)).join('\n')}`;
}

/** The same in two steps: an index made over filled tables costs a fraction of one kept up row by row. */
export function foldSteps(schema: FoldSchema): { readonly tables: string; readonly indexes: string } {
  const lines = foldSql(schema).split('\n');
  const isIndex = (line: string) => line.startsWith('CREATE INDEX ');
  return {
    tables: lines.filter((line) => !isIndex(line)).join('\n'),
    indexes: lines.filter(isIndex).join('\n'),
  };
}

/** Every table of the folds, without its schema. */
export const foldTables: readonly string[] = [
  'directory',
  'deadline',
  'counter',
  ...objectTypeNames.map((type) => tableOf(type).slice('fold.'.length)),
];

/** Changes whenever the shape of a fold changes; the server then folds the log anew. */
export function foldVersion(): string {
  return sm3Hex(foldSql());
}
