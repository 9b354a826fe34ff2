import type { ImportKind } from '../../../shared/api/kinds.ts';
import type { ObjectType } from '../../../shared/domain/objectType.ts';

/** The object type each import fills. */
export const importTargets: Readonly<Record<ImportKind, ObjectType>> = {
  staff: 'staffFiling',
  domains: 'domainRecord',
  addresses: 'ipRecord',
};
