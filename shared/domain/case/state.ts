import * as z from 'zod';
import { appRoles } from '../../access/roles.ts';
import type { Actor } from '../../log/event.ts';
import { field } from '../fields.ts';
import type { NumberKind, ObjectState } from '../object.ts';
import { objectTypes } from '../objectType.ts';
import { keysOf } from '../options.ts';
import { caseKinds, decisionCodes } from './terms.ts';

const json = z.record(z.string(), z.json());
const objectType = z.enum(keysOf(objectTypes));
const stamp = z.enum(['at', 'day', 'actor', 'proposer']);
const actorRole = z.enum([...keysOf(appRoles), 'SYS']);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const numberKinds = ['filing', 'grant', 'case', 'export', 'report'] as const satisfies readonly NumberKind[];

/** The act a case asks for, as the proposer gave it, secrets sealed. */
const commandSchema = z.strictObject({
  type: objectType,
  id: z.string(),
  act: z.string().max(40),
  input: json,
  reason: z.string().max(2000).nullable(),
});

/** One change of the effect, exactly as it would be written. */
const changeSchema = z.strictObject({
  type: objectType,
  id: z.string(),
  act: z.string(),
  patch: json,
  stamps: z.record(z.string(), stamp),
  reason: z.string().nullable(),
  noted: z.array(z.string()),
});

const followSchema = z.strictObject({
  type: objectType,
  id: z.string(),
  act: z.string(),
  input: json,
  reason: z.string(),
});

/** Nulls may be missing: a merge patch drops them when the state is stored. `proposerOf` puts them back. */
const proposerSchema = z.strictObject({
  id: z.string(),
  accountNo: z.string(),
  name: z.string(),
  unitId: z.string().nullish(),
  unitName: z.string(),
  person: z.string().nullish(),
  roles: z.array(actorRole),
});

/** What a case is opened with; the server fills it from the trial run of the command. */
export const openInput = z.strictObject({
  kind: z.enum(keysOf(caseKinds)),
  /** One for an approval or an after-review, any number for a batch. A list also keeps nulls in the input. */
  commands: z.array(commandSchema).min(1).max(50_000),
  effect: z.array(changeSchema).max(200_000),
  digest,
  baseRevs: z.record(z.string(), z.int()),
  title: z.string().max(500),
  unit: z.string().nullish(),
  proposer: proposerSchema,
  /** Keyed digests of the persons who gain by it. */
  beneficiaries: z.array(z.string()),
  approveRoles: z.array(z.enum(keysOf(appRoles))).min(1),
  /** Numbers handed out for the trial run, which the approved run uses again. */
  numbers: z.array(z.strictObject({ kind: z.enum(numberKinds), number: z.string() })),
  /** Case this one resubmits. */
  previous: z.uuid().nullish(),
  /** Files the matter came from, such as an import. */
  sources: z.array(z.strictObject({ name: z.string().max(200), digest: z.string().max(64) })).nullish(),
  /** What has to follow when the case is returned, or refused (or objected to). */
  onSendBack: z.array(followSchema).nullish(),
  onRefuse: z.array(followSchema).nullish(),
});
type OpenInput = z.output<typeof openInput>;

/** Wire fields of a case that screens show by themselves. */
export const caseFields = z.strictObject({
  no: field.code({ zh: '案号', en: 'Case number', group: 'matter' }),
  title: field.text({ zh: '事项', en: 'Matter', group: 'matter', max: 500 }),
  reason: field.longText({ zh: '事由', en: 'Reason', group: 'matter' }),
  dueBy: field.day({ zh: '办理期限', en: 'Decide by', group: 'matter' }),
  decisionCode: field.enum(decisionCodes, { zh: '意见代码', en: 'Coded reason', group: 'decision' }),
  decisionText: field.longText({ zh: '意见说明', en: 'Explanation', group: 'decision' }),
});

/** State of a case (案件). Everything may be absent until it is opened. */
export type CaseState = ObjectState &
  z.output<typeof caseFields> &
  Partial<Omit<OpenInput, 'title'>> & {
    readonly openedAt?: string;
    readonly openedOn?: string;
    /** Account that decided or withdrew. */
    readonly decidedBy?: string;
    readonly decidedAt?: string;
  };

/** The proposer as the actor they were; null before the case is opened. */
export function proposerOf(state: CaseState): Actor | null {
  const { proposer } = state;
  return proposer ? { ...proposer, unitId: proposer.unitId ?? null, person: proposer.person ?? null } : null;
}
