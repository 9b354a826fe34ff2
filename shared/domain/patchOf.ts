import type { Json, JsonObject } from '../log/patch.ts';

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

function jsonOf(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === 'object') return patchOf({ ...value });
  throw new TypeError(`no JSON form: ${typeof value}`);
}
