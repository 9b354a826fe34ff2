import * as z from 'zod';
import { union } from '../../../shared/domain/account/algebra.ts';
import { type GrantStateName, grantStates } from '../../../shared/domain/account/terms.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import { keysOf } from '../../../shared/domain/options.ts';
import type { Words } from '../../locales/text.ts';

const grantSchema = z.looseObject({
  no: z.string(),
  cells: z.array(z.string()),
  state: z.enum(keysOf(grantStates)),
  from: z.string().optional(),
  to: z.string().optional(),
  reason: z.string().optional(),
});
const holder = z.looseObject({ grants: z.record(z.string(), grantSchema).optional() });

/** What the screens show of a grant (授权单). */
export interface Grant {
  readonly no: string;
  readonly cells: readonly string[];
  readonly state: GrantStateName;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly reason?: string | undefined;
}

/** The grants of an account as it came over the bridge, by their numbers. */
export function grantsIn(state: ObjectState): readonly Grant[] {
  const parsed = holder.safeParse(state);
  const grants = Object.values(parsed.data?.grants ?? {});
  return grants.toSorted((a, b) => (a.no < b.no ? -1 : 1));
}

/** States of a grant whose rights the person holds or is to hold. */
const held: ReadonlySet<string> = new Set(['granted', 'active', 'suspended']);

/** Every right of the account's living grants. */
export function heldCells(state: ObjectState): readonly string[] {
  return union(
    ...grantsIn(state)
      .filter((grant) => held.has(grant.state))
      .map((grant) => grant.cells),
  );
}

/** A grant in one line: `QX-2026-000123 · 已启用 · 4 项权限`. */
export function grantLine(grant: Grant, { t, say }: Words): string {
  return [grant.no, say(grantStates[grant.state]), t('cells.count', { n: grant.cells.length })].join(' · ');
}
