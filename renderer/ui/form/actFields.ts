import type { ComponentType, ReactNode } from 'react';
import * as z from 'zod';
import { type FieldMeta, isEmpty, metaOf } from '../../../shared/domain/fields.ts';
import type { Act, ObjectState } from '../../../shared/domain/object.ts';
import { type Finding, refuse } from '../../../shared/rules/finding.ts';
import type { Text } from '../../../shared/text.ts';
import { inputLabels, inputRefs } from './inputLabels.ts';

/** Everything an editor of one field is given. */
export interface EditorProps {
  readonly id: string;
  readonly meta: FieldMeta;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onBlur: () => void;
  readonly invalid: boolean;
  /** The record as it is, and the form as far as it is filled in. */
  readonly state: ObjectState;
  readonly values: Readonly<Record<string, unknown>>;
  /** Keeps the act from being sent until it is called with false; the editor itself says why. */
  readonly onHold: (held: boolean) => void;
}

export type Editor = ComponentType<EditorProps>;

/** What a feature adds to the form that follows from an act's schema; by input key. */
export interface ActExtras {
  /** Better words, kinds or options than the schema carries. */
  readonly metas?: Readonly<Record<string, Partial<FieldMeta>>>;
  /** An editor of its own for a field. */
  readonly editors?: Readonly<Record<string, Editor>>;
  /** Values to start from, for links that prefill. */
  readonly initial?: (state: ObjectState) => Readonly<Record<string, unknown>>;
  /** Fields that are sent but not shown. */
  readonly hidden?: readonly string[];
  /** The act carries its words in a field of its own, so the general reason is not asked for. */
  readonly noReason?: boolean;
  /** Stands above the fields: what the act is about. */
  readonly above?: (state: ObjectState) => ReactNode;
  /** What is decided is on screen already. */
  readonly noPreview?: boolean;
}

export interface FormField {
  readonly key: string;
  readonly meta: FieldMeta;
  readonly schema: z.ZodType;
  /** May be cleared by sending null. */
  readonly nullable: boolean;
}

type AnyAct = Act<ObjectState, unknown>;

/** The fields of an act's form: those its schema names, in its order, with the metadata they carry. */
export function actFields(act: AnyAct, extras: ActExtras = {}): readonly FormField[] {
  return act.input instanceof z.ZodObject ? fieldsIn(act.input, extras, '') : [];
}

/** Fields of an object inside the input stand in the form one by one, under dotted keys. */
function fieldsIn(schema: z.ZodObject, extras: ActExtras, prefix: string): readonly FormField[] {
  const metas = metaOf(schema);
  return Object.entries(schema.shape).flatMap(([name, inner]) => {
    if (!(inner instanceof z.ZodType)) return [];
    const key = prefix + name;
    const plain = unwrap(inner);
    if (!metas[name] && plain instanceof z.ZodObject) return fieldsIn(plain, extras, `${key}.`);
    const meta = { ...(metas[name] ?? plainMeta(name, inner, prefix)), ...extras.metas?.[key] };
    return [{ key, meta, schema: inner, nullable: inner.safeParse(null).success }];
  });
}

/** Metadata of a field whose schema carries none: kind from the schema, words from the common list. */
function plainMeta(name: string, schema: z.ZodType, prefix: string): FieldMeta {
  const inner = unwrap(schema);
  const values = inner instanceof z.ZodArray ? inner.element : inner;
  const ref = isUuid(values) ? inputRefs[name] : undefined;
  const many = inner instanceof z.ZodArray;
  return {
    label: inputLabels[name] ?? { zh: name, en: name },
    kind: ref ? (many ? 'refs' : 'ref') : kindOf(inner),
    group: prefix,
    required: !schema.safeParse(undefined).success,
    ...(values instanceof z.ZodEnum && { options: optionsOf(values.options) }),
    ...(ref && { ref }),
  };
}

function isUuid(schema: unknown): boolean {
  if (!(schema instanceof z.ZodType)) return false;
  const accepts = schema.safeParse('01928f6e-7c3a-7b3a-8f00-000000000000').success;
  return accepts && !schema.safeParse('x').success;
}

function unwrap(schema: z.ZodType): z.ZodType {
  const isWrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;
  const inner = isWrapped ? schema.unwrap() : schema;
  return isWrapped && inner instanceof z.ZodType ? unwrap(inner) : schema;
}

function kindOf(schema: z.ZodType): FieldMeta['kind'] {
  if (schema instanceof z.ZodEnum) return 'enum';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodNumber) return 'integer';
  if (schema instanceof z.ZodArray) return arrayKind(schema.element);
  const isDay = schema.safeParse('2026-03-02').success && !schema.safeParse('2026').success;
  return isDay ? 'day' : 'text';
}

function arrayKind(element: unknown): FieldMeta['kind'] {
  if (element instanceof z.ZodEnum) return 'enumSet';
  const isFile = element instanceof z.ZodObject && 'digest' in element.shape;
  return isFile ? 'files' : 'tags';
}

function optionsOf(values: readonly unknown[]): Record<string, Text> {
  return Object.fromEntries(
    values.map((value) => [
      String(value),
      inputLabels[String(value)] ?? { zh: String(value), en: String(value) },
    ]),
  );
}

/** Name of a field on the record; inside an object of the input it stands behind the object's own name. */
function plainName(key: string): string {
  return key.split('.').at(-1) ?? key;
}

/** What the form starts with: the record's present values of the act's fields. */
export function initialValues(
  fields: readonly FormField[],
  state: ObjectState,
  extras: ActExtras = {},
): Record<string, unknown> {
  const present: Record<string, unknown> = { ...state };
  const values: Record<string, unknown> = {};
  for (const { key, schema } of fields) {
    const now = present[plainName(key)];
    if (!isEmpty(now) && schema.safeParse(now).success) values[key] = now;
  }
  return { ...values, ...extras.initial?.(state) };
}

/** The act's input: filled fields, and null for those that were emptied. */
export function inputOf(
  fields: readonly FormField[],
  values: Readonly<Record<string, unknown>>,
  state: ObjectState,
): Record<string, unknown> {
  const present: Record<string, unknown> = { ...state };
  const input: Record<string, unknown> = {};
  const inner: Record<string, Record<string, unknown>> = {};
  for (const { key, nullable, meta, schema } of fields) {
    const value = values[key];
    const [outer = '', name] = key.split('.');
    if (!isEmpty(value)) {
      if (name === undefined) input[key] = value;
      else inner[outer] = { ...inner[outer], [name]: value };
    } else if (nullable && !isEmpty(present[plainName(key)])) {
      if (name === undefined) input[key] = null;
      else inner[outer] = { ...inner[outer], [name]: null };
    }
    // A list that has to be given and holds nothing is an empty list.
    else if (name === undefined && !schema.safeParse(undefined).success && schema.safeParse([]).success)
      input[key] = [];
    // A box that was never ticked says no.
    else if (meta.kind === 'boolean' && meta.required && name === undefined) input[key] = false;
  }
  for (const { key, meta } of fields) {
    const [outer = '', name] = key.split('.');
    const object = name === undefined ? undefined : inner[outer];
    if (object && name !== undefined && meta.kind === 'boolean') object[name] ??= false;
  }
  return { ...input, ...inner };
}

/** Findings of one field by its own validator; the server asks the same again. */
export function checkField(field: FormField, value: unknown): readonly Finding[] {
  if (typeof value !== 'string' || value.trim() === '' || !field.meta.check) return [];
  return field.meta.check(value, field.key).findings;
}

/** Everything the form itself can find before anything is sent. */
export function checkForm(
  act: AnyAct,
  fields: readonly FormField[],
  values: Readonly<Record<string, unknown>>,
  input: Readonly<Record<string, unknown>>,
): readonly Finding[] {
  const findings = fields.flatMap((field) => checkField(field, values[field.key]));
  const found = new Set(findings.map((finding) => finding.place));
  const parsed = act.input.safeParse(input);
  const wrong = new Map<string, Finding>();
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.join('.');
    const field = fields.find((one) => path === one.key || path.startsWith(`${one.key}.`));
    const key = field?.key ?? '';
    if (!field || found.has(key) || wrong.has(key)) continue;
    wrong.set(key, isEmpty(values[key]) ? missing(field) : malformed(field));
  }
  return [...findings, ...wrong.values()];
}

function missing({ key, meta }: FormField): Finding {
  return refuse('field/required', null, key, {
    zh: `「${meta.label.zh}」未填写`,
    en: `${meta.label.en} is missing`,
  });
}

function malformed({ key, meta }: FormField): Finding {
  return refuse('field/malformed', null, key, {
    zh: `「${meta.label.zh}」填写的内容不合规范,请检查长度和格式`,
    en: `${meta.label.en} does not fit its form; check its length and format`,
  });
}

/** Groups of fields in the order in which they first appear. */
export function fieldGroups(fields: readonly FormField[]): ReadonlyMap<string, readonly FormField[]> {
  return Map.groupBy(fields, (field) => field.meta.group);
}
