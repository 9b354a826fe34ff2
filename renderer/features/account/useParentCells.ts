import * as z from 'zod';
import { cell } from '../../../shared/access/rights.ts';
import { rest } from '../../../shared/domain/account/algebra.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import { useCenter } from '../../bridge/center.ts';
import { grantsIn } from './grants.ts';

const holderSchema = z.looseObject({ holder: z.string().optional() });
const requestSchema = z.looseObject({
  requestedPermissions: z
    .array(
      z.looseObject({
        site: z.string().nullish(),
        column: z.string().nullish(),
        action: z.string().nullish(),
      }),
    )
    .catch([]),
});

/** States of a grant that answer a part of the filing's request. */
const answering: ReadonlySet<string> = new Set(['proposed', 'granted', 'active', 'suspended', 'declined']);

/** The rights a split starts from: one grant's, or what the filing asks for and no grant has answered. */
export function useParentCells(state: ObjectState, parent: string | null): readonly string[] {
  const holder = holderSchema.safeParse(state).data?.holder;
  const filing = useCenter(
    'records.get',
    { type: 'staffFiling', id: holder ?? '' },
    { enabled: parent === 'filing' && holder !== undefined },
  );
  const grants = grantsIn(state);
  if (parent !== 'filing') return grants.find((grant) => grant.no === parent)?.cells ?? [];
  const request = requestSchema.safeParse(filing.data?.state);
  const requested = (request.data?.requestedPermissions ?? []).flatMap(({ site, column, action }) =>
    site && action ? [cell(site, column || '-', action)] : [],
  );
  return rest(
    requested,
    grants.filter((grant) => answering.has(grant.state)).map((grant) => grant.cells),
  );
}
