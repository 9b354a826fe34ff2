import * as z from 'zod';
import { querySchema } from '../query/spec.ts';
import { ledgerKinds } from './kinds.ts';
import { operation } from './operation.ts';
import { id, none } from './schemas.ts';

/** Ledgers that leave the program. */
export const exportOperations = {
  'exports.open': operation({
    method: 'POST',
    path: '/v1/exports',
    summary: 'Register an export: number, purpose, frozen set',
    access: 'session',
    roles: null,
    effect: 'write',
    input: z.strictObject({
      ledger: z.enum(ledgerKinds),
      query: querySchema,
      purpose: z.string().min(2).max(500),
      letter: z.string().max(100).nullish(),
      format: z.enum(['xlsx', 'csv']),
    }),
    output: z.object({
      id: z.string(),
      number: z.string(),
      total: z.int(),
      upToSeq: z.int(),
      at: z.string(),
      by: z.string(),
      unit: z.string(),
      lastHash: z.string(),
      /** Titles of the records that the filters name, by id. */
      names: z.record(z.string(), z.string()),
    }),
  }),
  'exports.page': operation({
    method: 'GET',
    path: '/v1/exports/{id}/rows',
    summary: 'The next rows of an export, already as ledger cells',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ id, after: z.string().max(200).optional() }),
    output: z.object({
      rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
      next: z.string().nullable(),
    }),
  }),
  'exports.close': operation({
    method: 'POST',
    path: '/v1/exports/{id}/close',
    summary: 'Report how an export ended',
    access: 'session',
    roles: null,
    effect: 'write',
    input: z.strictObject({
      id,
      result: z.enum(['done', 'cancelled', 'failed']),
      rows: z.int(),
      digest: z.string().max(64).nullish(),
    }),
    output: none,
  }),
} as const;
