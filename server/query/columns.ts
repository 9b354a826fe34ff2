import type { AppRole } from '../../shared/access/roles.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import type { Column, ObjectState } from '../../shared/domain/object.ts';
import type { ListType } from '../../shared/query/spec.ts';
import { columnOf, tableOf } from '../fold/tables.ts';

/** A column a list can show, filter and sort by: its SQL name and its kind. */
export interface ListColumn {
  readonly sql: string;
  readonly kind: Column<ObjectState>['kind'];
}

/** A list type's table and columns, by the name the query model uses. */
export interface ListTable {
  readonly table: string;
  readonly id: string;
  readonly rev: string;
  readonly columns: Readonly<Record<string, ListColumn>>;
}

const eventTable: ListTable = {
  table: 'log.event',
  id: 'seq::text',
  rev: '0',
  columns: {
    seq: { sql: 'seq', kind: 'integer' },
    at: { sql: 'at', kind: 'instant' },
    category: { sql: 'category', kind: 'enum' },
    event: { sql: 'event', kind: 'enum' },
    result: { sql: 'result', kind: 'enum' },
    objectType: { sql: 'object_type', kind: 'enum' },
    objectId: { sql: 'object_id', kind: 'ref' },
    objectTitle: { sql: 'object_title', kind: 'text' },
    actorId: { sql: 'actor_id', kind: 'text' },
    actorName: { sql: 'actor_name', kind: 'text' },
    actorUnit: { sql: 'actor_unit', kind: 'text' },
    actorRoles: { sql: 'actor_roles', kind: 'list' },
    ip: { sql: 'ip', kind: 'text' },
    reason: { sql: 'reason', kind: 'text' },
    caseId: { sql: 'case_id', kind: 'ref' },
  },
};

const deadlineTable: ListTable = {
  table: 'fold.deadline',
  id: 'id::text',
  rev: '0',
  columns: {
    type: { sql: 'type', kind: 'enum' },
    key: { sql: 'key', kind: 'enum' },
    rule: { sql: 'rule', kind: 'text' },
    due: { sql: 'due', kind: 'day' },
    roles: { sql: 'roles', kind: 'list' },
    unit: { sql: 'unit_id', kind: 'ref' },
  },
};

/** The table behind a list type. */
export function listTable(type: ListType): ListTable {
  if (type === 'event') return eventTable;
  if (type === 'deadline') return deadlineTable;
  const columns = Object.entries(objectDefs[type].columns).map(
    ([key, { kind }]) => [key, { sql: columnOf(key), kind }] as const,
  );
  return {
    table: tableOf(type),
    id: 'id::text',
    rev: 'rev',
    columns: { state: { sql: 'state', kind: 'enum' }, ...Object.fromEntries(columns) },
  };
}

/** Roles that may read a list; null = every signed-in person. */
export function readersOf(type: ListType): readonly AppRole[] | null {
  if (type === 'event') return ['AUD'];
  return type === 'deadline' ? null : objectDefs[type].readers;
}
