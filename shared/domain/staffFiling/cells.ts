import { cell, isCore, partsOf, siteActions, type Cell } from '../../access/rights.ts';
import type { FilingFields } from './fields.ts';

/** Column of a right that covers the whole site. */
export const wholeSite = '-';

/** The rights a filing asks for (拟申请权限) as cells, sorted, each once; unfinished rows are left out. */
export function requestedCells(fields: Pick<FilingFields, 'requestedPermissions'>): readonly Cell[] {
  const cells = (fields.requestedPermissions ?? []).flatMap(({ site, column, action }) =>
    site && action ? [cell(site, column?.trim() || wholeSite, action)] : [],
  );
  return [...new Set(cells)].sort();
}

/** Official terms of the core rights among the cells, each once (R118, R119). */
export function coreRightNames(cells: readonly Cell[]): readonly string[] {
  const names: Readonly<Record<string, { readonly zh: string }>> = siteActions;
  return [...new Set(cells.filter(isCore).map((value) => names[partsOf(value).action]?.zh ?? value))];
}
