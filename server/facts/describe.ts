import { objectDefs } from '../../shared/domain/registry.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import type { ObjectType } from '../../shared/domain/objectType.ts';

/** How people call an object. */
export function titleOf(type: ObjectType, state: ObjectState): string {
  return objectDefs[type].title(state);
}

/** Does no act lead out of the object's state: the table of transitions says so. */
export function isFinal(type: ObjectType, state: ObjectState): boolean {
  return !Object.values(objectDefs[type].acts).some((act) => act.from.includes(state.state));
}
