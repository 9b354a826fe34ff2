import { appRoles, type AppRole } from '../../access/roles.ts';
import { rolesIn, type Cell } from '../../access/rights.ts';
import { union } from './algebra.ts';
import { grantsOf, type AccountState, type Grant } from './state.ts';
import type { GrantStateName } from './terms.ts';

const held: ReadonlySet<GrantStateName> = new Set<GrantStateName>(['granted', 'active', 'suspended']);
const open: ReadonlySet<GrantStateName> = new Set<GrantStateName>(['proposed', ...held]);

/** Has been granted and not been ended: in force, waiting to be enabled, or suspended. */
export function isHeld(grant: Grant): boolean {
  return held.has(grant.state);
}

/** Held or still proposed: its rights may stand in no second grant. */
export function isOpen(grant: Grant): boolean {
  return open.has(grant.state);
}

/** Is the grant's term running on that day. */
function termRuns(grant: Grant, today: string): boolean {
  return grant.from !== undefined && grant.to !== undefined && grant.from <= today && today <= grant.to;
}

/** Rights in force on that day: account active, grant active, term running. */
export function activeCells(state: AccountState, today: string): Cell[] {
  if (state.state !== 'active') return [];
  return union(
    ...grantsOf(state)
      .filter((grant) => grant.state === 'active' && termRuns(grant, today))
      .map((grant) => grant.cells),
  );
}

/**
 * Rights the account holds or can come to hold without a new grant: granted, active or suspended, the term not
 * over. This is what the exclusion matrix is checked against.
 */
export function heldCells(state: AccountState, today: string): Cell[] {
  if (state.state === 'revoked') return [];
  return union(
    ...grantsOf(state)
      .filter((grant) => isHeld(grant) && (grant.to ?? today) >= today)
      .map((grant) => grant.cells),
  );
}

function isAppRole(role: string): role is AppRole {
  return role in appRoles;
}

/** Roles of this program in force on that day, what a session is opened with. */
export function rolesOf(state: AccountState, today: string): AppRole[] {
  return [...rolesIn(activeCells(state, today))].filter(isAppRole).sort();
}
