import * as z from 'zod';
import { checkLegalDay, isLegalDay } from '../calendar/legalDay.ts';
import { isObject, type Json, type JsonObject } from '../log/patch.ts';
import type { Checked, Finding } from '../rules/finding.ts';
import { refuse } from '../rules/finding.ts';
import type { Text } from '../text.ts';
import type { ObjectType } from './objectType.ts';
import { sealedSchema } from './sealed.ts';
import { keysOf, type Options } from './options.ts';

/** How a field is shown, entered, searched and exported. */
type FieldKind =
  | 'text'
  | 'longText'
  | 'code'
  | 'enum'
  | 'enumSet'
  | 'day'
  | 'integer'
  | 'boolean'
  | 'ref'
  | 'refs'
  | 'secret'
  | 'files'
  | 'tags'
  | 'rows';

/** What the screens, imports and ledgers need to know of one field; the zod type beside it is the wire form. */
export interface FieldMeta {
  readonly label: Text;
  readonly kind: FieldKind;
  /** Key of the titled group the field stands in. */
  readonly group: string;
  /** Must be present when the record is submitted; drafts may lack it. */
  readonly required: boolean;
  readonly options?: Options;
  readonly ref?: ObjectType;
  /** Canonical form or findings for a text value. */
  readonly check?: (raw: string, place: string) => Checked<string>;
  /** Columns of a `rows` field. */
  readonly columns?: Readonly<Record<string, FieldMeta>>;
  readonly hint?: Text;
  /** Headings under which import files carry this field. */
  readonly headings?: readonly string[];
}

type Given = Pick<FieldMeta, 'group'> &
  Partial<Pick<FieldMeta, 'required' | 'check' | 'hint' | 'headings'>> & {
    readonly zh: string;
    readonly en: string;
  };

const registry = z.registry<FieldMeta>();

function register<T extends z.ZodType>(
  schema: T,
  kind: FieldKind,
  given: Given,
  more: Partial<FieldMeta> = {},
): T {
  registry.add(schema, {
    label: { zh: given.zh, en: given.en },
    kind,
    group: given.group,
    required: given.required ?? false,
    ...(given.check && { check: given.check }),
    ...(given.hint && { hint: given.hint }),
    ...(given.headings && { headings: given.headings }),
    ...more,
  });
  return schema;
}

const day = z.iso.date().refine(isLegalDay);
const fileRef = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().max(200),
  size: z.int(),
});

/** A stored scan: SM3 digest of its bytes, the name it came under, its size in bytes. */
export type FileRef = z.infer<typeof fileRef>;

/**
 * Builders for the fields of a record. Every field may be absent (a draft) or null (cleared);
 * whether it is required is asked by `checkFields` when the record is submitted.
 */
export const field = {
  text: (given: Given & { max?: number }) =>
    register(
      z
        .string()
        .max(given.max ?? 200)
        .nullish(),
      'text',
      given,
    ),
  longText: (given: Given & { max?: number }) =>
    register(
      z
        .string()
        .max(given.max ?? 2000)
        .nullish(),
      'longText',
      given,
    ),
  code: (given: Given & { max?: number }) =>
    register(
      z
        .string()
        .max(given.max ?? 253)
        .nullish(),
      'code',
      given,
    ),
  /** A personal secret: sent raw, replaced by its `Sealed` form before it reaches a decider or an event. */
  secret: (given: Given & { max?: number }) =>
    register(z.union([z.string().max(given.max ?? 64), sealedSchema]).nullish(), 'secret', given),
  enum: <K extends string>(options: Options<K>, given: Given) =>
    register(z.enum(keysOf(options)).nullish(), 'enum', given, { options }),
  enumSet: <K extends string>(options: Options<K>, given: Given) =>
    register(
      z
        .array(z.enum(keysOf(options)))
        .max(50)
        .nullish(),
      'enumSet',
      given,
      { options },
    ),
  day: (given: Given) => register(day.nullish(), 'day', { check: checkLegalDay, ...given }),
  integer: (given: Given & { min?: number; max?: number }) =>
    register(
      z
        .int()
        .min(given.min ?? 0)
        .max(given.max ?? 1_000_000_000)
        .nullish(),
      'integer',
      given,
    ),
  boolean: (given: Given) => register(z.boolean().nullish(), 'boolean', given),
  ref: (ref: ObjectType, given: Given) => register(z.uuid().nullish(), 'ref', given, { ref }),
  refs: (ref: ObjectType, given: Given) =>
    register(z.array(z.uuid()).max(500).nullish(), 'refs', given, { ref }),
  files: (given: Given) => register(z.array(fileRef).max(20).nullish(), 'files', given),
  tags: (given: Given) => register(z.array(z.string().max(100)).max(100).nullish(), 'tags', given),
  rows: <S extends z.ZodRawShape>(row: z.ZodObject<S>, given: Given) =>
    register(z.array(row).max(500).nullish(), 'rows', given, { columns: metaOf(row) }),
};

/** Metadata of every field of a record's schema, by key, in the schema's order. */
export function metaOf(schema: z.ZodObject): Record<string, FieldMeta> {
  const found: Record<string, FieldMeta> = {};
  for (const [key, type] of Object.entries(schema.shape)) {
    const meta = type instanceof z.ZodType ? registry.get(type) : undefined;
    if (meta) found[key] = meta;
  }
  return found;
}

/** True for null, undefined, blank text and empty lists. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/** Result of `checkFields`: the data with canonical forms in place, and every finding. */
export interface CheckedFields<T> {
  readonly data: T;
  readonly findings: readonly Finding[];
}

/**
 * Checks a record field by field and puts canonical forms in place.
 * @param complete also demand the required fields (on submit); drafts pass `false`.
 */
export function checkFields<T extends Record<string, unknown>>(
  schema: z.ZodObject,
  data: T,
  complete: boolean,
  prefix = '',
): CheckedFields<T> {
  const { canonical, findings } = checkValues(metaOf(schema), data, complete, prefix);
  return { data: Object.assign({}, data, canonical), findings };
}

/** The same over metadata, so that the rows of a `rows` field are checked like the record (`records.0.value`). */
function checkValues(
  fields: Readonly<Record<string, FieldMeta>>,
  data: Readonly<Record<string, unknown>>,
  complete: boolean,
  prefix: string,
): { readonly canonical: JsonObject; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const canonical: Record<string, Json> = {};
  for (const [key, meta] of Object.entries(fields)) {
    const value = data[key];
    const place = prefix + key;
    if (isEmpty(value)) {
      if (complete && meta.required) findings.push(missing(place, meta));
    } else if (typeof value === 'string' && meta.check) {
      const checked = meta.check(value, place);
      findings.push(...checked.findings);
      if (checked.value !== null) canonical[key] = checked.value;
    } else if (Array.isArray(value) && meta.columns) {
      const { columns } = meta;
      canonical[key] = value.filter(isObject).map((row, index) => {
        const checked = checkValues(columns, row, complete, `${place}.${index}.`);
        findings.push(...checked.findings);
        return { ...row, ...checked.canonical };
      });
    }
  }
  return { canonical, findings };
}

function missing(place: string, meta: FieldMeta): Finding {
  return refuse('field/required', null, place, {
    zh: `「${meta.label.zh}」未填写`,
    en: `${meta.label.en} is missing`,
  });
}
