import * as z from 'zod';
import { textSchema } from '../errors/problem.ts';
import { querySchema, resultSchema } from '../query/spec.ts';
import { operation } from './operation.ts';
import { historyLineSchema, id, none, objectType, stateSchema } from './schemas.ts';

/** Reading records, the workbench, the log. */
export const recordOperations = {
  'records.query': operation({
    method: 'POST',
    path: '/v1/query',
    summary: 'List records',
    access: 'session',
    roles: null,
    effect: 'read',
    input: querySchema,
    output: resultSchema,
  }),
  'records.get': operation({
    method: 'GET',
    path: '/v1/records/{type}/{id}',
    summary: 'One record with what may be done with it',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ type: objectType, id }),
    output: z.object({
      state: stateSchema,
      titles: z.record(z.string(), z.string()),
      /** Acts the state machine allows now and this person may do or propose. */
      acts: z.array(z.string()),
      deadlines: z.array(
        z.object({
          rule: z.string().nullable(),
          key: z.string(),
          due: z.string(),
          text: textSchema,
          roles: z.array(z.string()),
        }),
      ),
      /** Readiness for going online (R040, R062-R064 ...); null for every object but a site. */
      checklist: z
        .array(z.object({ rule: z.string(), done: z.boolean(), place: z.string(), text: textSchema }))
        .nullable(),
      /** What was proposed for this record and waits for a decision, as far as this person may see it. */
      openCases: z.array(z.object({ id: z.string(), title: z.string(), proposer: z.string() })),
      asOf: z.object({ seq: z.int(), at: z.string() }),
    }),
  }),
  'records.many': operation({
    method: 'POST',
    path: '/v1/records/{type}/many',
    summary: 'Several records of one type at once; those that may not be seen are left out',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ type: objectType, ids: z.array(id).max(500) }),
    output: z.object({ states: z.array(stateSchema) }),
  }),
  'records.history': operation({
    method: 'GET',
    path: '/v1/records/{type}/{id}/history',
    summary: 'Timeline of one record',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ type: objectType, id }),
    output: z.object({ lines: z.array(historyLineSchema), titles: z.record(z.string(), z.string()) }),
  }),
  'records.search': operation({
    method: 'GET',
    path: '/v1/search',
    summary: 'Search everything',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ text: z.string().max(100) }),
    output: z.object({
      hits: z.array(z.object({ type: objectType, id: z.string(), title: z.string(), detail: z.string() })),
    }),
  }),
  'records.impact': operation({
    method: 'GET',
    path: '/v1/records/ipRecord/{id}/impact',
    summary: 'Which sites fall if this address is shut (R020)',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ id }),
    output: z.object({
      sites: z.array(
        z.object({ id: z.string(), name: z.string(), domain: z.string(), unit: z.string(), via: z.string() }),
      ),
    }),
  }),
  'records.line': operation({
    method: 'GET',
    path: '/v1/log/{seq}',
    summary: 'One log line with before and after',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ seq: z.coerce.number().int() }),
    output: z.object({
      line: historyLineSchema,
      hash: z.string(),
      prev: z.string(),
      titles: z.record(z.string(), z.string()),
    }),
  }),
  'workbench.get': operation({
    method: 'GET',
    path: '/v1/workbench',
    summary: 'What waits for this person',
    access: 'session',
    roles: null,
    effect: 'read',
    input: none,
    output: z.object({
      today: z.string(),
      due: z.array(
        z.object({
          type: objectType,
          id: z.string(),
          title: z.string(),
          key: z.string(),
          rule: z.string().nullable(),
          due: z.string(),
          text: textSchema,
          roles: z.array(z.string()),
          group: z.enum(['overdue', 'today', 'soon', 'week', 'later']),
          workdays: z.int(),
        }),
      ),
      waiting: z.array(
        z.object({ id: z.string(), title: z.string(), since: z.string(), roles: z.array(z.string()) }),
      ),
      recent: z.array(z.object({ type: objectType, id: z.string(), title: z.string(), at: z.string() })),
      counts: z.record(z.string(), z.int()),
    }),
  }),
  'secrets.reveal': operation({
    method: 'POST',
    path: '/v1/records/{type}/{id}/reveal',
    summary: 'Reveal a masked value; the reveal is recorded',
    access: 'session',
    roles: ['C1', 'C2', 'DIR'],
    effect: 'write',
    input: z.strictObject({
      type: objectType,
      id,
      field: z.string().max(60),
      reason: z.string().min(1).max(500),
    }),
    output: z.object({ value: z.string() }),
  }),
  'audit.verify': operation({
    method: 'GET',
    path: '/v1/audit/verify',
    summary: 'Recompute the chain of the whole log',
    access: 'session',
    roles: ['AUD'],
    effect: 'read',
    input: none,
    output: z.object({
      ok: z.boolean(),
      lines: z.int(),
      lastSeq: z.int(),
      lastHash: z.string(),
      brokenAt: z.int().nullable(),
    }),
  }),
} as const;
