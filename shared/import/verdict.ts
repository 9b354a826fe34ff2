import { sealedSchema } from '../domain/sealed.ts';
import { canonicalJson } from '../log/canonical.ts';
import type { Json, JsonObject } from '../log/patch.ts';

/** What a row would do to the register. */
export type Verdict = 'new' | 'change' | 'same';

/** Keyed digest of a raw secret; the field is named, since digests of different fields differ. */
type DigestOf = (raw: string, field: string) => string;

/** Keys of a record that say how it came in, not what it is. */
const aside: ReadonlySet<string> = new Set(['raw', 'openPoints', 'state']);

/**
 * Compares a row's record with the one on record: only what the row says counts, since an empty cell is no order to
 * clear a field. Sealed values are compared by their keyed digest.
 * @param digestOf keyed digest of a raw secret, as the server keeps it for that field
 */
export function verdictOf(
  existing: Readonly<Record<string, unknown>> | null,
  record: JsonObject,
  digestOf: DigestOf,
): Verdict {
  if (existing === null) return 'new';
  return Object.entries(record).every(
    ([key, value]) => aside.has(key) || equal(existing[key], value, key, digestOf),
  )
    ? 'same'
    : 'change';
}

/** The fields of the row that differ from the record: input of the act that corrects it. */
export function changedFields(
  existing: Readonly<Record<string, unknown>>,
  record: JsonObject,
  digestOf: DigestOf,
): JsonObject {
  return Object.fromEntries(
    Object.entries(record).filter(
      ([key, value]) => !aside.has(key) && !equal(existing[key], value, key, digestOf),
    ),
  );
}

function equal(held: unknown, value: Json, key: string, digestOf: DigestOf): boolean {
  const sealed = sealedSchema.safeParse(held);
  if (sealed.success && typeof value === 'string') return sealed.data.digest === digestOf(value, key);
  return held !== undefined && canonicalJson(held) === canonicalJson(value);
}

/** Limits of an import; policy of the center, not law. */
export interface BrakeLimits {
  /** Share of the records on hand that one import may change. */
  readonly share: number;
}
const importPolicy: BrakeLimits = { share: 0.3 };

/** Does an import change so much of the register that it is more likely a wrong file (导入刹车). */
export function checkBrake(
  counts: { readonly change: number; readonly existing: number },
  limits: BrakeLimits = importPolicy,
): { readonly changedShare: number; readonly brake: boolean } {
  const changedShare = counts.existing === 0 ? 0 : counts.change / counts.existing;
  return { changedShare, brake: changedShare > limits.share };
}
