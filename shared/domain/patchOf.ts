import type * as z from 'zod';
import { diffPatch, type Json, type JsonObject } from '../log/patch.ts';

/**
 * The fields of a parsed input as a merge patch: absent stays absent (unchanged), null stays null (cleared).
 * @throws TypeError when a value has no JSON form (a mistake in the program)
 */
export function patchOf(fields: Readonly<Record<string, unknown>>): JsonObject {
  const patch: Record<string, Json> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) patch[key] = jsonOf(value);
  }
  return patch;
}

/** A record's own fields out of its whole state. */
export function fieldsOf<S extends z.ZodObject>(
  schema: S,
  state: Readonly<Record<string, unknown>>,
): z.output<S> {
  return schema.parse(Object.fromEntries(Object.entries(state).filter(([key]) => key in schema.shape)));
}

/** The smallest patch that brings a record's fields to new values; empty when nothing differs. */
export function revisionOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): JsonObject {
  const held = Object.entries(patchOf(after)).filter(([, value]) => value !== null);
  return diffPatch(patchOf(before), Object.fromEntries(held));
}

function jsonOf(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === 'object') return patchOf({ ...value });
  throw new TypeError(`no JSON form: ${typeof value}`);
}
