import * as z from 'zod';
import type { ReadinessFacts } from '../../rules/checks/readiness.ts';
import type { UnitType } from '../../rules/terms.ts';
import { checkIcp } from '../../validate/icp.ts';
import type { JsonObject } from '../../log/patch.ts';
import type { ObjectState } from '../object.ts';
import type { OpenPoint } from '../takenOver.ts';
import { checkDomainForm, type DomainFields } from './fields.ts';

/** A change asked for and not yet carried out (变更中). */
export interface OpenChange {
  /** Day on which the change is planned. */
  readonly planned: string;
  /** New values of the fields that change. */
  readonly fields: JsonObject;
  /** Keys of fields that are emptied. */
  readonly cleared: readonly string[];
  /** It touches what the ICP filing holds (X03). */
  readonly icp: boolean;
  /** It touches what the registrar holds (X16). */
  readonly registration: boolean;
  /** Day the ICP change was asked for. */
  readonly icpFiledOn?: string;
}

/** Days of the approval chain of a portal domain (X10). */
interface ApprovalChain {
  readonly headConsent?: string;
  readonly superiorOffice?: string;
  readonly provincialOffice?: string;
}

/** A domain record as the log folds it; what acts add stands below the fields. */
export type DomainState = ObjectState &
  DomainFields & {
    /** The domain as people read it (中文形式). */
    readonly domainUnicode?: string;
    readonly approvalNo?: string;
    readonly approvalChain?: ApprovalChain;
    readonly approvedOn?: string;
    readonly startedOn?: string;
    readonly openChange?: OpenChange;
    /** Day of a change that waits for its report (R019). */
    readonly unreportedSince?: string;
    /** Day of a change that the registrar does not know of yet (X16). */
    readonly unregisteredSince?: string;
    /** Day since which the original domain waits for its disposition (R016). */
    readonly oldDomainSince?: string;
    readonly oldDomainReason?: string;
    readonly stateBefore?: string;
    readonly endReason?: string;
    readonly deregisteredOn?: string;
    /** Values of the old ledger as they stood in the file. */
    readonly raw?: Readonly<Record<string, string>>;
    readonly openPoints?: readonly OpenPoint[];
  };

/** A record named in a finding or a follow-up. */
export interface Named {
  readonly id: string;
  readonly title: string;
}

/** Another domain of the same site. */
export interface SiteDomain {
  readonly id: string;
  /** As people read it. */
  readonly domain: string;
  readonly state: string;
  readonly kind: string | null;
  readonly isPrimary: boolean;
}

/** What the acts of a domain record have to know of other records. */
export interface DomainFacts {
  /** Other records, not ended, of the domain the record would have. */
  readonly sameDomain: readonly Named[];
  /** Other records, not ended, with the ICP site number (`-n`) the record would have. */
  readonly sameIcp: readonly Named[];
  /** Other domains, not ended, of the site the record would have. */
  readonly siteDomains: readonly SiteDomain[];
  /** The unit the record would have. */
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly uscc: string | null;
    readonly unitType: UnitType | null;
    readonly hasAdminFunction: boolean;
    readonly divisionCode: string | null;
  } | null;
  /** The site the record would have; `readiness` is null once the site is online. */
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly online: boolean;
    readonly readiness: ReadinessFacts | null;
  } | null;
  /** Address records named by the resolution records. */
  readonly addresses: readonly { readonly id: string; readonly address: string; readonly state: string }[];
  /** Names of the unit's staff with a filing in force. */
  readonly staffNames: readonly string[];
}

const text = z.string().min(1).nullish().catch(null);
const needs = z.object({
  domain: text,
  unit: text,
  site: text,
  icpNumber: text,
  records: z
    .array(z.object({ address: text }))
    .nullish()
    .catch(null),
});

/** What to look up for `DomainFacts`: the keys the record would have after the input, in canonical form. */
export function domainNeeds(
  state: DomainState,
  input: Readonly<Record<string, unknown>>,
): {
  readonly domain: string | null;
  readonly unit: string | null;
  readonly site: string | null;
  readonly icpNumber: string | null;
  readonly addresses: readonly string[];
} {
  const changes = needs.partial().parse(input['fields'] ?? {});
  const parsed = needs.parse({ ...state, ...state.openChange?.fields, ...input, ...changes });
  return {
    domain: parsed.domain ? checkDomainForm(parsed.domain, '').value : null,
    unit: parsed.unit ?? null,
    site: parsed.site ?? null,
    icpNumber: parsed.icpNumber ? checkIcp(parsed.icpNumber, '').value : null,
    addresses: [...new Set((parsed.records ?? []).flatMap((row) => row.address ?? []))],
  };
}
