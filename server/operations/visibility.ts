import { objectDefs } from '../../shared/domain/registry.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Actor } from '../../shared/log/event.ts';
import type { ListType } from '../../shared/query/spec.ts';
import { readersOf } from '../query/columns.ts';
import type { Scope } from '../query/compile.ts';

/** Roles that see the whole center's records; a person with none of them sees only the own unit's. */
const centerRoles: ReadonlySet<string> = new Set(['SA', 'SEC', 'AUD', 'P1', 'P2', 'C1', 'C2', 'DIR', 'INS']);

function isCenter(actor: Actor): boolean {
  return actor.roles.some((role) => centerRoles.has(role));
}

/**
 * What of a list a person may see.
 * @throws ProblemError `access/role` when the person may not read this list at all.
 */
export function scopeOf(actor: Actor, type: ListType): Scope {
  const readers = readersOf(type);
  if (readers !== null && !readers.some((role) => actor.roles.includes(role)))
    throw new ProblemError('access/role');
  return { unitId: isCenter(actor) ? null : (actor.unitId ?? ''), upToSeq: null };
}

/** May the person see this one record. */
export function maySee(actor: Actor, type: ObjectType, state: ObjectState): boolean {
  const def = objectDefs[type];
  if (!def.readers.some((role) => actor.roles.includes(role))) return false;
  return isCenter(actor) || (actor.unitId !== null && def.unitOf(state) === actor.unitId);
}

/** Lists of the search box the person may look into. */
export function readableTypes(actor: Actor): ObjectType[] {
  return Object.values(objectDefs)
    .filter((def) => def.readers.some((role) => actor.roles.includes(role)))
    .map((def) => def.type);
}
