import * as z from 'zod';
import { objectTypes, type ObjectType } from '../domain/objectType.ts';
import { keysOf } from '../domain/options.ts';

/** What can be listed: every object type, the log, and the open deadlines. */
const listTypes = {
  ...objectTypes,
  event: { zh: '审计日志', en: 'Audit log' },
  deadline: { zh: '待办', en: 'Deadline' },
} as const;
export type ListType = ObjectType | 'event' | 'deadline';

const scalar = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);

/** One removable filter; several are joined by AND, the values of one by OR. */
export const filterSchema = z.strictObject({
  column: z.string().max(60),
  /** `in` any of the values; `not` none of them; `between` inclusive bounds (null = open); `contains` substring; `has` list member; `empty` no value. */
  op: z.enum(['in', 'not', 'between', 'contains', 'has', 'empty']),
  values: z.array(scalar).max(200),
});

export const sortSchema = z.strictObject({ column: z.string().max(60), dir: z.enum(['asc', 'desc']) });

/** The one list model: screens, exports and the replica ask with it; one compiler answers (DESIGN 7). */
export const querySchema = z.strictObject({
  type: z.enum(keysOf(listTypes)),
  filters: z.array(filterSchema).max(30),
  /** Free text over names, numbers, pinyin initials; empty = all. */
  text: z.string().max(100),
  sort: z.array(sortSchema).max(3),
  window: z.strictObject({ offset: z.int().min(0).max(10_000_000), limit: z.int().min(1).max(2000) }),
});

const rowSchema = z.object({ id: z.string(), rev: z.int() }).catchall(z.json());

export const resultSchema = z.object({
  rows: z.array(rowSchema),
  total: z.int(),
  /** Titles of the objects the rows refer to, by id. */
  titles: z.record(z.string(), z.string()),
  source: z.enum(['server', 'replica']),
  asOf: z.object({ seq: z.int(), at: z.string() }),
});

export type Filter = z.infer<typeof filterSchema>;
export type Sort = z.infer<typeof sortSchema>;
export type QuerySpec = z.infer<typeof querySchema>;
export type Row = z.infer<typeof rowSchema>;
export type QueryResult = z.infer<typeof resultSchema>;
