import { createContext, use } from 'react';
import { metaOf, type FieldMeta } from '../../shared/domain/fields.ts';
import type { ObjectDef, ObjectState } from '../../shared/domain/object.ts';
import { type ObjectType, objectTypes } from '../../shared/domain/objectType.ts';

/** A business object's definition as the generic screens use it. */
export type AnyDef = ObjectDef<ObjectState, unknown>;
export type Defs = Readonly<Partial<Record<ObjectType, AnyDef>>>;

/** Carries the object registry; tests hand in a small one. */
export const DefsContext = createContext<Defs>({});

/** Definition of one object type, or undefined where the registry does not hold it. */
export function useDef(type: string): AnyDef | undefined {
  return lookUp(use(DefsContext), type);
}

/** Definition by a type that came with data. */
export function lookUp(defs: Defs, type: string): AnyDef | undefined {
  return isObjectType(type) ? defs[type] : undefined;
}

/** Is the text the key of an object type. */
export function isObjectType(type: string): type is ObjectType {
  return type in objectTypes;
}

/** Every definition there is. */
export function useDefs(): Defs {
  return use(DefsContext);
}

const metas = new WeakMap<AnyDef, Record<string, FieldMeta>>();

/** Field metadata of a definition; read once. */
export function fieldsOf(def: AnyDef): Record<string, FieldMeta> {
  const known = metas.get(def);
  if (known) return known;
  const found = metaOf(def.fields);
  metas.set(def, found);
  return found;
}
