import type { Cell } from '../../access/rights.ts';
import type { Text } from '../../text.ts';
import { cellsText, type CellNames } from './cellText.ts';
import { isHeld } from './holdings.ts';
import { grantsOf, type AccountState, type Grant } from './state.ts';
import { grantStates, type GrantStateName } from './terms.ts';

/** One grant as the rights matrix and the permission ledger (权限变更台账) show it. */
export interface PermissionRow {
  readonly no: string;
  readonly state: GrantStateName;
  readonly stateText: Text;
  readonly parent: string | null;
  readonly cells: readonly Cell[];
  /** Rights before: those of the grant it was split from while that one was held; empty for a new right. */
  readonly before: Text;
  /** Rights it gives now; empty when it gives none. */
  readonly after: Text;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string;
  readonly basis: string;
  readonly remark: string;
}

/** One row for each grant of the account, in the order of their numbers. */
export function permissionRows(state: AccountState, names: CellNames): readonly PermissionRow[] {
  return grantsOf(state).map((grant) => ({
    no: grant.no,
    state: grant.state,
    stateText: grantStates[grant.state],
    parent: grant.parent ?? null,
    cells: grant.cells,
    before: cellsText(cellsBefore(state, grant), names),
    after: cellsText(isHeld(grant) ? grant.cells : [], names),
    from: grant.from ?? null,
    to: grant.to ?? null,
    reason: grant.reason ?? '',
    basis: grant.basis ?? '',
    remark: grant.remark ?? '',
  }));
}

/** A grant that was never given (no term) had nothing before it; an ended one had its own rights. */
function cellsBefore(state: AccountState, grant: Grant): readonly Cell[] {
  const parent = grant.parent === undefined ? undefined : state.grants?.[grant.parent];
  if (parent?.to !== undefined) return parent.cells;
  return grant.to !== undefined && !isHeld(grant) ? grant.cells : [];
}
