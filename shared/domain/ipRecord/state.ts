import * as z from 'zod';
import type { JsonObject } from '../../log/patch.ts';
import { checkIp } from '../../validate/ipAddress.ts';
import type { ObjectState } from '../object.ts';
import type { IpFields } from './fields.ts';
import type { ImpactLine } from './impact.ts';

/** A change of an address that is planned and waits for its report (变更待报). */
export interface OpenIpChange {
  readonly planned: string;
  readonly fields: JsonObject;
  readonly cleared: readonly string[];
  /** Sites whose fall was shown and acknowledged (R020). */
  readonly acknowledged: readonly string[];
}

/** A former address, kept for good. */
export interface FormerAddress {
  readonly address: string;
  readonly from: string | null;
  readonly until: string;
}

/** An address record as the log folds it; what acts add stands below the fields. */
export type IpState = ObjectState &
  IpFields & {
    readonly version?: 4 | 6;
    /** First and last address as 32 hex digits, so that overlaps are two comparisons of text. */
    readonly first?: string;
    readonly last?: string;
    readonly startedOn?: string;
    readonly openChange?: OpenIpChange;
    readonly history?: readonly FormerAddress[];
    readonly endReason?: string;
    readonly raw?: Readonly<Record<string, string>>;
    readonly openPoints?: readonly {
      readonly code: string;
      readonly rule: string | null;
      readonly place: string;
    }[];
  };

/** What the acts of an address record have to know of other records. */
export interface IpFacts {
  /** Other records, not ended, that share an address with the one the record would have. */
  readonly overlapping: readonly {
    readonly id: string;
    readonly address: string;
    readonly state: string;
    readonly sharedHost: boolean;
  }[];
  /** Domains in service whose records point here. */
  readonly pointing: readonly { readonly id: string; readonly title: string }[];
  /** Sites that fall with the address (`impactOf`). */
  readonly impact: readonly ImpactLine[];
  /** The unit the record would have. */
  readonly unit: { readonly id: string; readonly name: string; readonly state: string } | null;
  /** Sites and domains named by the record that do not exist or have ended. */
  readonly unknownRefs: readonly string[];
  /** The server holds fictional data, so the documentation ranges pass. */
  readonly sampleMode: boolean;
}

const text = z.string().min(1).nullish().catch(null);
const list = z.array(z.string()).nullish().catch(null);
const needs = z.object({ address: text, unit: text, units: list, sites: list, domains: list });

/** What to look up for `IpFacts`: the span and the links the record would have after the input. */
export function ipNeeds(
  state: IpState,
  input: Readonly<Record<string, unknown>>,
): {
  readonly span: { readonly first: string; readonly last: string } | null;
  readonly unit: string | null;
  readonly units: readonly string[];
  readonly sites: readonly string[];
  readonly domains: readonly string[];
} {
  const changes = needs.partial().parse(input['fields'] ?? {});
  const parsed = needs.parse({ ...state, ...state.openChange?.fields, ...input, ...changes });
  const block = parsed.address ? checkIp(parsed.address, '').value : null;
  return {
    span: block && { first: block.first, last: block.last },
    unit: parsed.unit ?? null,
    units: parsed.units ?? [],
    sites: parsed.sites ?? [],
    domains: parsed.domains ?? [],
  };
}
