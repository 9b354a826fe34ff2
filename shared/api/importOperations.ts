import * as z from 'zod';
import { findingSchema } from '../errors/problem.ts';
import { importKinds } from './kinds.ts';
import { operation } from './operation.ts';

const importRow = z.strictObject({ row: z.int(), cells: z.record(z.string(), z.string().max(4000)) });
const importInput = z.strictObject({ kind: z.enum(importKinds), rows: z.array(importRow).max(50_000) });
const importVerdictSchema = z.object({
  row: z.int(),
  verdict: z.enum(['new', 'change', 'same', 'bad']),
  key: z.string(),
  record: z.record(z.string(), z.json()),
  findings: z.array(findingSchema.extend({ value: z.string() })),
});
const importReportSchema = z.object({
  rows: z.array(importVerdictSchema),
  counts: z.object({ new: z.int(), change: z.int(), same: z.int(), bad: z.int(), existing: z.int() }),
  /** Share of existing records that would change; above the limit the brake holds. */
  changedShare: z.number(),
  brake: z.boolean(),
});

/** Taking over registers from files. */
export const importOperations = {
  'imports.check': operation({
    method: 'POST',
    path: '/v1/imports/{kind}/check',
    summary: 'Dry run: every finding of every row',
    access: 'session',
    roles: ['C1'],
    effect: 'read',
    input: importInput,
    output: importReportSchema,
  }),
  'imports.run': operation({
    method: 'POST',
    path: '/v1/imports/{kind}/run',
    summary: 'Take over the rows as one batch',
    access: 'session',
    roles: ['C1'],
    effect: 'write',
    input: importInput.extend({
      mode: z.enum(['all', 'good']),
      fileName: z.string().max(200),
      fileDigest: z.string().max(64),
      overrideBrake: z.boolean(),
      reason: z.string().max(2000).nullish(),
    }),
    output: z.object({
      batchId: z.string(),
      caseId: z.string(),
      counts: z.object({ created: z.int(), changed: z.int(), skipped: z.int() }),
    }),
  }),
  'imports.undo': operation({
    method: 'POST',
    path: '/v1/cases/{id}/undo',
    summary: 'Propose to undo an approved import as a new case',
    access: 'session',
    roles: ['C1'],
    effect: 'write',
    input: z.strictObject({ id: z.uuid(), reason: z.string().min(2).max(2000) }),
    output: z.object({ caseId: z.string(), records: z.int() }),
  }),
} as const;
