import * as z from 'zod';
import { appRoles } from '../access/roles.ts';
import { objectTypes } from '../domain/objectType.ts';
import { keysOf } from '../domain/options.ts';
import { findingSchema, textSchema } from '../errors/problem.ts';

export const objectType = z.enum(keysOf(objectTypes));
/** In the one form that also the database gives back. */
export const id = z.uuid().lowercase();
export const stateSchema = z.object({ id: z.string(), rev: z.int(), state: z.string() }).catchall(z.json());
export const none = z.strictObject({});

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
const changeViewSchema = z.object({
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
  state: stateSchema,
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

export const commandInput = z.strictObject({
  type: objectType,
  id,
  act: z.string().max(40),
  input: z.record(z.string(), z.json()),
  reason: z.string().max(2000).nullish(),
});

export const fileSchema = z.object({ digest: z.string(), size: z.int(), mime: z.string() });
