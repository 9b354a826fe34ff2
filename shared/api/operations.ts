import * as z from 'zod';
import { appRoles } from '../access/roles.ts';
import { objectTypes } from '../domain/objectType.ts';
import { keysOf } from '../domain/options.ts';
import { findingSchema, textSchema } from '../errors/problem.ts';
import { querySchema, resultSchema } from '../query/spec.ts';
import { operation } from './operation.ts';

const objectType = z.enum(keysOf(objectTypes));
const id = z.uuid();
const state = z.object({ id: z.string(), rev: z.int(), state: z.string() }).catchall(z.json());
const none = z.strictObject({});

/** The signed-in person as the client knows them. */
export const sessionSchema = z.object({
  accountId: z.string(),
  accountNo: z.string(),
  name: z.string(),
  unitId: z.string().nullable(),
  unitName: z.string(),
  roles: z.array(z.enum(keysOf(appRoles))),
  /** Ends without use at, and at the latest at (UTC instants). */
  idleUntil: z.string(),
  absoluteUntil: z.string(),
  lastSignIn: z.object({ at: z.string(), ip: z.string().nullable() }).nullable(),
  mustChangePassword: z.boolean(),
});

/** One change as approver, history and preview show it. */
export const changeViewSchema = z.object({
  type: objectType,
  id: z.string(),
  title: z.string(),
  act: z.string(),
  before: z.record(z.string(), z.json()),
  after: z.record(z.string(), z.json()),
});

/** What an act would do; the same view serves proposal, approval, history and explanation. */
export const previewSchema = z.object({
  ok: z.boolean(),
  findings: z.array(findingSchema),
  changes: z.array(changeViewSchema),
  /** Sessions that end, deadlines that open. */
  consequences: z.array(textSchema),
  /** Roles one of which has to approve; null = runs at once. */
  approve: z.array(z.string()).nullable(),
  afterReview: z.array(z.string()).nullable(),
  digest: z.string(),
});

/** Answer to a command: it ran, or it became a case. */
export const outcomeSchema = z.object({
  kind: z.enum(['done', 'case']),
  state,
  seq: z.int(),
  caseId: z.string().nullable(),
  caseNo: z.string().nullable(),
  digest: z.string().nullable(),
  noted: z.array(findingSchema),
});

export const historyLineSchema = z.object({
  seq: z.int(),
  at: z.string(),
  event: z.string(),
  result: z.string(),
  actor: z.string(),
  actorUnit: z.string(),
  actorRoles: z.array(z.string()),
  reason: z.string().nullable(),
  caseId: z.string().nullable(),
  before: z.record(z.string(), z.json()),
  after: z.record(z.string(), z.json()),
  facts: z.record(z.string(), z.json()),
});

const commandInput = z.strictObject({
  type: objectType,
  id,
  act: z.string().max(40),
  input: z.record(z.string(), z.json()),
  reason: z.string().max(2000).nullish(),
});

const fileSchema = z.object({ digest: z.string(), size: z.int(), mime: z.string() });

/** Kinds of register an import file can fill. */
export const importKinds = ['staff', 'domains', 'addresses'] as const;
export type ImportKind = (typeof importKinds)[number];
export const importRow = z.strictObject({ row: z.int(), cells: z.record(z.string(), z.string().max(4000)) });
const importInput = z.strictObject({ kind: z.enum(importKinds), rows: z.array(importRow).max(50_000) });
export const importVerdictSchema = z.object({
  row: z.int(),
  verdict: z.enum(['new', 'change', 'same', 'bad']),
  key: z.string(),
  record: z.record(z.string(), z.json()),
  findings: z.array(findingSchema.extend({ value: z.string() })),
});
export const importReportSchema = z.object({
  rows: z.array(importVerdictSchema),
  counts: z.object({ new: z.int(), change: z.int(), same: z.int(), bad: z.int(), existing: z.int() }),
  /** Share of existing records that would change; above the limit the brake holds. */
  changedShare: z.number(),
  brake: z.boolean(),
});

/** Ledgers that can be exported. */
export const ledgerKinds = [
  'staff',
  'permissions',
  'domains',
  'addresses',
  'units',
  'sites',
  'cases',
  'audit',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

export const operations = {
  'gate.get': operation({
    method: 'GET',
    path: '/gate',
    summary: 'What the server saw of this connection',
    access: 'gate',
    roles: null,
    effect: 'read',
    input: none,
    output: z.object({
      accepted: z.boolean(),
      reason: z.string().nullable(),
      sourceIp: z.string(),
      time: z.string(),
      certificate: z
        .object({
          fingerprint: z.string(),
          subject: z.string(),
          validTo: z.string(),
          accountNo: z.string().nullable(),
        })
        .nullable(),
      version: z.string(),
    }),
  }),
  'session.open': operation({
    method: 'POST',
    path: '/v1/session',
    summary: 'Sign in with certificate, password and one-time code',
    access: 'certificate',
    roles: null,
    effect: 'write',
    input: z.strictObject({ password: z.string().max(200), code: z.string().max(10) }),
    output: z.object({ token: z.string(), session: sessionSchema }),
  }),
  'session.get': operation({
    method: 'GET',
    path: '/v1/session',
    summary: 'Who is signed in',
    access: 'session',
    roles: null,
    effect: 'read',
    input: none,
    output: sessionSchema,
  }),
  'session.close': operation({
    method: 'DELETE',
    path: '/v1/session',
    summary: 'Sign out',
    access: 'session',
    roles: null,
    effect: 'write',
    input: none,
    output: none,
  }),
  'session.stepUp': operation({
    method: 'POST',
    path: '/v1/session/step-up',
    summary: 'Prove presence again before a dangerous act',
    access: 'session',
    roles: null,
    effect: 'write',
    input: z.strictObject({ code: z.string().max(10) }),
    output: z.object({ until: z.string() }),
  }),
  'session.password': operation({
    method: 'POST',
    path: '/v1/session/password',
    summary: 'Change the own password',
    access: 'session',
    roles: null,
    effect: 'write',
    input: z.strictObject({ current: z.string().max(200), next: z.string().max(200) }),
    output: none,
  }),
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
      state,
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
      asOf: z.object({ seq: z.int(), at: z.string() }),
    }),
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
  'commands.run': operation({
    method: 'POST',
    path: '/v1/{type}/{id}/{act}',
    summary: 'Carry out or propose an act',
    access: 'session',
    roles: null,
    effect: 'write',
    input: commandInput,
    output: outcomeSchema,
  }),
  'commands.preview': operation({
    method: 'POST',
    path: '/v1/{type}/{id}/{act}/preview',
    summary: 'What an act would do',
    access: 'session',
    roles: null,
    effect: 'read',
    input: commandInput,
    output: previewSchema,
  }),
  'cases.effect': operation({
    method: 'GET',
    path: '/v1/cases/{id}/effect',
    summary: 'The exact effect a case asks to approve',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ id }),
    output: previewSchema,
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
  'files.put': operation({
    method: 'POST',
    path: '/v1/files',
    summary: 'Store a scan by its digest',
    access: 'session',
    roles: null,
    effect: 'write',
    input: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/), base64: z.string().max(28_000_000) }),
    output: fileSchema,
  }),
  'files.get': operation({
    method: 'GET',
    path: '/v1/files/{digest}',
    summary: 'A stored scan',
    access: 'session',
    roles: null,
    effect: 'read',
    input: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: fileSchema.extend({ base64: z.string() }),
  }),
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

export type OperationId = keyof typeof operations;
export type OperationInput<K extends OperationId> = z.input<(typeof operations)[K]['input']>;
export type OperationOutput<K extends OperationId> = z.output<(typeof operations)[K]['output']>;
