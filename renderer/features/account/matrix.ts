import { centerScope, partsOf } from '../../../shared/access/rights.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import type { Words } from '../../locales/text.ts';
import { type Grant, grantsIn } from './grants.ts';

/** Rights of one account at one place of the matrix. */
export interface Held {
  readonly action: string;
  readonly suspended: boolean;
  /** Last day of the grant it comes from. */
  readonly to: string | null;
}

const shown: ReadonlySet<string> = new Set(['granted', 'active', 'suspended']);

/** The places across the matrix: this system first, then every site and column somebody has rights on. */
export function matrixColumns(
  states: readonly ObjectState[],
  nameOf: (site: string) => string,
  columnOf: (site: string, column: string) => string,
  t: Words['t'],
): readonly { readonly key: string; readonly title: string }[] {
  const places = new Map<string, string>();
  for (const state of states)
    for (const grant of grantsIn(state).filter(isShown))
      for (const value of grant.cells) {
        const { site, column } = partsOf(value);
        const name = nameOf(site);
        // What tells the columns of one site apart comes first: heads are cut off at the end.
        const where = column === '-' ? name : `${columnOf(site, column)} · ${name}`;
        places.set(`${site}/${column}`, site === centerScope ? t('cells.roles') : where);
      }
  return [...places]
    .map(([key, title]) => ({ key, title }))
    .toSorted((a, b) => order(a.key) - order(b.key) || a.title.localeCompare(b.title, 'zh-CN'));
}

function order(key: string): number {
  return key.startsWith(`${centerScope}/`) ? 0 : 1;
}

function isShown(grant: Grant): boolean {
  return shown.has(grant.state);
}

/** What one account holds at one place; a suspended account holds everything suspended. */
export function heldAt(state: ObjectState, where: string): readonly Held[] {
  return grantsIn(state)
    .filter(isShown)
    .flatMap((grant) =>
      grant.cells
        .filter((value) => value.startsWith(`${where}/`))
        .map((value) => ({
          action: partsOf(value).action,
          suspended: grant.state === 'suspended' || state.state === 'suspended',
          to: grant.to ?? null,
        })),
    );
}
