import * as z from 'zod';
import type { Cell } from '../../access/rights.ts';
import type { EmploymentType, UnitType } from '../../rules/terms.ts';
import type { ObjectState } from '../object.ts';
import { keysOf } from '../options.ts';
import type { FilingFields } from './fields.ts';
import { handoverItems } from './terms.ts';

/** The handover of a leaver (交接单, GB/T 22239-2019 人员离岗). */
export const handoverSchema = z.strictObject({
  items: z.array(z.enum(keysOf(handoverItems))).max(10),
  /** Open matters and papers in words. */
  note: z.string().max(2000).exactOptional(),
  from: z.string().min(1).max(60),
  to: z.string().min(1).max(60),
  witness: z.string().min(1).max(60),
  date: z.iso.date(),
  tokenReturned: z.boolean(),
  secrecyPromise: z.boolean(),
});
export type Handover = z.output<typeof handoverSchema>;

/** A staff filing as the log folds it; what acts add stands below the fields. */
export type FilingState = ObjectState &
  FilingFields & {
    readonly filingNo?: string;
    readonly enteredBy?: string;
    readonly editedBy?: string;
    readonly submittedBy?: string;
    /** Day the center received the signed form (备案日期, R122 counts from it). */
    readonly filingDate?: string;
    readonly returnReasons?: readonly string[];
    readonly returnText?: string;
    readonly reviewOpinion?: string;
    readonly reviewedBy?: string;
    readonly reviewDate?: string;
    /** A replacement filed less than the lead time ahead (R122). */
    readonly late?: boolean;
    readonly lateReason?: string;
    /** The reviewer's tick that the late filing is accepted; approved with the filing itself. */
    readonly lateAccepted?: boolean;
    readonly filedBy?: string;
    readonly filedOn?: string;
    readonly effectiveOn?: string;
    readonly refusedRule?: string;
    readonly refusedText?: string;
    /** Change filing in work; this one stays in force until that takes effect. */
    readonly openChange?: string;
    /** Filing that took this one's place for the same person; accounts go on under it. */
    readonly continuedBy?: string;
    readonly handover?: Handover;
    readonly endCause?: string;
    readonly endedOn?: string;
  };

/** Another filing as far as the rules look at it. */
export interface OtherFiling {
  readonly id: string;
  readonly filingNo: string | null;
  readonly name: string;
  readonly unit: string;
  readonly state: string;
  /** Digest of the identity number. */
  readonly person: string | null;
}

/** A site as far as the rules look at it. */
export interface ScopeSite {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Units with a part in it: host, cooperating, operating (not the supervising one). */
  readonly units: readonly string[];
  /** Names of the columns by id. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What the acts of a staff filing have to know of other records. */
export interface FilingFacts {
  /** The unit the filing would have. */
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly unitType: UnitType | null;
  } | null;
  /** The sites named by scope and requested rights. */
  readonly sites: readonly ScopeSite[];
  /** Other filings, not final, of the same person and unit. */
  readonly samePerson: readonly OtherFiling[];
  /** Other filings, not final, of the same name and unit but another person. */
  readonly sameName: readonly OtherFiling[];
  /** The filing named as replaced. */
  readonly replaced: (OtherFiling & { readonly handedOver: boolean }) | null;
  /** Filings, not final, that name this one as replaced. */
  readonly successors: readonly OtherFiling[];
  /** Accounts, not revoked, that rest on this filing or on one it continues. */
  readonly accounts: readonly { readonly id: string; readonly accountNo: string; readonly state: string }[];
  /** Rights this person holds by other accounts (`heldCells`). */
  readonly heldCells: readonly Cell[];
  /** Id and number reserved for the account of a filing that takes effect; null when the person has one. */
  readonly newAccount: { readonly id: string; readonly accountNo: string } | null;
}

/** Keyed digest of the identity number: who the person is, without the number. */
export function personDigestOf(fields: Pick<FilingFields, 'idNumber'>): string | null {
  const { idNumber } = fields;
  return typeof idNumber === 'object' && idNumber !== null ? idNumber.digest : null;
}

/** What to look up for `FilingFacts`: the keys the filing would have after the input. */
export function filingNeeds(
  state: FilingState,
  input: Readonly<Record<string, unknown>>,
): {
  readonly unit: string | null;
  readonly sites: readonly string[];
  readonly person: string | null;
  readonly name: string | null;
  readonly replacedFiling: string | null;
} {
  const parsed = needs.parse({ ...state, ...input });
  return {
    unit: parsed.unit ?? null,
    sites: [
      ...new Set([
        ...(parsed.siteScope ?? []),
        ...(parsed.requestedPermissions ?? []).flatMap((row) => row.site ?? []),
      ]),
    ],
    person: parsed.idNumber?.digest ?? null,
    name: parsed.name ?? null,
    replacedFiling: parsed.replacedFiling ?? null,
  };
}

const text = z.string().nullish().catch(null);
const needs = z.object({
  unit: text,
  siteScope: z.array(z.string()).nullish().catch(null),
  requestedPermissions: z
    .array(z.object({ site: text }))
    .nullish()
    .catch(null),
  idNumber: z.object({ digest: z.string() }).nullish().catch(null),
  name: text,
  replacedFiling: text,
});

/** Last day of training on record; null without any. */
export function lastTrainingOf(fields: Pick<FilingFields, 'training'>): string | null {
  return (
    (fields.training ?? [])
      .flatMap((row) => row.date ?? [])
      .sort()
      .at(-1) ?? null
  );
}

/** Kinds of employment of a company's person (R119). */
export const companyEmployment: ReadonlySet<EmploymentType> = new Set<EmploymentType>(['outsourced']);
